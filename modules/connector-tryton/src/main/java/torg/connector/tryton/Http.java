package torg.connector.tryton;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import torg.api.problem.Deadline;
import torg.spi.sync.Governor;
import torg.spi.sync.ServerClock;

/** One exchange over the wire, bounded in time and length. */
final class Http implements AutoCloseable {
    /** A page of records with all the fields a map has use for has a tenth of it. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private final URI address;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).followRedirects(HttpClient.Redirect.NEVER).build();

    private volatile Governor governor = Governor.NONE;
    private final ServerClock serverClock = new ServerClock(InstantSource.system());

    Http(URI address) {
        this.address = address;
    }

    Governor governor() {
        return governor;
    }

    /** Every request passes it. */
    void governed(Governor by) {
        governor = by;
    }

    /**
     * Post JSON.
     *
     * @throws java.net.ConnectException or HttpConnectTimeoutException or Governor.NotSent when nothing was sent
     * @throws Governor.Unusable when the answer has more bytes than any may have
     * @throws torg.api.problem.TorgException UPSTREAM when the governor let nothing pass
     * @throws IOException when it was sent, perhaps, and no whole answer came in time
     */
    HttpResponse<byte[]> post(byte[] body, Optional<String> authorization, Deadline deadline, Duration patience) throws IOException {
        try {
            var answer = governor.pass(deadline.left(patience), () -> exchange(body, authorization, deadline.left(patience)));
            serverClock.heard(answer);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for the answer");
        }
    }

    private HttpResponse<byte[]> exchange(byte[] body, Optional<String> authorization, Duration most) throws IOException, InterruptedException {
        if (most.toMillis() == 0) throw new Governor.NotSent("no time is left for another request");
        var request = HttpRequest.newBuilder(address).timeout(most).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(body));
        authorization.ifPresent(value -> request.header("Authorization", value));
        var under = client.sendAsync(request.build(), HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
        try {
            // The client's own limit ends with the headers.
            return under.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the answer did not end within " + most);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof IOException cause)) throw new IOException("the exchange failed", e.getCause());
            // The client has no type for it, only these words.
            if (String.valueOf(cause.getMessage()).startsWith("body exceeds capacity")) throw new Governor.Unusable("more bytes than any answer may have", cause);
            throw cause;
        } finally {
            // Ends the exchange where it is; nothing happens when it is over.
            under.cancel(true);
        }
    }

    ServerClock serverClock() {
        return serverClock;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
