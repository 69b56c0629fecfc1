package torg.web.reply;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Stream;
import torg.web.door.Cookies;
import torg.web.door.DeviceCookie;
import torg.web.reply.Answer.Session;

/** Writes an answer to the wire, with the headers every answer carries. */
public final class Delivery {
    private static final int SENT_AT_ONCE = 16 * 1024;

    private Delivery() {}

    /**
     * Send it.
     *
     * @param secure whether the browser speaks HTTPS
     * @throws IOException when the client has gone
     * @throws TorgException BUSY when what is to be sent a little at a time cannot be read (any more), or what its opening says
     */
    public static void send(HttpServletRequest request, HttpServletResponse response, Answer answer, String id, boolean secure) throws IOException {
        // Headers are added and not set where none of the name can be there yet: to set one means to look through all that are there.
        response.addHeader("X-Request-Id", id);
        if (secure) response.addHeader("Strict-Transport-Security", "max-age=31536000");
        switch (answer) {
            case Stored stored -> stored(request, response, stored);
            case Answer.Fresh fresh -> fresh(request, response, fresh, secure);
            case Answer.Followed followed -> fresh(request, response, new Answer.Fresh(followed.reply()), secure);
        }
    }

    private static void stored(HttpServletRequest request, HttpServletResponse response, Stored stored) throws IOException {
        var gzip = stored.compressible() && Gzip.accepted(request.getHeader("Accept-Encoding"));
        stored.heading().forEach(response::addHeader);
        response.addHeader("ETag", stored.tag(gzip));
        if (stored.reply().status() == 200 && stored.known(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setStatus(stored.reply().status());
        body(request, response, gzip ? stored.compressed() : stored.reply().body(), gzip);
    }

    private static void fresh(HttpServletRequest request, HttpServletResponse response, Answer.Fresh fresh, boolean secure) throws IOException {
        var reply = fresh.reply();
        var heading = Heading.of(reply);
        heading.forEach(response::addHeader);
        fresh.cookies().forEach(cookie -> cookie(response, cookie));
        fresh.session().ifPresent(session -> session(response, session, secure));
        if (fresh.session().isPresent() || !heading.containsKey("Cache-Control")) response.setHeader("Cache-Control", "no-store");
        response.setStatus(reply.status());
        if (fresh.stream().isPresent()) {
            flow(request, response, fresh.stream().get());
            return;
        }
        var gzip = Gzip.worthwhile(reply) && Gzip.accepted(request.getHeader("Accept-Encoding"));
        body(request, response, gzip ? Gzip.quick(reply.body()) : reply.body(), gzip);
    }

    private static void session(HttpServletResponse response, Session session, boolean secure) {
        switch (session) {
            case Session.Begins(var token, var device) -> {
                response.addHeader("Set-Cookie", Cookies.give(token, secure));
                device.ifPresent(known -> response.addHeader("Set-Cookie", DeviceCookie.give(known, secure)));
            }
            case Session.Halfway _ -> { } // its cookie is among the answer's
            case Session.Ends() -> response.addHeader("Set-Cookie", Cookies.take(secure));
        }
    }

    /** What cannot be read to its end ends the connection, for its length is promised. */
    private static void flow(HttpServletRequest request, HttpServletResponse response, Stream stream) throws IOException {
        response.setContentLengthLong(stream.length());
        if (request.getMethod().equals("HEAD")) return;
        try (var in = open(stream)) {
            var some = new byte[SENT_AT_ONCE];
            for (var read = read(in, some); read >= 0; read = read(in, some)) response.getOutputStream().write(some, 0, read);
        }
    }

    private static InputStream open(Stream stream) {
        try {
            return stream.bytes().open();
        } catch (IOException e) {
            throw gone(e);
        }
    }

    private static int read(InputStream in, byte[] some) {
        try {
            return in.read(some);
        } catch (IOException e) {
            throw gone(e);
        }
    }

    private static TorgException gone(IOException cause) {
        return TorgException.of(ProblemKind.BUSY, "web.stream", "what was asked for changes at this moment; ask again").causedBy(cause);
    }

    /** Modules may have cookies of their own, but not the one that is the house's. */
    private static void cookie(HttpServletResponse response, String cookie) {
        if (!Cookies.isSession(cookie)) response.addHeader("Set-Cookie", cookie);
    }

    private static void body(HttpServletRequest request, HttpServletResponse response, byte[] bytes, boolean gzip) throws IOException {
        if (gzip) response.setHeader("Content-Encoding", "gzip");
        if (response.getStatus() == HttpServletResponse.SC_NO_CONTENT) return;
        response.setContentLength(bytes.length);
        if (!request.getMethod().equals("HEAD")) response.getOutputStream().write(bytes);
    }
}
