package torg.web.door;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a browser keeps between a password, or another house's word, and the second factor: the tickets of the pages on which a code is asked for. Sent along when another house
 * leads back here, which a stricter cookie is not; and to the whole site, because only so it can have the prefix that binds it to the host.
 */
public final class TicketCookie {
    private static final String NAME = "torg-ticket";
    private static final int SECONDS = 300;
    /** Of pages that are open at the same time. */
    private static final int MOST = 4;
    private static final Pattern TICKETS = Pattern.compile("[A-Za-z0-9_-]{1,200}(\\.[A-Za-z0-9_-]{1,200}){0," + (MOST - 1) + "}");

    private TicketCookie() {}

    /** What it keeps, the newest first; none where something impossible stands. */
    static List<String> kept(HttpServletRequest request, boolean secure) {
        return Cookies.value(request.getHeader("Cookie"), name(secure)).filter(text -> TICKETS.matcher(text).matches()).map(text -> List.of(text.split("\\."))).orElse(List.of());
    }

    /**
     * The header that gives it one more; the oldest go.
     *
     * @throws IllegalArgumentException for a ticket that cannot be kept
     */
    public static String give(String ticket, List<String> kept, boolean secure) {
        var all = Stream.concat(Stream.of(ticket), kept.stream()).limit(MOST).toList();
        var text = String.join(".", all);
        if (ticket.contains(".") || !TICKETS.matcher(text).matches()) throw new IllegalArgumentException("this ticket cannot be kept by a browser");
        return set(text, SECONDS, secure);
    }

    /** The header that takes all away. */
    public static String take(boolean secure) {
        return set("", 0, secure);
    }

    private static String set(String text, int seconds, boolean secure) {
        return name(secure) + "=" + text + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    private static String name(boolean secure) {
        return secure ? "__Host-" + NAME : NAME;
    }
}
