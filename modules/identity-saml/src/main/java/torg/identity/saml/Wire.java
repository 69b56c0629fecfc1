package torg.identity.saml;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gets a provider's description: over HTTPS, from this machine, or from a file. No answer is waited for longer than ten seconds or taken beyond a megabyte, and nobody is followed elsewhere. */
final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST = 1024 * 1024;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER).build();

    /** Whether an address is one that a provider can have: over HTTPS, or on this machine. */
    static boolean mayAsk(String address) {
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

    /** What stands at an address, or in a file. */
    byte[] get(String where) throws IOException {
        return mayAsk(where) ? asked(URI.create(where)) : read(Path.of(where));
    }

    private static byte[] read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) throw new IOException("is larger than a megabyte");
            return bytes;
        }
    }

    private byte[] asked(URI address) throws IOException {
        var coming = http.sendAsync(HttpRequest.newBuilder(address).header("Accept", "application/samlmetadata+xml, application/xml, text/xml").build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            var answer = coming.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) throw new IOException("answered " + answer.statusCode());
            return answer.body();
        } catch (ExecutionException e) {
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

    @Override
    public void close() {
        http.shutdownNow();
    }
}
