package torg.web.jetty;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.web.RequestIds;
import torg.web.door.Problem;
import torg.web.page.Notices;
import torg.web.reply.Guard;
import torg.web.rest.ProblemDetails;
import torg.web.walk.Early;

/** What the server answers where no servlet is asked: to bytes that are no request, when it fails itself, and until the house is there. */
final class BareErrors implements Request.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(BareErrors.class);

    private final RequestIds ids = new RequestIds();
    private final Early early;

    BareErrors() {
        var notices = new Notices();
        this.early = new Early(new ProblemDetails(notices), notices);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var id = ids.next();
        var path = String.valueOf(request.getHttpURI().getPath());
        var fault = (Throwable) request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        var problem = problem(fault instanceof EofException ? 408 : status(request, response), path); // it ended in the middle of the request: nobody failed
        note(id, problem, fault);
        var reply = early.answer(path, id, problem).reply();
        var headers = response.getHeaders();
        headers.put("X-Request-Id", id);
        Guard.HEADERS.forEach(headers::put);
        headers.put("Cache-Control", "no-store");
        reply.headers().forEach(headers::put);
        headers.put("Content-Length", reply.body().length);
        // After what is no request the server ends the connection: a client that keeps it has to know. While the house starts it stays.
        if (reply.status() != 503) headers.put("Connection", "close");
        response.setStatus(reply.status());
        response.write(true, request.getMethod().equals("HEAD") ? ByteBuffer.allocate(0) : ByteBuffer.wrap(reply.body()), callback);
        return true;
    }

    private static int status(Request request, Response response) {
        if (request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer status) return status;
        return response.getStatus() < 400 ? 500 : response.getStatus();
    }

    /** In the house's words: the server's own tell what it is made of. */
    private static Problem problem(int status, String path) {
        return switch (status) {
            // the house's servlet answers every path, so it is not there yet; a star is none
            case 404 -> !path.startsWith("/") ? malformed(400)
                    : Problem.of(503, "web.starting", "the portal is being started").with(Map.of("Retry-After", "1"));
            case 408 -> Problem.of(408, "web.too-slow", "the request takes too long to arrive");
            case 413, 414, 431 -> Problem.of(status, "web.too-large", "the address or a header is longer than is accepted");
            case 505 -> Problem.of(505, "web.http-version", "this version of HTTP is not spoken here");
            default -> status < 500 ? malformed(status) : Problem.of(new IllegalStateException());
        };
    }

    private static Problem malformed(int status) {
        return Problem.of(status, "web.malformed", "the request cannot be understood");
    }

    private static void note(String id, Problem problem, Throwable fault) {
        if (problem.status() == 500) LOG.error("the server failed request={}", id, fault);
        else LOG.info("no servlet was asked request={} status={}", id, problem.status());
    }
}
