package torg.connector.dynamics;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request and its whole answer, both bounded: the client's own timeout ends when the headers are in, and a body may stall for ever. */
final class Exchange {
    private Exchange() {}

    /**
     * The answer with all of its body.
     *
     * @throws HttpTimeoutException when the answer was not complete in time
     * @throws TooLarge when it has more bytes than that
     * @throws IOException as the client would; nothing was sent if it is a {@link java.net.ConnectException} or {@link java.net.http.HttpConnectTimeoutException}
     */
    static HttpResponse<byte[]> send(HttpClient client, HttpRequest.Builder request, Duration most, int largest) throws IOException, InterruptedException {
        var under = client.sendAsync(request.timeout(most).build(), HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), largest));
        try {
            return under.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the answer did not end within " + most);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof IOException cause)) throw new IOException("the exchange failed", e.getCause());
            // The client has no type for it, only these words.
            if (String.valueOf(cause.getMessage()).startsWith("body exceeds capacity")) throw new TooLarge(cause);
            throw cause;
        } finally {
            // Ends the exchange where it is; nothing happens when it is over.
            under.cancel(true);
        }
    }

    /** An answer with more bytes than anything that was asked for could have. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(IOException cause) {
            super(cause);
        }
    }
}
