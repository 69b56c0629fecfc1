package torg.mustache;

import com.github.mustachejava.MustacheException;
import java.io.Writer;

/** What is painted so far. Bounded, because a list in a loop in a loop grows without its author noticing. */
final class Sheet extends Writer {
    private static final int MOST_CHARACTERS = 2_000_000;

    private final StringBuilder text = new StringBuilder(8_192);

    @Override
    public void write(char[] characters, int offset, int length) {
        room(length);
        text.append(characters, offset, length);
    }

    @Override
    public void write(String string) {
        room(string.length());
        text.append(string);
    }

    /** Write so that it is text within an element or a quoted attribute, never mark-up. */
    void escaped(String string) {
        room(string.length());
        var clean = 0;
        for (var i = 0; i < string.length(); i++) {
            var entity = entity(string.charAt(i));
            if (entity == null) continue;
            text.append(string, clean, i).append(entity);
            clean = i + 1;
        }
        text.append(string, clean, string.length());
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

    private void room(int more) {
        if (text.length() + more > MOST_CHARACTERS) throw new MustacheException("more than " + MOST_CHARACTERS + " characters");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
