package torg.site;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import torg.api.problem.FieldProblem;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Problems;
import torg.site.amend.Amender;

/**
 * The text of one document: read by itself, and changed at places.
 *
 * @param path in the content stores
 * @param name what its path says of it
 */
record DocumentText(String path, DocumentName name, String text) {
    private static final String MARK = "\uFEFF";
    private static final String FENCE = "---";

    /** Of a path below {@code content/<site>/} or {@code themes/<theme>/}; by its ending YAML or a text with front matter. */
    static DocumentText of(String path, String text, Set<String> languages) {
        var below = path.split("/", 3);
        return new DocumentText(path, DocumentName.of(below[below.length - 1], languages).orElseGet(() -> new DocumentName("", path, "", "md", false)), text);
    }

    Document read() {
        var problems = new Problems();
        var document = DocumentReader.read(new ContentFile(path, "", text.getBytes(StandardCharsets.UTF_8)), name, problems);
        return document.filter(_ -> !problems.fatal()).orElseThrow(() -> TorgException.invalid("site.refused", "the document cannot be read",
                problems.found().stream().map(problem -> new FieldProblem(problem.at().toString(), problem.code(), problem.message() + (problem.help().isEmpty() ? "" : " (" + problem.help() + ")"))).toList()));
    }

    String amended(List<Amendment> amendments) {
        var document = read();
        if (amendments.isEmpty()) return text;
        var mark = text.startsWith(MARK) ? MARK : "";
        var plain = text.substring(mark.length());
        var lineEnd = plain.contains("\r\n") ? "\r\n" : "\n";
        if (name.type().equals("yml")) return mark + amender("", "").amended(plain, amendments);
        if (document.bodyLine() == 1) return mark + amender(FENCE + "\n", FENCE + "\n").amended("", amendments).replace("\n", lineEnd).transform(front -> FENCE + lineEnd + front + FENCE + lineEnd) + plain;
        var start = plain.indexOf('\n') + 1;
        var end = closing(plain, document.bodyLine());
        var front = plain.substring(start, end);
        return mark + plain.substring(0, start) + amender(plain.substring(0, start), FENCE + "\n").amended(front, amendments) + plain.substring(end);
    }

    /** Where the line begins that ends the front matter. */
    private static int closing(String text, int bodyLine) {
        var at = 0;
        for (var line = 1; line < bodyLine - 1; line++) at = text.indexOf('\n', at) + 1;
        return at;
    }

    /** Reads fields between these. */
    private Amender amender(String before, String after) {
        return new Amender(yaml -> new DocumentText(path, name, before + yaml + after).read().fields());
    }
}
