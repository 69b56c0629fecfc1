package torg.pages.hook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address that is told what changed. It is remembered what it has been told, and told is what is different now: so nothing waits in a queue, however many edits are made
 * while nobody answers there, and what changed while the portal was not running is told as well. Thread-safe.
 */
final class Hook {
    private static final Logger LOG = LoggerFactory.getLogger(Hook.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 12;
    private static final int OK = 200;
    private static final int REDIRECT = 300;

    private final URI address;
    private final String secret;
    private final Path file;
    private final HttpClient http;
    private Optional<Contents> told;
    private boolean sending;
    private int failures;
    private Instant due = Instant.MIN;
    private String failure = "";

    /** @param file where is remembered what was told */
    Hook(URI address, String secret, Path file, HttpClient http) {
        this.address = address;
        this.secret = secret;
        this.file = file;
        this.http = http;
        try {
            this.told = Contents.read(file);
        } catch (IOException e) {
            LOG.warn("what was told cannot be read, so changes since then are not told file={}", file, e);
            this.told = Optional.empty();
        }
    }

    /** Without what may be a secret of the receiver. */
    String host() {
        return address.getHost();
    }

    /** Why the last attempt failed; empty when there is nothing that waits to be told. */
    synchronized String failure() {
        return failure;
    }

    /** When it is tried again. */
    synchronized Instant due() {
        return due;
    }

    /** Tell what there is to be told, if it is time. Who is told for the first time hears of what changes from now on. */
    synchronized CompletableFuture<Void> look(String site, Contents now, Instant at) {
        if (told.isEmpty()) heard(now);
        if (sending || at.isBefore(due)) return CompletableFuture.completedFuture(null);
        var changes = now.since(told.get());
        if (changes.isEmpty()) {
            failure = "";
            return CompletableFuture.completedFuture(null);
        }
        sending = true;
        return send(Message.of(site, changes, at)).handle((status, thrown) -> {
            ended(now, at, thrown != null ? "it does not answer (" + reason(thrown) + ")" : status >= OK && status < REDIRECT ? "" : "it answers with " + status);
            return null;
        });
    }

    private CompletableFuture<Integer> send(Message message) {
        try {
            return sent(message);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e); // an address that looks well and is none, such as one with the port 99999
        }
    }

    private CompletableFuture<Integer> sent(Message message) {
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).header("Content-Type", "application/json").header("User-Agent", "Torg")
                .header("webhook-id", message.id()).header("webhook-timestamp", Long.toString(message.at().getEpochSecond())).header("webhook-signature", message.signature(secret))
                .POST(HttpRequest.BodyPublishers.ofString(message.body())).build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    private static String reason(Throwable thrown) {
        return (thrown.getCause() == null ? thrown : thrown.getCause()).getClass().getSimpleName();
    }

    private synchronized void ended(Contents now, Instant at, String why) {
        sending = false;
        failure = why;
        if (why.isEmpty()) {
            failures = 0;
            heard(now);
            return;
        }
        due = at.plus(SHORTEST.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS)));
        LOG.warn("what changed could not be told host={} reason=\"{}\" again={}", host(), why, due);
    }

    private void heard(Contents now) {
        told = Optional.of(now);
        try {
            now.write(file);
        } catch (IOException e) {
            LOG.warn("what was told cannot be remembered, so it is told again after a start file={}: {}", file, e.toString());
        }
    }
}
