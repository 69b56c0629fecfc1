package torg.api.table;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import torg.api.text.Sha256;

/**
 * Changes that happen together or not at all.
 *
 * @param changes in order, 1 to 10,000
 * @param origin where the changes come from: {@code portal}, or a connector's name, whose own changes are never sent back to it
 * @param once makes a repeat harmless; empty when a repeat may change again
 * @param asOf when the origin said so, if that is a while ago: columns whose change here reached the ERP since then stay as they are
 */
public record Write(List<Change> changes, String origin, Optional<Once> once, Optional<Instant> asOf) {
    /** The origin of what people do in the portal. */
    public static final String PORTAL = "portal";

    public Write {
        changes = List.copyOf(changes);
    }

    /** These changes, made in the portal; a repeat may change again. */
    public static Write of(Change... changes) {
        return new Write(List.of(changes), PORTAL, Optional.empty(), Optional.empty());
    }

    /** These changes, made in the portal; a repeat may change again. */
    public static Write of(List<? extends Change> changes) {
        return new Write(List.copyOf(changes), PORTAL, Optional.empty(), Optional.empty());
    }

    /** The same write with a connector's name as origin: it adds nothing to the outbox, and leaves alone what still has to reach the ERP. */
    public Write from(String other) {
        return new Write(changes, other, once, asOf);
    }

    /** The same write of what a connector read at that moment. */
    public Write asOf(Instant moment) {
        return new Write(changes, origin, once, Optional.of(moment));
    }

    /** The same write under a name of the caller's own: a repeat within 30 days does nothing and gets what the first one left. */
    public Write once(String key, String digest) {
        return new Write(changes, origin, Optional.of(new Once(key, digest)), asOf);
    }

    /**
     * The caller's own name for this write.
     *
     * @param key 1 to 200 characters, unique per caller and account acted for
     * @param digest of what was asked, at most 200 characters; the same key with another digest is refused (INVALID {@code table.key-reused})
     */
    public record Once(String key, String digest) {
        /** A digest of what was asked: the SHA-256 of its UTF-8 bytes, in 64 hexadecimal digits. */
        public static String digestOf(String asked) {
            return Sha256.hex(asked.getBytes(StandardCharsets.UTF_8));
        }
    }
}
