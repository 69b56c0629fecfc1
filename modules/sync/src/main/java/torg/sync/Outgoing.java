package torg.sync;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import torg.spi.sync.Connector;
import torg.spi.sync.Urgency;
import torg.sync.connector.Connectors;
import torg.sync.map.TableMaps;
import torg.sync.send.Sender;
import torg.sync.send.Unanswered;

/**
 * Brings waiting changes to the ERPs, and asks what became of those that got no answer. Several senders take turns at what waits, each with its share of what an ERP takes at once:
 * a document that takes long holds up the share that it was sent with, and nothing else.
 */
final class Outgoing {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(1);
    /** What got no answer is asked for a few at a time: nobody waits for that. */
    private static final int ASKED_AT_ONCE = 4;
    static final int SENDERS = 3;

    /**
     * Longer than a delivery can take from claim to last byte ({@link Sender}'s preparation and {@link Connector#LONGEST_CREATE}), and not given back at a start:
     * what a killed portal had sent may still be on its way through the ERP. What got no answer is not sent again before as much time has passed.
     */
    static final Duration USUAL_LEASE = Duration.ofSeconds(90);

    private final Common common;
    private final Crew crew;
    private final Duration lease;
    private final Consumer<Connector> reached;
    private final Unanswered unanswered;
    private final List<Loop> senders = IntStream.range(0, SENDERS).mapToObj(number -> new Loop("sync-out-" + (number + 1), () -> send(number))).toList();
    private final Loop asking = new Loop("sync-ask", this::ask);

    /**
     * @param lease how long what got no answer is only asked for
     * @param reached told of each connector whose ERP answers
     */
    Outgoing(Common common, InstantSource clock, Crew crew, Duration lease, Consumer<Connector> reached) {
        this.common = common;
        this.crew = crew;
        this.lease = lease;
        this.reached = reached;
        this.unanswered = new Unanswered(lease, clock);
    }

    /** All its threads. */
    List<Loop> loops() {
        return Stream.concat(senders.stream(), Stream.of(asking)).toList();
    }

    /** There is something to send: one who rests looks at it. Where all work, each looks again afterwards, for which of them is done first nobody knows. */
    void ring() {
        senders.stream().filter(Loop::listens).findFirst().ifPresentOrElse(Loop::ring, () -> senders.forEach(Loop::ring));
    }

    /** It is worth another try. */
    void wake() {
        senders.forEach(Loop::wake);
    }

    /** One batch of one sender. */
    private Rest send(int number) {
        var maps = common.maps().get();
        if (maps.isEmpty() || common.connections().isEmpty()) return Rest.out(SOON);
        // While every ERP wants to be left alone, what waits is not even looked at.
        var pause = common.connections().rest();
        if (pause.isPositive()) return Rest.out(pause.compareTo(IDLE) < 0 ? pause : IDLE);
        // While every ERP is silent one entry is enough to find out whether it is back.
        var share = share(number, common.connections().presences().allSilent() ? 1 : common.connections().changesAtOnce());
        if (share == 0) return Rest.out(IDLE);
        var resting = common.pausings().now().tables(maps.get());
        var entries = common.outbox().claim("sync", share, lease, resting);
        if (entries.size() == share) ring();
        // What stands still may be long, is due all the time, and is passed over at each look.
        if (entries.isEmpty()) return Rest.upTo(resting.isEmpty() && common.outbox().nextDue().isPresent() ? SOON : IDLE);
        // New orders would fare no better than these did: they do not cut the rest short.
        return Urgency.CHANGES.during(() -> sender(maps.get()).send(entries, this::all)) ? Rest.upTo(Duration.ZERO) : Rest.out(SOON);
    }

    /** Of so many at once, those of one sender. */
    private static int share(int number, int atOnce) {
        return (atOnce + SENDERS - 1 - number) / SENDERS;
    }

    /** Look whether what got no answer has arrived: beside the sending, so that no order waits for what comes of it. */
    private Rest ask() {
        common.maps().get().ifPresent(maps -> {
            var sent = unanswered.toAsk(ASKED_AT_ONCE);
            var resting = sent.isEmpty() ? Set.<String>of() : common.pausings().now().tables(maps);
            var sender = sender(maps);
            all(sent.stream().filter(one -> !resting.contains(one.entry().table())).<BooleanSupplier>map(one -> () -> sender.ask(one)).toList());
        });
        return Rest.upTo(SOON);
    }

    private Sender sender(TableMaps maps) {
        return new Sender(common.tables(), common.caller(), common.outbox(), unanswered, maps, new Connectors(common.connections().byName(), common.connections().governors(), reached), common.ledger());
    }

    /** Each attempt has a thread of its own, so it says there how urgent it is. */
    private boolean all(List<BooleanSupplier> attempts) {
        return attempts.isEmpty() || crew.all(attempts.stream().<BooleanSupplier>map(attempt -> () -> Urgency.CHANGES.during(attempt::getAsBoolean)).toList());
    }
}
