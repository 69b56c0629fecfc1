package torg.web.door;

import java.util.Optional;

/** The session cookie. Cookies are read by the house itself, because a container may answer an odd one with an error. */
public final class Cookies {
    private static final String NAME = "torg-session";
    private static final String SECURE_NAME = "__Host-" + NAME;
    private static final int LONGEST = 200;

    private Cookies() {}

    /** Whether a session cookie may be among these; never says no wrongly. */
    public static boolean mayHoldSession(String header) {
        return header != null && header.contains(NAME);
    }

    /** The token, or empty when there is none, an impossible one, or two that contradict each other. */
    static Optional<String> token(String header, boolean secure) {
        return value(header, name(secure)).filter(Cookies::possible);
    }

    /** What the cookie of this name holds, or empty when there is none, or two that contradict each other. */
    static Optional<String> value(String header, String wanted) {
        if (header == null || !header.contains(wanted)) return Optional.empty();
        String found = null;
        for (var pair : header.split(";")) {
            var equals = pair.indexOf('=');
            if (equals < 0 || !pair.substring(0, equals).strip().equals(wanted)) continue;
            var value = pair.substring(equals + 1).strip();
            if (found != null && !found.equals(value)) return Optional.empty();
            found = value;
        }
        return Optional.ofNullable(found);
    }

    /** The header that gives a browser its session. */
    public static String give(String token, boolean secure) {
        return name(secure) + "=" + token + "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** The header that takes it away again. */
    public static String take(boolean secure) {
        return give("", secure) + "; Max-Age=0";
    }

    /**
     * Whether a {@code Set-Cookie} header gives or takes a session, over HTTP or HTTPS; modules may have cookies of their own. A browser sends {@code =torg-session=T}
     * back without the first sign, and not everybody between leaves quotes alone.
     */
    public static boolean isSession(String setCookie) {
        var name = setCookie.replaceFirst("^[=\"\\s]+", "").split("[=;\"\\s]", 2)[0];
        return name.equals(NAME) || name.equals(SECURE_NAME);
    }

    /** What the cookie is called. */
    public static String name(boolean secure) {
        return secure ? SECURE_NAME : NAME;
    }

    private static boolean possible(String token) {
        return !token.isEmpty() && token.length() <= LONGEST && token.chars().allMatch(c -> Character.isLetterOrDigit(c) && c < 0x80 || c == '-' || c == '_' || c == '.');
    }
}
