package torg.web.door;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * By what a request says who sends it, unchecked. A program's token outweighs a cookie: with one, there is no session.
 *
 * @param session token of the session cookie
 * @param preview token of the cookie by which a browser is in a preview: there it is nobody else
 * @param bearer token of {@code Authorization: Bearer}; empty text when what stands there can be none
 * @param detour what the browser kept while it was elsewhere, see {@link torg.api.web.Detour}
 * @param tickets of sign-ins that want a second factor, see {@link TicketCookie}; none of a program
 * @param device by what its browser is known again, see {@link DeviceCookie}; empty for a program
 *
 * <p>Source: RFC 6750, section 2.1.
 */
public record Proof(Optional<String> session, Optional<String> bearer, Optional<String> preview, Optional<String> detour, List<String> tickets, Optional<DeviceCookie.Device> device) {
    private static final String SCHEME = "bearer";
    private static final int LONGEST = 200;

    static Proof of(HttpServletRequest request, boolean secure) {
        var bearer = bearer(request);
        var detour = DetourCookie.kept(request, secure);
        if (bearer.isPresent()) return new Proof(Optional.empty(), bearer, PreviewCookie.token(request), detour, List.of(), Optional.empty());
        return new Proof(Cookies.token(request.getHeader("Cookie"), secure), bearer, PreviewCookie.token(request), detour, TicketCookie.kept(request, secure),
                Optional.of(DeviceCookie.of(request, secure)));
    }

    /** Whether a program's token may be among the headers; other schemes are a proxy's business. */
    public static boolean mayHoldBearer(HttpServletRequest request) {
        return bearer(request).isPresent();
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        if (request.getHeader("Authorization") == null) return Optional.empty();
        var headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.stream().noneMatch(Proof::isBearer)) return Optional.empty();
        if (headers.size() > 1) return Optional.of("");
        var token = headers.getFirst().substring(SCHEME.length()).strip();
        return Optional.of(token.length() <= LONGEST ? token : "");
    }

    private static boolean isBearer(String header) {
        var start = header.stripLeading().toLowerCase(Locale.ROOT);
        return start.equals(SCHEME) || start.startsWith(SCHEME + " ");
    }
}
