package torg.api.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where people go back to, when a browser says it: an address of this house and no other, or whoever writes a link could send them elsewhere. */
public final class Return {
    /** A path, with what may stand behind it. What begins with two slashes, or with a backslash a browser takes for one, leads elsewhere. */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,2000}");

    private Return() {}

    /** Whether it is an address of this house, and no longer than 2,001 characters. */
    public static boolean isLocal(String address) {
        return LOCAL.matcher(address).matches();
    }

    /** The address of a request, as it was asked for, to come back to; of a form that was sent the page on which it stands, and home where it is too long. */
    public static String to(Request request) {
        var query = request.method().equals("POST") ? "" : request.query().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value))).collect(Collectors.joining("&", "?", ""));
        var address = path(request.link(request.path())) + (query.length() > 1 ? query : "");
        return isLocal(address) ? address : request.link("/");
    }

    /** A path of this house with {@code return} behind it: where people do something first, and are led back. */
    public static String by(String path, String back) {
        return path + "?return=" + encoded(back);
    }

    private static String path(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the door hands on paths only", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
