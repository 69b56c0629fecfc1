package torg.web.door;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import torg.api.web.Detour;

/** What a browser keeps while it is elsewhere. Sent along when it is led back by a link, and not when a page of another site posts something. */
public final class DetourCookie {
    private static final int SECONDS = 600;

    private DetourCookie() {}

    /** What it kept; empty when it kept nothing, or something impossible. */
    static Optional<String> kept(HttpServletRequest request, boolean secure) {
        return Cookies.value(request.getHeader("Cookie"), name(secure)).filter(kept -> kept.matches("[A-Za-z0-9._-]{1," + Detour.LONGEST + "}"));
    }

    /** The header that gives it something to keep. */
    public static String give(String kept, boolean secure) {
        return set(kept, SECONDS, secure);
    }

    /** The header that takes it away again. */
    public static String take(boolean secure) {
        return set("", 0, secure);
    }

    private static String set(String kept, int seconds, boolean secure) {
        return name(secure) + "=" + kept + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    private static String name(boolean secure) {
        return (secure ? "__Host-" : "") + Detour.KEPT;
    }
}
