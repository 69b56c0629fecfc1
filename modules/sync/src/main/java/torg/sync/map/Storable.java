package torg.sync.map;

/** Texts of the ERP as the store can keep them: what is to be remembered about a record must not be what fails next. */
public final class Storable {
    private static final int NO_CHARACTER = 0xFFFD;

    private Storable() {}

    /** The beginning of a text, at most this many characters; NUL and halves of characters become a question mark in a box. */
    public static String text(String text, int most) {
        var plain = new StringBuilder();
        text.substring(0, Math.min(text.length(), most)).codePoints().map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? NO_CHARACTER : c).forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
