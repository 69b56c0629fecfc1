package torg.web.reply;

import java.util.Map;
import java.util.regex.Pattern;

/** The headers of every answer that keep browsers from doing more with it than show it. */
public final class Guard {
    private static final String POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'";
    /** The policy of a page that another one of the portal may show beside itself, such as a preview: what is seen there carries no token of the session, so that nothing can be sent from it. */
    public static final String BESIDE = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'");

    private static final Pattern XML = Pattern.compile("(?:text/xml|application/xml|[^;]*\\+xml)\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    /** By name. */
    public static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "same-origin",
            "Permissions-Policy", FEATURES,
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    /** The policy of what is shown by itself like a page but is a picture or data, such as SVG: whatever script is in it does not run, and least of all as the site. */
    public static final String SHUT_IN = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    private Guard() {}

    /** Whether an answer of this media type is one for {@link #SHUT_IN}. */
    public static boolean isShutIn(String mediaType) {
        return !mediaType.startsWith("text/html") && XML.matcher(mediaType.strip()).matches();
    }
}
