package torg.sync.send;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import torg.api.sync.Outbox;
import torg.spi.sync.Connector.Extent;

/**
 * Documents that were sent and got no answer. The ERP may still be working on them, so until the lease has passed they are only asked for. Kept in memory: what
 * is lost with it is not sent early, because the outbox has the same time as the entry's due time.
 */
public final class Unanswered {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Duration lease;
    private final InstantSource clock;
    private final Map<Long, Sent> byEntry = new ConcurrentHashMap<>();
    /** Entries that are being sent right now. */
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

    public Unanswered(Duration lease, InstantSource clock) {
        this.lease = lease;
        this.clock = clock;
    }

    /**
     * A document on its way.
     *
     * @param entry as it was handed out last
     * @param extent as far as the document is there once the ERP did what was sent
     * @param until it may be sent again from then on
     * @param asked when the ERP was last asked for it
     */
    public record Sent(Outbox.Entry entry, Extent extent, Instant until, Instant asked) {}

    Instant now() {
        return clock.instant();
    }

    /** How long it may take at most to make ready what is sent: the rest of the lease is for the ERP. */
    Duration preparation() {
        return lease.dividedBy(3);
    }

    /** From when on what is sent now may be sent again. */
    Instant lease() {
        return now().plus(lease);
    }

    /** Whether it may be begun with, and then has to come to its {@link #end}: not while it is being sent, for longer than its lease. */
    boolean begin(Outbox.Entry entry) {
        return underWay.add(entry.id());
    }

    void end(Outbox.Entry entry) {
        underWay.remove(entry.id());
    }

    /** Remember that it was sent, just now. */
    Sent sent(Outbox.Entry entry, Extent extent) {
        var sent = new Sent(entry, extent, lease(), now());
        byEntry.put(entry.id(), sent);
        return sent;
    }

    /** What this entry still waits for; empty when it may be sent. The entry takes the place of the one that was handed out before. */
    Optional<Sent> waiting(Outbox.Entry entry) {
        return Optional.ofNullable(byEntry.computeIfPresent(entry.id(), (_, sent) ->
                sent.until().isAfter(now()) ? new Sent(entry, sent.extent(), sent.until(), sent.asked()) : null));
    }

    /** Those that should be asked for now, longest unasked first; they count as asked. What may be sent again is forgotten: the outbox hands it out. */
    public List<Sent> toAsk(int most) {
        var now = now();
        byEntry.values().removeIf(sent -> !sent.until().isAfter(now));
        var due = byEntry.values().stream().filter(sent -> !sent.asked().plus(ASK_AGAIN).isAfter(now)).sorted(Comparator.comparing(Sent::asked)).limit(most).toList();
        due.forEach(sent -> byEntry.replace(sent.entry().id(), sent, new Sent(sent.entry(), sent.extent(), sent.until(), now)));
        return due;
    }

    void settled(Sent sent) {
        byEntry.remove(sent.entry().id());
    }
}
