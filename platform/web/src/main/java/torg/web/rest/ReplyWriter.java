package torg.web.rest;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Reply;
import torg.api.web.Stream;
import torg.web.reply.Answer;
import torg.web.reply.Stored;

/** Takes what Jersey writes and makes an answer of it. Resources that answer later are waited for: the thread is virtual. */
final class ReplyWriter implements ContainerResponseWriter {
    private static final int LONGEST_SECONDS = 60;

    private final CompletableFuture<Answer> done = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(1_024);
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> cookies = new ArrayList<>();
    private final Turn turn;
    private int status = 204;
    private boolean revalidated;
    private Optional<Stream> stream = Optional.empty();

    ReplyWriter(Turn turn) {
        this.turn = turn;
    }

    /** The finished answer. */
    Answer answer() {
        try {
            return done.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw TorgException.of(ProblemKind.BUSY, "web.too-slow", "the answer took longer than " + LONGEST_SECONDS + " seconds").causedBy(e);
        } catch (ExecutionException e) {
            throw TorgException.of(ProblemKind.BUG, "web.resource-failed", "a resource failed").causedBy(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TorgException.of(ProblemKind.BUSY, "web.stopping", "the portal is stopping").causedBy(e);
        }
    }

    @Override
    public OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse response) {
        status = response.getStatus();
        revalidated = Revalidation.isMarked(response.getRequestContext());
        if (response.getEntity() instanceof Stream entity) stream = Optional.of(entity);
        response.getStringHeaders().forEach((name, values) -> {
            // The one header whose values cannot stand beside each other: an expiry date has a comma of its own.
            if (name.equalsIgnoreCase("Set-Cookie")) cookies.addAll(values);
            else headers.put(name, String.join(", ", values));
        });
        return body;
    }

    @Override
    public boolean suspend(long timeOut, TimeUnit unit, TimeoutHandler handler) {
        return true;
    }

    @Override
    public void setSuspendTimeout(long timeOut, TimeUnit unit) {
        // reply() waits no longer than the house allows, whatever a resource asks for
    }

    @Override
    public void commit() {
        try {
            var reply = new Reply(status, headers, body.toByteArray());
            done.complete(revalidated ? new Stored(reply) : new Answer.Fresh(reply, cookies, turn.becomes().get(), stream));
        } catch (IllegalArgumentException e) {
            done.completeExceptionally(e); // a status that is none
        }
    }

    @Override
    public void failure(Throwable error) {
        done.completeExceptionally(error);
    }

    @Override
    public boolean enableResponseBuffering() {
        return false;
    }
}
