package torg.table.api.ask;

/** Cuts a filter into pieces, one at a time, with one piece of foresight. For one thread. */
final class Tokens {
    private final String filter;
    private int at;
    private Token next;

    Tokens(String filter) {
        this.filter = filter;
        this.next = read();
    }

    Token peek() {
        return next;
    }

    Token take() {
        var taken = next;
        next = read();
        return taken;
    }

    /** Take the next piece if it is this word. */
    boolean takeWord(String word) {
        if (!(next instanceof Token.Word(_, var text)) || !text.equals(word)) return false;
        take();
        return true;
    }

    /** Take the next piece if it is this sign. */
    boolean takeSign(char sign) {
        if (!(next instanceof Token.Sign(_, var found)) || found != sign) return false;
        take();
        return true;
    }

    private Token read() {
        while (at < filter.length() && filter.charAt(at) == ' ') at++;
        if (at == filter.length()) return new Token.End(at);
        var c = filter.charAt(at);
        if (c == '\'') return text();
        if (c == '(' || c == ')' || c == ',' || c == ':' || c == '=') return new Token.Sign(at++, c);
        var start = at;
        if (isDigit(c) || c == '-') {
            while (at < filter.length() && isFigure(filter.charAt(at))) at++;
            return new Token.Figure(start, filter.substring(start, at));
        }
        while (at < filter.length() && isWord(filter.charAt(at))) at++;
        if (at == start) throw Malformed.filter(at, "unexpected character");
        return new Token.Word(start, filter.substring(start, at));
    }

    /** A quote within a text is written twice. */
    private Token text() {
        var start = at++;
        var value = new StringBuilder();
        while (at < filter.length()) {
            var c = filter.charAt(at++);
            if (c != '\'') {
                value.append(c);
            } else if (at < filter.length() && filter.charAt(at) == '\'') {
                value.append('\'');
                at++;
            } else {
                return new Token.Text(start, value.toString());
            }
        }
        throw Malformed.filter(start, "the text has no closing quote");
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Numbers, dates and times: {@code -1.5}, {@code 2027-01-15}, {@code 2027-01-15T08:00:00+01:00}. */
    private static boolean isFigure(char c) {
        return isDigit(c) || c == '-' || c == '.' || c == ':' || c == '+' || c == 'T' || c == 'Z';
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_' || c == '/' || c == '$';
    }
}
