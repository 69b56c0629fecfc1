package torg.site.theme;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.site.ContentFile;
import torg.api.site.Position;

/** What the style sheets of a theme give custom properties: what is set otherwise stands over it. */
record Tokens(List<Sheet> sheets) {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);

    /** A style sheet, comments blanked out. */
    private record Sheet(String path, String text) {}

    /** A value, where it stands. */
    record Token(Position at, String text) {}

    static Tokens of(List<ContentFile> files) {
        return new Tokens(files.stream().map(file -> new Sheet(file.path(),
                COMMENT.matcher(new String(file.bytes(), StandardCharsets.UTF_8)).replaceAll(comment -> comment.group().replaceAll("[^\\n]", " ")))).toList());
    }

    /** The first value of this custom property. */
    Optional<Token> find(String name) {
        var pattern = Pattern.compile("(?<![\\w-])--" + Pattern.quote(name) + "\\s*:\\s*([^;{}]*)");
        return sheets.stream().map(sheet -> {
            var found = pattern.matcher(sheet.text);
            return found.find() ? new Token(at(sheet, found.start(1)), found.group(1).strip()) : null;
        }).filter(Objects::nonNull).findFirst();
    }

    private static Position at(Sheet sheet, int offset) {
        var before = sheet.text.substring(0, offset);
        return new Position(sheet.path, 1 + (int) before.chars().filter(character -> character == '\n').count(), offset - before.lastIndexOf('\n'));
    }
}
