package torg.mustache;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.site.ContentFile;
import torg.api.site.Position;

/**
 * A template as its author wrote it.
 *
 * @param name without ending, {@code components/list}
 * @param path for people
 * @param text Mustache; empty when there is a flaw
 * @param flaw why it is no text that a template could be
 * @param own whether it is the theme's; otherwise a module's default
 */
record Source(String name, String path, String text, Optional<Flaw> flaw, boolean own) {
    private static final int MOST_BYTES = 200_000;
    /** What no text editor writes into a text. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t\\n\\r\\f]]");

    private static final Pattern QUOTED = Pattern.compile("^'([^']+)'");

    /** A mistake of the whole file. */
    record Flaw(String code, String message, String help) {}

    static Source of(String name, ContentFile file) {
        if (file.bytes().length > MOST_BYTES) return flawed(name, file.path(), true, tooLarge(file.bytes().length));
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.bytes())).toString();
            return of(name, file.path(), text.startsWith("\uFEFF") ? text.substring(1) : text, true);
        } catch (CharacterCodingException e) {
            return flawed(name, file.path(), true, new Flaw("no-utf8", "the template is not written in UTF-8", "save it in the encoding UTF-8"));
        }
    }

    static Source ofModule(String name, String text) {
        var path = "module:" + name + ".mustache";
        return text.length() > MOST_BYTES ? flawed(name, path, false, tooLarge(text.length())) : of(name, path, text, false);
    }

    private static Source of(String name, String path, String text, boolean own) {
        if (CONTROL.matcher(text).find()) return flawed(name, path, own, new Flaw("no-text", "the template holds bytes that are no text", "put a text file in its place"));
        if (own && text.isBlank()) return flawed(name, path, own, new Flaw("empty", "the template holds nothing", "write into it, {{! nothing }} if it is to show nothing, or remove the file"));
        return new Source(name, path, text, Optional.empty(), own);
    }

    private static Source flawed(String name, String path, boolean own, Flaw flaw) {
        return new Source(name, path, "", Optional.of(flaw), own);
    }

    private static Flaw tooLarge(int length) {
        return new Flaw("too-large", "the template has " + length + " bytes, more than " + MOST_BYTES, "split it into partials");
    }

    /** Whether pages name it, or it is a layout of theirs: parts and components lie in folders. */
    boolean isPage() {
        return !name.contains("/");
    }

    /** The place of this offset of the text. */
    Position at(int offset) {
        var before = text.substring(0, offset);
        var line = 1 + (int) before.chars().filter(character -> character == '\n').count();
        return new Position(path, line, offset - before.lastIndexOf('\n'));
    }

    /** The place of the tag on this line that a complaint quotes, else of the first on it. */
    Position tag(int line, String complaint) {
        var number = Math.max(1, line);
        var on = text.lines().skip(number - 1L).findFirst().orElse("");
        var quoted = QUOTED.matcher(complaint);
        var tag = quoted.find() ? Pattern.compile("\\{\\{[{&]?\\s*" + Pattern.quote(quoted.group(1)) + "\\s*}}").matcher(on) : null;
        return new Position(path, number, 1 + (tag != null && tag.find() ? tag.start() : Math.max(0, on.indexOf("{{"))));
    }
}
