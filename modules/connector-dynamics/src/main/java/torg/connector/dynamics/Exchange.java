package torg.connector.dynamics;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import torg.spi.sync.Governor;

/** One request and its whole answer, both bounded: the client's own timeout ends when the headers are in, and a body may stall for ever. */
final class Exchange {
    private Exchange() {}

    /**
     * The answer with all of its body.
     *
     * @throws HttpTimeoutException when the answer was not complete in time
     * @throws Governor.Unusable when it has more bytes than that
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
            if (String.valueOf(cause.getMessage()).startsWith("body exceeds capacity")) throw tooLarge(cause);
            throw cause;
        } finally {
            // Ends the exchange where it is; nothing happens when it is over.
            under.cancel(true);
        }
    }

    /**
     * What is made of an answer while it comes in, so that it is nowhere whole.
     *
     * @throws HttpTimeoutException when it was not read to its end in time
     * @throws Governor.Unusable when it has more bytes than that
     */
    static <T> T read(HttpClient client, HttpRequest.Builder request, Duration most, long largest, Reading<T> reading) throws IOException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var under = threads.submit(() -> {
                var response = client.send(request.timeout(most).build(), HttpResponse.BodyHandlers.ofInputStream());
                try (var body = new Bounded(response.body(), largest)) {
                    return reading.of(response, body);
                }
            });
            try {
                return under.get(most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new HttpTimeoutException("the answer did not end within " + most);
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException cause -> throw cause;
                    // What the reader runs into is not for the connection to answer for.
                    case RuntimeException fault -> throw fault;
                    case Error fault -> throw fault;
                    case Throwable other -> throw new IOException("the exchange failed", other);
                }
            } finally {
                // Reading ends where it waits; nothing happens when it is over.
                under.cancel(true);
            }
        }
    }

    /** What is made of an answer. What it throws, it throws to whoever asked. */
    @FunctionalInterface
    interface Reading<T> {
        T of(HttpResponse<?> answer, InputStream body) throws IOException;
    }

    /** A body that is refused when it becomes too long, and when nobody waits for it any more. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream body, long largest) {
            super(body);
            left = largest;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (Thread.currentThread().isInterrupted()) throw new InterruptedIOException("nobody waits for the rest");
            var count = super.read(into, from, most);
            left -= Math.max(0, count);
            if (left < 0) throw tooLarge(null);
            return count;
        }
    }

    private static Governor.Unusable tooLarge(IOException cause) {
        return new Governor.Unusable("more bytes than anything that was asked for could have", cause);
    }
}
