package torg.web.door;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import torg.api.file.Bytes;
import torg.api.file.FileRule;
import torg.api.file.Upload;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;

/** Lets a request in or says why not: nothing behind the door meets an unbounded, undecoded or misdirected one. */
public final class Door {
    private static final int LONGEST_TARGET = 8 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final int LARGEST_FORM = 1024 * 1024;
    /** A file, and the form around it. */
    static final long LARGEST_FILE = FileRule.LARGEST + LARGEST_FORM;
    /** An order of 200 lines has 20 KB: ten times as much is nobody's order. */
    public static final int LARGEST_JSON = 256 * 1024;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> SECRET = Set.of("cookie", "authorization", "proxy-authorization");

    private final Hosts hosts;
    private final Peers peers;

    /**
     * A door for a portal.
     *
     * @param hosts names it answers to
     * @param proxies addresses whose word about their clients is believed
     * @param secure whether browsers always come over HTTPS
     */
    public Door(List<String> hosts, Set<String> proxies, boolean secure) {
        this.hosts = new Hosts(hosts);
        this.peers = new Peers(proxies, secure);
    }

    /** Whether the portal answers to the name the request was sent to. */
    public boolean answersTo(HttpServletRequest request) {
        return hosts.allow(request.getHeader("Host"), Hosts.loopback(request.getLocalAddr()));
    }

    /** Whether the browser speaks HTTPS. */
    public boolean isSecure(HttpServletRequest request) {
        return peers.secure(request);
    }

    /**
     * Look at a request, and read its body.
     *
     * @param room for the body, to be closed when the request is answered
     * @param known says who sends it, before it is read
     */
    public Entry open(HttpServletRequest request, String id, Bodies.Room room, Sender.Known known) {
        return switch (look(request, id, room, known)) {
            case Inbound in -> in;
            case Problem problem -> {
                if (carriesBody(request)) letPass(request);
                yield problem;
            }
        };
    }

    private Entry look(HttpServletRequest request, String id, Bodies.Room room, Sender.Known known) {
        if (!answersTo(request)) return Problem.of(421, "web.host", "this portal does not answer to the name the request was sent to");
        if (!METHODS.contains(request.getMethod())) return Problem.method("of this request", "GET, HEAD, POST, PUT, PATCH, DELETE");
        if (target(request).length() > LONGEST_TARGET) return Problem.of(414, "web.address-too-long", "the address is longer than 8 KB");
        if (request.getHeader("Content-Encoding") != null) return Problem.of(415, "web.content-encoding", "the body is compressed; send it as it is");
        if (request.getMethod().equals("PUT") && target(request).startsWith("/api/") && (isForm(request) || hasType(request, Multipart.TYPE))) {
            return Problem.of(415, "web.media-type", "its Content-Type says that the body is a form; forms are posted, and a file is put with a type of its own");
        }
        try {
            return inbound(request, id, room, known);
        } catch (TorgException e) {
            return Problem.of(e);
        } catch (Spool.Failed e) {
            var problem = Problem.of(TorgException.of(ProblemKind.BUSY, "web.spool", "there is no room for files at this moment"));
            FaultLog.note(id, problem, e);
            return problem;
        } catch (TimeoutException e) {
            return Problem.of(408, "web.body-too-slow", "the body takes too long to arrive");
        }
    }

    private static void letPass(HttpServletRequest request) {
        try {
            Bodies.letPass(request.getInputStream());
        } catch (IOException | RuntimeException e) {
            // the client went away, or its framing is broken: nothing more comes
        }
    }

    private Inbound inbound(HttpServletRequest request, String id, Bodies.Room room, Sender.Known known) throws TimeoutException {
        var peer = peers.of(request);
        var path = Paths.decode(request.getRequestURI());
        var query = Parameters.parse(request.getQueryString());
        var headers = headers(request);
        var proof = Proof.of(request, peer.secure());
        var body = carriesBody(request) ? body(request, room, known.by(path, proof, peer)) : Body.NONE;
        return new Inbound(id, request.getMethod(), path, target(request), query, body.form, body.files, headers, proof, body.bytes, peer);
    }

