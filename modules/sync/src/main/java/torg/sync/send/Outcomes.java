package torg.sync.send;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.Tables;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Extent;
import torg.sync.connector.Connectors;
import torg.sync.connector.Pause;
import torg.sync.map.Inbound;
import torg.sync.map.Storable;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.receive.Ledger;
import torg.sync.receive.Receiver;

/** How a try ends: what the outbox is told, and what becomes of the row. Each returns whether the ERP answered at all. */
final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int LONGEST_NOTE = 500;

    private final Tables tables;
    private final Caller caller;
    private final Outbox outbox;
    private final Unanswered unanswered;
    private final TableMaps maps;
    private final Connectors connectors;
    private final Ledger ledger;
    /** ERP keys of documents that were delivered, and whose lines are still to be read. */
    private final Map<Lines, Set<String>> delivered = new ConcurrentHashMap<>();

    private record Lines(TableMap map, Connector connector) {}

    Outcomes(Tables tables, Caller caller, Outbox outbox, Unanswered unanswered, TableMaps maps, Connectors connectors, Ledger ledger) {
        this.tables = tables;
        this.caller = caller;
        this.outbox = outbox;
        this.unanswered = unanswered;
        this.maps = maps;
        this.connectors = connectors;
        this.ledger = ledger;
    }

    /** The ERP need not hear of it. */
    boolean done(Attempt attempt) {
        outbox.delivered(attempt.entry(), List.of(), attempt.connector().name());
        return true;
    }

    /** The ERP has it, and this is what it says of it now. */
    boolean delivered(Attempt attempt, Map<String, Object> record) {
        var entry = attempt.entry();
        var map = attempt.map();
        Map<String, Object> values;
        try {
            values = new Inbound(tables, caller, maps, map).values(record);
            values.remove(tables.schema().table(map.table()).key());
            // What the ERP had against it is over.
            note(map).filter(column -> map.column(column.name()).isEmpty()).ifPresent(column -> values.put(column.name(), null));
            // Who lost the lease leaves the rest to the one who has it.
            if (!outbox.delivered(entry, List.of(new Change.Update(entry.table(), entry.key(), values)), attempt.connector().name())) return true;
        } catch (TorgException e) {
            if (e.kind() == ProblemKind.BUSY || e.kind() == ProblemKind.UPSTREAM) throw e;
            // It is made; trying again would bring the same answer. A person mends the map or the table and gives the entry back, or drops it.
            LOG.warn("answer not taken table={} key={} code={}", entry.table(), entry.key(), e.code());
            return parked(attempt, "sync.answer-not-taken", "the ERP has it; what it answered has no place here: " + Ledger.reason(e));
        }
        LOG.info("delivered table={} key={} attempts={} millis={}", entry.table(), entry.key(), entry.attempts(), Duration.between(entry.written(), Instant.now()).toMillis());
        var erpKey = map.erpKey().map(values::get).map(Object::toString);
        maps.partsOf(map).filter(_ -> erpKey.isPresent()).ifPresent(parts -> delivered.merge(new Lines(parts, attempt.connector()), Set.of(erpKey.get()), Outcomes::both));
        return true;
    }

    private static Set<String> both(Set<String> some, Set<String> more) {
        var all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    /**
     * Prices and amounts of the lines are the ERP's. They are read of all that was delivered together: if that cannot be now, the next pass over everything brings them. Of several threads
     * that come here one reads each.
     */
    void refreshLines() {
        for (var lines : List.copyOf(delivered.keySet())) {
            var documents = List.copyOf(Optional.ofNullable(delivered.remove(lines)).orElse(Set.of()));
            if (documents.isEmpty()) continue;
            try {
                new Receiver(tables, caller, ledger, outbox, maps, new Receiver.Source(lines.connector, () -> {})).parts(lines.map, documents);
            } catch (Pause e) {
                connectors.governors().of(lines.connector).pause(e.delay());
            } catch (TorgException e) {
                LOG.info("lines not refreshed documents={} because={}", documents, e.getMessage());
            }
        }
    }

    /** It is for a person to say how it goes on; nothing was sent. */
    boolean parked(Attempt attempt, String code, String reason) {
        outbox.refused(attempt.entry(), code, cut(reason), List.of(), attempt.connector().name());
        return true;
    }

    /** The same for what could not be made ready for sending. A database that is busy or an ERP that is away says nothing about the row, and is thrown on. */
    boolean notSendable(Attempt attempt, TorgException why) {
        if (why.kind() != ProblemKind.INVALID && why.kind() != ProblemKind.MALFORMED) throw why;
        return parked(attempt, why.code(), why.getMessage());
    }

    /** The ERP says no to a new document: the map's open column says so to the customer if it has the choice, and the reason stands beside it. */
    boolean refused(Attempt attempt, String code, String reason) {
        var map = attempt.map();
        var values = new HashMap<String, Object>();
        map.open().map(TableMap.Open::column).flatMap(tables.schema().table(map.table())::column).filter(column -> column.choice("refused").isPresent()).ifPresent(column -> values.put(column.name(), "refused"));
        note(map).ifPresent(column -> values.put(column.name(), fitting(column, reason)));
        return refused(attempt, code, reason, values);
    }

    /**
     * The ERP says no to a change of what it has, whose status stays.
     *
     * @param why for whoever runs the portal
     * @param told for the customer, beside the status; empty when nothing is said there
     */
    boolean refusedChange(Attempt attempt, String code, String why, Optional<String> told) {
        var values = new HashMap<String, Object>();
        told.ifPresent(reason -> note(attempt.map()).ifPresent(column -> values.put(column.name(), fitting(column, reason))));
        return refused(attempt, code, why, values);
    }

    private boolean refused(Attempt attempt, String code, String reason, Map<String, Object> values) {
        var entry = attempt.entry();
        outbox.refused(entry, code, reason, values.isEmpty() ? List.of() : List.of(new Change.Update(entry.table(), entry.key(), values)), attempt.connector().name());
        return true;
    }

    /** The column beside the status that says in words what is the matter. */
    private Optional<Column> note(TableMap map) {
        return map.open().flatMap(open -> tables.schema().table(map.table()).column(open.column() + "note"));
    }

    private static String fitting(Column column, String reason) {
        return Storable.text(reason, column.length() > 0 ? Math.min(column.length(), LONGEST_NOTE) : LONGEST_NOTE);
    }

    /** Either the ERP wants to be left alone by everybody, or only this record is busy there. */
    boolean paused(Attempt attempt, String reason) {
        var pause = connectors.governors().left(attempt.connector());
        later(attempt.entry(), pause.isPositive() ? pause : patience(attempt.entry()), reason);
        return true;
    }

    /** It was sent and may be under way: asked for, and not sent again before nobody can be working on it any more. */
    boolean unanswered(Attempt attempt, Extent extent, String reason) {
        return hold(attempt.entry(), unanswered.sent(attempt.entry(), extent).until(), reason + "; asking whether it arrived");
    }

    /** Not handed out again before, whoever asks. */
    boolean hold(Outbox.Entry entry, Instant until, String reason) {
        if (!Thread.currentThread().isInterrupted()) outbox.hold(entry, until, cut(reason));
        return false;
    }

    /** Nothing was sent; after a while, longer each time. */
    boolean later(Outbox.Entry entry, String reason) {
        return later(entry, patience(entry), reason);
    }

    boolean later(Outbox.Entry entry, Duration delay, String reason) {
        // Interrupted means that the sync is being stopped, perhaps between sending and hearing: the lease runs out by itself.
        if (!Thread.currentThread().isInterrupted()) outbox.later(entry, unanswered.now().plus(delay), cut(reason));
        return false;
    }

    /** Longer each time, and for each entry another while, so that those that failed together do not come back together. */
    private static Duration patience(Outbox.Entry entry) {
        var most = Math.min(1_000L << Math.clamp(entry.attempts() - 1, 0, 10), LONGEST_WAIT.toMillis());
        return Duration.ofMillis(most - new SplittableRandom(entry.id()).nextLong(most / 2));
    }

    private static String cut(String text) {
        return Storable.text(text, LONGEST_NOTE);
    }
}
