package torg.pages.crawl;

/** Texts in XML, and in HTML. */
public final class Xml {
    private static final int REPLACEMENT = 0xFFFD;

    private Xml() {}

    /** The text as it stands in an element or a quoted attribute; what no XML may hold is replaced. */
    public static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().map(point -> isFit(point) ? point : REPLACEMENT).forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    private static boolean isFit(int point) {
        return point >= ' ' && point != 0xFFFE && point != 0xFFFF && (point < 0xD800 || point > 0xDFFF) || point == '\n' || point == '\r' || point == '\t';
    }
}
