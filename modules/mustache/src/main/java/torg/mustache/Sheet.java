package torg.mustache;

import com.github.mustachejava.MustacheException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is painted so far, as pieces that are put together once at the end: most are texts that the template or the model holds anyway. Bounded, because
 * a list in a loop in a loop grows without its author noticing.
 */
final class Sheet extends Writer {
    private static final int MOST_CHARACTERS = 2_000_000;

    private final List<String> pieces = new ArrayList<>(1_024);
    private int length;

    @Override
    public void write(char[] characters, int offset, int count) {
        write(new String(characters, offset, count));
    }

    @Override
    public void write(String string) {
        if (length + string.length() > MOST_CHARACTERS) throw new MustacheException("more than " + MOST_CHARACTERS + " characters");
        length += string.length();
        if (!string.isEmpty()) pieces.add(string);
    }

    /** Write so that it is text within an element or a quoted attribute, never mark-up. */
    void escaped(String string) {
        var clean = 0;
        while (clean < string.length() && entity(string.charAt(clean)) == null) clean++;
        write(clean == string.length() ? string : escaped(string, clean));
    }

    private static String escaped(String string, int from) {
        var text = new StringBuilder(string.length() + 32).append(string, 0, from);
        for (var i = from; i < string.length(); i++) {
            var entity = entity(string.charAt(i));
            if (entity == null) text.append(string.charAt(i));
            else text.append(entity);
        }
        return text.toString();
    }

    private static String entity(char character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> null;
        };
    }

    /** How far it is written. */
    Mark mark() {
        return new Mark(pieces.size(), length);
    }

    /** Forget what was written since. */
    void back(Mark mark) {
        pieces.subList(mark.pieces, pieces.size()).clear();
        length = mark.length;
    }

    /** A place to come back to. */
    record Mark(int pieces, int length) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return String.join("", pieces);
    }
}
