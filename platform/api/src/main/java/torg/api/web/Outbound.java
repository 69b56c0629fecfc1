package torg.api.web;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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
}
