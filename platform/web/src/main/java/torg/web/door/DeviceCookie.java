package torg.web.door;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import torg.api.text.Sha256;

/**
 * By what a browser is known again from one session to the next. Given to a browser that sends something, and never to one that only reads, so that whoever looks around is not
 * told apart from others. With it alone nobody comes in.
 */
public final class DeviceCookie {
    private static final String NAME = "torg-device";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    /** Browsers keep none longer; each sign-in begins it anew. */
    private static final Duration KEPT = Duration.ofDays(400);
    private static final SecureRandom RANDOM = new SecureRandom();

    private DeviceCookie() {}

    /** The one of a request's browser; a new one when it has none, or an impossible one. */
    static Device of(HttpServletRequest request, boolean secure) {
        return Cookies.value(request.getHeader("Cookie"), name(secure)).filter(token -> TOKEN.matcher(token).matches()).map(token -> new Device(token, true))
                .orElseGet(() -> new Device(drawn(), false));
    }

    /**
     * What a browser is known by.
     *
     * @param held whether the browser has it already
     */
    public record Device(String token, boolean held) {}

    /** By what the house knows it: modules are not told what the browser holds. */
    public static String hash(String token) {
        return Sha256.base64(token);
    }

    /** The header that has a browser keep it. */
    public static String give(String token, boolean secure) {
        return name(secure) + "=" + token + "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "") + "; Max-Age=" + KEPT.toSeconds();
    }

    private static String name(boolean secure) {
        return secure ? "__Host-" + NAME : NAME;
    }

    private static String drawn() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return base64(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
