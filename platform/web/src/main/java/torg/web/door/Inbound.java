package torg.web.door;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import torg.api.file.Bytes;
import torg.api.file.Upload;

/**
 * A request that came through the door: bounded and decoded. Who asks is not known yet.
 *
 * @param id unique in the logs
 * @param method upper case
 * @param path decoded, begins with a slash, no empty or dot segments
 * @param target the address as it was sent, query included; says which cached page it is
 * @param query parameters of the address
 * @param form fields of a posted form; empty for other bodies
 * @param files as {@link torg.api.web.Request#files} has them
 * @param headers by lower-case name, the first value each; cookies and authorization left out
 * @param proof by what it says who sends it
 * @param body the bytes as sent, until the request is answered; none when there is none
 * @param peer who is at the other end
 */
public record Inbound(
        String id,
        String method,
        String path,
        String target,
        Map<String, List<String>> query,
        Map<String, List<String>> form,
        Map<String, Upload> files,
        Map<String, String> headers,
        Proof proof,
        Bytes body,
        Peer peer)
        implements Entry {

    /** Whether it only asks: GET, HEAD and OPTIONS change nothing. */
    public boolean reads() {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }

    /** Whether somebody looks at the answer: a browser that followed a link names what it shows, scripts take whatever comes. */
    public boolean isBrowsing() {
        return reads() && headers.getOrDefault("accept", "").toLowerCase(Locale.ROOT).contains("text/html");
    }

    /** Whether the path is this one or below it. */
    public boolean below(String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}
