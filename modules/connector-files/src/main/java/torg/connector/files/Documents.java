package torg.connector.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Characters;
import torg.spi.sync.Connector.Outgoing;

/**
 * What the ERP is to take, a file for each document, laid down once. The file is written in {@code work/begun}, then noted in {@code work/sent}, then moved to {@code out}:
 * so after a fall at any moment the note without the begun file says that it was laid down, whatever became of it there, and anything else that it was not.
 */
final class Documents {
    private static final int LONGEST_REASON = 500;
    /** Of a text that says why: a sentence, however many bytes its characters have. */
    private static final int MOST_READ = 4_000;
    private final Layout layout;
    private final Charset charset;
    private final JsonMapper json = new JsonMapper();

    /** @param charset in which the ERP writes */
    Documents(Layout layout, Charset charset) {
        this.layout = layout;
        this.charset = charset;
    }

    /** Whether it was laid down. */
    boolean isSent(Outgoing document) {
        var name = name(document);
        return Files.exists(sent(name)) && !Files.exists(begun(name));
    }

    /** Lay it down, unless that was done. Repeatable. */
    void send(Outgoing document) {
        var name = name(document);
        if (isSent(document)) return;
        var bytes = bytes(document);
        try {
            // Of an earlier one of this name, which was sent again since.
            Files.deleteIfExists(refused(name));
            write(begun(name), bytes);
            Layout.force(begun(name).getParent());
            write(sent(name), bytes);
            Layout.force(sent(name).getParent());
            Files.move(begun(name), layout.out().resolve(name + ".json"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Layout.force(layout.out());
        } catch (IOException e) {
            throw failed("the document cannot be laid down", e);
        }
    }

    /** Why the ERP does not take it; empty when it did not say so. Once told, it counts as not laid down: when somebody has it sent again it is. */
    Optional<String> refusal(Outgoing document) {
        try (var in = Files.newInputStream(refused(name(document)))) {
            // A character that is none in this encoding is bent: a refusal that nobody hears of would be worse.
            var text = Characters.line(new String(in.readNBytes(MOST_READ), charset).strip().replaceAll("\\s+", " "));
            Files.deleteIfExists(sent(name(document)));
            return Optional.of(text.isEmpty() ? "The seller's system rejected it" : text.substring(0, text.offsetByCodePoints(0, Math.min(text.codePointCount(0, text.length()), LONGEST_REASON))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("what the ERP says against it cannot be read", e);
        }
    }

    private static String name(Outgoing document) {
        return Layout.name(document.entity(), document.reference());
    }

    private Path refused(String name) {
        return layout.refused().resolve(name + ".txt");
    }

    private Path begun(String name) {
        return layout.work().resolve("begun").resolve(name + ".json");
    }

    private Path sent(String name) {
        return layout.work().resolve("sent").resolve(name + ".json");
    }

    private byte[] bytes(Outgoing document) {
        var all = new LinkedHashMap<String, Object>();
        all.put("entity", document.entity());
        all.put("reference", document.reference());
        var head = new LinkedHashMap<String, Object>(plain(document.head()));
        head.put(document.referenceField(), document.reference());
        all.put("head", head);
        document.parts().ifPresent(parts -> all.put("lines", Map.of("entity", parts.entity(), "records", parts.lines().stream().map(Documents::plain).toList())));
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(all);
        } catch (JacksonException e) {
            throw new IllegalStateException("a plain value could not be written as JSON", e);
        }
    }

    /** Days and moments as ISO 8601 has them. */
    private static Map<String, Object> plain(Map<String, Object> values) {
        var plain = new LinkedHashMap<String, Object>();
        values.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(value -> plain.put(value.getKey(), value.getValue() instanceof Number || value.getValue() instanceof Boolean ? value.getValue() : String.valueOf(value.getValue())));
        return plain;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (var buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) channel.write(buffer);
            channel.force(true);
        }
    }

    private static TorgException failed(String what, IOException cause) {
        return TorgException.of(ProblemKind.UPSTREAM, "files.failed", what).help("look whether the folder is there and the portal may write to it").causedBy(cause);
    }
}
