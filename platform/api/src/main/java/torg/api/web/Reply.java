package torg.api.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer. Security headers, cookies and the request id are added at the door; a security header of its own counts in place of the door's. What belongs to the
 * connection or is the house's ({@code Content-Length}, {@code Date}, {@code Strict-Transport-Security}, {@code X-Request-Id} and their like) is left out there.
 *
 * @param status 200 to 599
 * @param headers by name; the media type is {@code Content-Type}
 * @param body the bytes, sent as they are
 */
public record Reply(int status, Map<String, String> headers, byte[] body) {
    /** @throws IllegalArgumentException for another status */
    public Reply {
        if (status < 200 || status > 599) throw new IllegalArgumentException("an answer has a status of 200 to 599, and not " + status);
        headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A text, sent as UTF-8; its media type says so: {@code text/plain;charset=utf-8}. */
    public static Reply of(int status, String mediaType, String text) {
        return new Reply(status, Map.of("Content-Type", mediaType), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Go elsewhere: 301 and 308 for good, 303 after a post, 302 and 307 for now. */
    public static Reply redirect(int status, String location) {
        return new Reply(status, Map.of("Location", location), new byte[0]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reply reply && status == reply.status && headers.equals(reply.headers) && Arrays.equals(body, reply.body);
    }

    @Override
    public int hashCode() {
        return status * 31 + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return status + " " + headers;
    }
}
