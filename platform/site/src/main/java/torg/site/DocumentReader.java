package torg.site;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;

/** Turns the bytes of a file into a document: YAML, or Markdown and HTML with front matter. */
final class DocumentReader {
    static final int MAX_BYTES = 1_000_000;
    private static final String FENCE = "---";

    private DocumentReader() {}

    /** The document, or nothing and a problem that says why. */
    static Optional<Document> read(ContentFile file, DocumentName name, Problems problems) {
        if (file.bytes().length > MAX_BYTES) {
            problems.error(Position.start(file.path()), "site.too-large", "the document has " + file.bytes().length + " bytes, more than "
                    + MAX_BYTES, "split it, or put it below files/");
            return Optional.empty();
        }
        return text(file, problems).flatMap(text -> name.type().equals("yml") ? yaml(file, name, text, problems) : markup(file, name, text, problems));
    }

    private static Optional<Document> yaml(ContentFile file, DocumentName name, String text, Problems problems) {
        return YamlReader.read(file.path(), text, problems)
                .map(fields -> new Document(file.path(), name.folder(), name.name(), name.language(), name.type(), fields, "", 1));
    }

    private static Optional<Document> markup(ContentFile file, DocumentName name, String text, Problems problems) {
        var first = line(text, 0);
        if (!first.equals(FENCE)) return Optional.of(document(file, name, Node.empty(Position.start(file.path())), bytes(text), 1));
        var number = 1;
        for (var start = next(text, 0); start < text.length(); start = next(text, start)) {
            number++;
            if (!line(text, start).equals(FENCE)) continue;
            var body = bytes(text.substring(next(text, start)));
            var bodyLine = number + 1;
            // The fence becomes an empty line, so that the positions of YAML are those of the file.
            var front = text.substring(FENCE.length(), start);
            return YamlReader.read(file.path(), front, problems).map(fields -> document(file, name, fields, body, bodyLine));
        }
        problems.error(Position.start(file.path()), "site.open-front-matter", "the front matter that begins here has no end",
                "add a line '---' after its last key");
        return Optional.empty();
    }

    /** @param body how many bytes at the end of the file are its body */
    private static Document document(ContentFile file, DocumentName name, Node.Mapping fields, int body, int bodyLine) {
        return new Document(file.path(), name.folder(), name.name(), name.language(), name.type(), fields, "", bodyLine).in(file, file.bytes().length - body);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String line(String text, int start) {
        return text.substring(start, next(text, start)).stripTrailing();
    }

    private static int next(String text, int start) {
        var end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end + 1;
    }

    private static Optional<String> text(ContentFile file, Problems problems) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.bytes())).toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            problems.error(Position.start(file.path()), "site.no-utf8", "the document is not written in UTF-8", "save it in the encoding UTF-8");
            return Optional.empty();
        }
    }
}
