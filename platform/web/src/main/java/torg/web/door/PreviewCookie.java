package torg.web.door;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What carries the token of a preview from page to page. It gives nobody a session, and no write is taken with it. */
public final class PreviewCookie {
    /** Of the parameter of an address, of the header of a program, and of the cookie. */
    public static final String NAME = "torg-preview";
    private static final int LONGEST = 2_000;

    private PreviewCookie() {}

    /** Whether a header may say that a preview is asked for; never says no wrongly. */
    public static boolean mayBe(HttpServletRequest request) {
        var cookies = request.getHeader("Cookie");
        return cookies != null && cookies.contains(NAME) || request.getHeader(NAME) != null;
    }

    /** The cookie's token; empty when there is none or an impossible one. */
    static Optional<String> token(HttpServletRequest request) {
        return Cookies.value(request.getHeader("Cookie"), NAME).filter(PreviewCookie::isPossible);
    }

    /** Whether a text can be a token at all, so that it can stand in a cookie. */
    public static boolean isPossible(String token) {
        return !token.isEmpty() && token.length() <= LONGEST && token.chars().allMatch(c -> Character.isLetterOrDigit(c) && c < 0x80 || c == '-' || c == '_' || c == '.');
    }

    /** The header that leads a browser into a preview, until it is closed or led out. */
    public static String give(String token, boolean secure) {
        return NAME + "=" + token + "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** The header that leads it out again. */
    public static String take(boolean secure) {
        return give("", secure) + "; Max-Age=0";
    }
}
