package torg.identity.saml;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import torg.api.web.Outbound;

/** The descriptions of the providers of the settings, each read when it is first needed, and again after an hour, or for a signature that none of its keys made, at most twice in a minute. */
final class Descriptions {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST = 1024 * 1024;
    private final Outbound outbound;
    private final InstantSource clock;
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    /**
     * @param trouble empty when there is one
     * @param at when it was read
     * @param asked when that was tried last
     */
    private record Read(Optional<Description> found, String trouble, Instant at, Instant asked) {}

    Descriptions(Outbound outbound, InstantSource clock) {
        this.outbound = outbound;
        this.clock = clock;
    }

    Description of(Provider provider) throws Refused {
        return found(provider, KEPT);
    }

    /** The same, read anew if it is not new. */
    Description again(Provider provider) throws Refused {
        return found(provider, AGAIN_AFTER);
    }

    /** Why one could not be had last; empty when it could. Where it could not, or nobody tried, it is tried for the next who asks. */
    Optional<String> trouble(Provider provider) {
        var last = read.get(provider.name());
        if (last == null || last.found.isEmpty()) Thread.ofVirtual().name("saml-" + provider.name()).start(() -> newest(provider, KEPT));
        return Optional.ofNullable(last).map(Read::trouble).filter(why -> !why.isEmpty());
    }

    private Description found(Provider provider, Duration kept) throws Refused {
        var newest = newest(provider, kept);
        return newest.found.orElseThrow(() -> new Refused(newest.trouble));
    }

    /** Whoever is content with what was read last waits for nobody who reads it anew: a stranger brings that about by a signature of no key, and the provider may be slow. */
    private Read newest(Provider provider, Duration kept) {
        var last = read.get(provider.name());
        if (last != null && isNew(last, kept)) return last;
        return read.compute(provider.name(), (_, before) -> before != null && isNew(before, kept) ? before : read(provider, Optional.ofNullable(before)));
    }

    private boolean isNew(Read before, Duration kept) {
        var now = clock.instant();
        return now.isBefore(before.asked.plus(before.found.isPresent() ? kept : PAUSE)) && (before.found.isEmpty() || now.isBefore(before.at.plus(KEPT)));
    }

    /** One that was read within the hour is not lost because it cannot be read again. */
    private Read read(Provider provider, Optional<Read> before) {
        var now = clock.instant();
        try {
            return new Read(Optional.of(Description.of(got(provider.metadata()), now)), "", now, now);
        } catch (Refused | IOException e) {
            var why = "the provider's description cannot be read: " + e.getMessage();
            return before.filter(last -> last.found.isPresent() && now.isBefore(last.at.plus(KEPT))).map(last -> new Read(last.found, "", last.at, now))
                    .orElseGet(() -> new Read(Optional.empty(), why, now, now));
        }
    }

    /** What stands at an address, or in a file. */
    private byte[] got(String where) throws IOException {
        if (!Outbound.isConfidential(where)) return read(Path.of(where));
        var answer = outbound.whole(HttpRequest.newBuilder(URI.create(where)).header("Accept", "application/samlmetadata+xml, application/xml, text/xml").build(), PATIENCE, LARGEST);
        if (answer.statusCode() != 200) throw new IOException("answered " + answer.statusCode());
        return answer.body();
    }

    private static byte[] read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) throw new IOException("is larger than a megabyte");
            return bytes;
        }
    }
}
