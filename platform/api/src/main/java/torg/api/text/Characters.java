package torg.api.text;

/** Characters that do not do in what people write: they cannot be kept, cannot be seen, or make it read in another order than it is written. */
public final class Characters {
    private static final String UNSEEN = "\uFFFD";

    private Characters() {}

    /**
     * Whether the text holds a character that does not do in it: control characters and halves of characters, which no database keeps as they are and which
     * move a terminal's cursor, and in one line what turns the order of writing.
     *
     * @param lines whether it is a text of many lines, in which line ends, tabulators and another order of writing are meant
     */
    public static boolean unfit(String text, boolean lines) {
        return text.codePoints().anyMatch(point -> isUnfit(point, lines));
    }

    /** Whether nothing of the text is seen: it is empty, or of spaces of any kind and marks without width alone. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point) || Character.getType(point) == Character.FORMAT);
    }

    /** The text as one line for a terminal or a log: what does not do in it is {@code U+FFFD}. */
    public static String line(String text) {
        var line = new StringBuilder(text.length());
        text.codePoints().forEach(point -> line.append(isUnfit(point, false) ? UNSEEN : Character.toString(point)));
        return line.toString();
    }

    private static boolean isUnfit(int point, boolean lines) {
        var lineEnd = point == '\n' || point == '\r' || point == '\t';
        var turning = point >= 0x202A && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
        return Character.isISOControl(point) && !(lineEnd && lines) || point >= 0xD800 && point <= 0xDFFF || turning && !lines;
    }
}