    /** A body, and what it was understood to carry. */
    private record Body(Bytes bytes, Map<String, List<String>> form, Map<String, Upload> files) {
        static final Body NONE = new Body(Bytes.of(new byte[0]), Map.of(), Map.of());

        Body(Bytes bytes) {
            this(bytes, Map.of(), Map.of());
        }
    }

    /** The address as sent; for the output cache too, which must see exactly what the door saw. */
    public static String target(HttpServletRequest request) {
        var query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    /** By name in lower case; of one that came in several lines they stand behind each other, which means the same (RFC 9110, section 5.3). */
    private static Map<String, String> headers(HttpServletRequest request) {
        var all = new HashMap<String, String>();
        var names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            var name = names.nextElement();
            var lower = name.toLowerCase(Locale.ROOT);
            if (!SECRET.contains(lower)) all.put(lower, String.join(", ", Collections.list(request.getHeaders(name))));
            if (all.size() > MOST_HEADERS) throw TorgException.of(ProblemKind.TOO_LARGE, "web.headers", "there are more than " + MOST_HEADERS + " headers");
        }
        return Collections.unmodifiableMap(all);
    }

    private static boolean isForm(HttpServletRequest request) {
        return hasType(request, "application/x-www-form-urlencoded");
    }

    private static boolean isJson(HttpServletRequest request) {
        return hasType(request, "application/json");
    }

    private static boolean hasType(HttpServletRequest request, String name) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(name);
    }

    /** Whether there is a body to be read, of which some may still be on its way when the request is refused. A body of a GET or HEAD means nothing and is not read. */
    public static boolean carriesBody(HttpServletRequest request) {
        return !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD") && request.getContentLengthLong() != 0;
    }

    private static byte[] read(HttpServletRequest request, Bodies.Room room, int largest, Sender sender) throws IOException, TimeoutException {
        return room.read(request.getInputStream(), request.getContentLengthLong(), Math.min(sender.kind().largestBytes(), largest), sender);
    }

    /** Forms and JSON are small and lie in memory; what may be large lies on disk. */
    private static Body body(HttpServletRequest request, Bodies.Room room, Sender sender) throws TimeoutException {
        try {
            if (isForm(request)) {
                var bytes = read(request, room, LARGEST_FORM, sender);
                return new Body(Bytes.of(bytes), Parameters.parse(new String(bytes, StandardCharsets.ISO_8859_1)), Map.of());
            }
            if (isJson(request)) return new Body(Bytes.of(read(request, room, LARGEST_JSON, sender)));
            var bytes = sender.kind().sendsFiles() ? room.spool(request.getInputStream(), request.getContentLengthLong(), LARGEST_FILE, sender) : Bytes.of(read(request, room, Integer.MAX_VALUE, sender));
            if (hasType(request, Multipart.TYPE)) {
                var form = form(bytes, request.getContentType(), Math.min(LARGEST_FORM, sender.kind().largestBytes()));
                return new Body(bytes, form.fields(), form.files());
            }
            var name = Disposition.filename(Optional.ofNullable(request.getHeader("Content-Disposition")).orElse(""));
            return new Body(bytes, Map.of(), Map.of(Request.BODY, new Upload(name, Optional.ofNullable(request.getContentType()).orElse(""), bytes)));
        } catch (TorgException | Spool.Failed e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // the container says in either way that the framing of the body is broken, or that the client went away
            throw Problem.malformed("web.body", "the body does not arrive as its headers say").causedBy(e);
        }
    }

    /** It has arrived: what cannot be read now is not the client's doing. */
    private static Multipart.Form form(Bytes arrived, String contentType, int largestText) {
        try {
            return Multipart.read(arrived, contentType, largestText);
        } catch (IOException e) {
            throw new Spool.Failed(e);
        }
    }
}
