package torg.kernel;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gets files of a catalogue: what lies beside its index or below, and nothing else, whatever the index names. Size and time have bounds, and nobody is followed elsewhere.
 *
 * @param index {@code file:}, {@code https:}, or {@code http:} on this machine
 * @param patience how long one file may take as a whole
 */
record CatalogueSource(URI index, Duration patience) {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Set<String> HERE = Set.of("127.0.0.1", "[::1]");

    /**
     * @param setting an address, of the index or of the folder in which it lies; or a folder of this machine
     * @throws IllegalArgumentException when it is neither, in words
     */
    static CatalogueSource of(String setting, Duration patience) {
        try {
            if (!setting.matches("(?i)[a-z][a-z0-9+.-]+:.*")) return new CatalogueSource(index(Path.of(setting).toAbsolutePath().normalize().toUri()), patience);
            var address = new URI(setting);
            var scheme = String.valueOf(address.getScheme());
            var host = address.getHost();
            if (host == null || address.getUserInfo() != null || address.getQuery() != null || address.getFragment() != null
                    || !(scheme.equals("https") || scheme.equals("http") && HERE.contains(host))) {
                throw new IllegalArgumentException("expected a folder, an address that begins with https://, or one with http:// on 127.0.0.1");
            }
            return new CatalogueSource(index(address), patience);
        } catch (URISyntaxException | InvalidPathException e) {
            throw new IllegalArgumentException("it is no address and no folder: " + e.getMessage(), e);
        }
    }

    private static URI index(URI address) {
        var path = address.getPath();
        if (path != null && path.endsWith(".xml")) return address;
        return address.resolve((path == null || path.isEmpty() ? "/" : path.endsWith("/") ? address.getRawPath() : address.getRawPath() + "/") + CatalogueIndex.FILE);
    }

    /**
     * Get a file into one of this machine.
     *
     * @param place seen from the index
     * @param most bytes at the most
     * @throws IOException in words for people
     */
    void get(String place, long most, Path to) throws IOException {
        var from = within(place);
        if (from.getScheme().equals("file")) copy(Path.of(from), most, to);
        else download(from, most, to);
    }

    /** What is named has to lie in the folder of the index, or below. */
    private URI within(String place) throws IOException {
        try {
            var home = index.resolve(".");
            var from = index.resolve(new URI(place)).normalize();
            var same = String.valueOf(from.getScheme()).equals(home.getScheme()) && String.valueOf(from.getRawAuthority()).equals(String.valueOf(home.getRawAuthority()));
            if (same && from.getRawQuery() == null && from.getRawPath() != null && from.getRawPath().startsWith(home.getRawPath()) && !from.getRawPath().contains("/..")) return from;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("it names a place that is none", e);
        }
        throw new IOException("it names a place outside of itself");
    }

    private void copy(Path from, long most, Path to) throws IOException {
        var file = real(from);
        if (!file.startsWith(real(Path.of(index).getParent()))) throw new IOException("it names a place outside of itself");
        // A pipe that nobody writes to would keep whoever asks for ever.
        if (!Files.isRegularFile(file)) throw new IOException("there is no file '" + from.getFileName() + "'");
        if (Files.size(file) > most) throw new IOException("it is larger than " + most + " bytes");
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path real(Path file) throws IOException {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new IOException("there is no file '" + file.getFileName() + "'", e);
        }
    }

    private void download(URI from, long most, Path to) throws IOException {
        var client = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER).build();
        try {
            var body = BodyHandlers.ofFile(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            // The client's own bound ends with the head of the answer; one that sends a byte a minute has to be left as well.
            var answer = client.sendAsync(HttpRequest.newBuilder(from).build(), BodyHandlers.limiting(body, most)).get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (answer.statusCode() != 200) throw new IOException("it answers with status " + answer.statusCode());
        } catch (TimeoutException e) {
            throw new IOException("it does not answer within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("it does not answer, or with more than " + most + " bytes", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the portal is being stopped", e);
        } finally {
            client.shutdownNow();
        }
    }
}
