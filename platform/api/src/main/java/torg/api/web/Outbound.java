package torg.api.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Asks other houses over HTTP, for the module that has it. One that says in {@link torg.api.health.ModuleRights} what it acts with reaches the hosts that it
 * names there and no others. Thread-safe.
 */
@ProviderType
public interface Outbound {
    /** How long an answer may take to begin, whatever the request says. */
    Duration LONGEST = Duration.ofSeconds(60);

    /**
     * Send it, and wait for the answer. Nobody is followed elsewhere: a redirect is an answer like any other. How long its body may take and how large it may be is for
     * the handler to bound ({@link HttpResponse.BodyHandlers#limiting}).
     *
     * @param request to an address with {@code https:} or {@code http:} and a host, as {@link HttpRequest#newBuilder()} makes them
     * @throws torg.api.problem.TorgException DENIED {@code module.not-there} for a host that the module does not name; nothing is sent then
     * @throws IOException when there is no answer, as of {@link java.net.http.HttpClient#send}
     */
    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException, InterruptedException;

    /**
     * Send it, and have the whole answer within a time and a size, or none.
     *
     * @param patience for all of it, the body too; more than nothing
     * @param largest bytes of the body; 0 and more
     * @throws torg.api.problem.TorgException as of {@link #send}
     * @throws IOException when there is no such answer, with a reason in words
     */
    default HttpResponse<byte[]> whole(HttpRequest request, Duration patience, int largest) throws IOException {
        var coming = new FutureTask<>(() -> send(request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), largest)));
        Thread.ofVirtual().name("outbound").start(coming);
        try {
            return coming.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) throw refused;
            throw new IOException("cannot be asked", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("does not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("was asked while the module stops", e);
        } finally {
            coming.cancel(true);
        }
    }

    /** Whether an address is one that is asked in confidence: over HTTPS, or on this machine; with a host, and with neither a user nor a fragment in it. */
    static boolean isConfidential(String address) {
        try {
            var uri = new URI(address);
            if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) return false;
            return "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && isThisMachine(uri.getHost());
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isThisMachine(String host) {
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
