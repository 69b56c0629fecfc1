package torg.sync.send;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.Committed;
import torg.api.table.Tables;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Extent;
import torg.spi.sync.Connector.Removal;
import torg.spi.sync.Connector.Revision;
import torg.sync.connector.Connectors;
import torg.sync.connector.Pause;
import torg.sync.map.Correcting;
import torg.sync.map.Correcting.Left;
import torg.sync.map.Inbound;
import torg.sync.map.Outbound;
import torg.sync.map.Removing;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.receive.Ledger;
import torg.sync.receive.Receiver;
import torg.sync.receive.Storable;
import torg.sync.send.Conflicts.Keep;

/**
 * Brings one waiting change to the ERP: a new document, or other values of a row that the ERP has. The connector asks for the portal's own number before it sends, and what was sent without an answer is only asked for
 * until the ERP cannot be working on it any more; so a crash at any moment, here or there, leads to a repeat and never to a second document.
 */
public final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** With what the connector takes at most for the document itself this stays below the lease. */
    private static final Duration LONGEST_PREPARATION = Duration.ofSeconds(30);
    private static final int LONGEST_NOTE = 500;

    private final Tables tables;
    private final Caller caller;
    private final Outbox outbox;
    private final Unanswered unanswered;
    private final TableMaps maps;
    private final LeftOut leftOut;
    private final Connectors connectors;
    private final Ledger ledger;
    private final Conflicts conflicts;

    public Sender(Tables tables, Caller caller, Outbox outbox, Unanswered unanswered, TableMaps maps, Connectors connectors, Ledger ledger) {
        this.tables = tables;
        this.caller = caller;
        this.outbox = outbox;
        this.unanswered = unanswered;
        this.maps = maps;
        this.leftOut = new LeftOut(tables, caller, outbox);
        this.connectors = connectors;
        this.ledger = ledger;
        this.conflicts = new Conflicts(tables, caller, unanswered::now);
    }

    /** Try once; the outcome is in the outbox. Returns whether the ERP answered at all. */
    public boolean send(Outbox.Entry entry) {
        var map = map(entry);
        if (map.isEmpty()) return later(entry, LONGEST_WAIT, "no table map sends table '" + entry.table() + "'");
        var connector = connectors.byName().get(map.get().connector());
        if (connector == null) return later(entry, LONGEST_WAIT, "the connector '" + map.get().connector() + "' is not running");
        // Where the map sends no new rows, those that are made here stay here.
        if (entry.kind() == Committed.Kind.CREATED && !map.get().out()) return done(entry, connector);
        if (entry.kind() == Committed.Kind.DELETED && map.get().deletes() instanceof TableMap.Ending.Kept)
            return parked(entry, connector, "sync.not-sent", "it was deleted in the portal, and the table map sends no deletions: it comes back with the next reading of everything");
        var waiting = unanswered.waiting(entry);
        if (waiting.isPresent()) return hold(entry, waiting.get().until(), "sent; the ERP did not answer yet");
        var pause = connectors.governors().left(connector);
        if (pause.isPositive()) {
            later(entry, pause, "the ERP asked for a pause");
            return true;
        }
        try {
            return switch (entry.kind()) {
                case CREATED -> create(entry, map.get(), connector);
                case UPDATED -> change(entry, map.get(), connector);
                case DELETED -> delete(entry, map.get(), connector);
            };
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.UPSTREAM && e.kind() != ProblemKind.BUSY) LOG.warn("not sent table={} key={} code={}", entry.table(), entry.key(), e.code(), e);
            return later(entry, patience(entry), e.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            // A mistake before or after the sending: with a note it is found, without one the entry would only wait for its lease.
            LOG.error("not sent table={} key={}", entry.table(), entry.key(), e);
            return later(entry, LONGEST_WAIT, "a mistake in the sync or the connector (" + e.getClass().getSimpleName() + "); the log says more");
        }
    }

    /** The map that says how it is sent; where none does, one that says to which ERP the table belongs: a change of what is not the ERP's is done. */
    private Optional<TableMap> map(Outbox.Entry entry) {
        var sending = maps.sending(entry.table());
        var changing = maps.changing(entry.table());
        return (entry.kind() == Committed.Kind.UPDATED ? changing.or(() -> sending) : sending.or(() -> changing)).or(() -> maps.any(entry.table()));
    }

    /** Look whether the ERP did by now what was sent without an answer, and finish the delivery if it did. Returns whether the ERP answered. */
    public boolean ask(Unanswered.Sent sent) {
        var entry = sent.entry();
        var map = map(entry);
        var connector = map.map(TableMap::connector).map(connectors.byName()::get);
        if (connector.isEmpty()) return false;
        if (connectors.governors().left(connector.get()).isPositive()) return true;
        try {
            var did = switch (entry.kind()) {
                case CREATED -> isThere(sent, map.get(), connector.get());
                case UPDATED -> isChanged(entry, map.get(), connector.get());
                case DELETED -> isDeleted(entry, map.get(), connector.get());
            };
            if (!did) return true;
            // The lease begins anew, for more may have to be sent; who lost it leaves the rest to the one who has it.
            var ours = outbox.hold(entry, unanswered.lease(), "the ERP has it; completing it");
            unanswered.settled(sent);
            return !ours || send(entry);
        } catch (TorgException e) {
            LOG.debug("not asked table={} key={} code={}", entry.table(), entry.key(), e.code(), e);
            return false;
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            LOG.error("not asked table={} key={}", entry.table(), entry.key(), e);
            return false;
        }
    }

    private boolean isThere(Unanswered.Sent sent, TableMap map, Connector connector) {
        var document = document(sent.entry(), map, connector);
        return document.isPresent() && heard(connector.find(document.get()), connector) instanceof Answer.Done<Extent>(var extent) && extent.compareTo(sent.extent()) >= 0;
    }

    private boolean isChanged(Outbox.Entry entry, TableMap map, Connector connector) {
        return heard(new Correcting(tables, caller, maps, outbox).left(entry, map, connector), connector) instanceof Answer.Done<Optional<Left>>(var left) && left.filter(rest -> !rest.isNothing()).isEmpty();
    }

    private boolean isDeleted(Outbox.Entry entry, TableMap map, Connector connector) {
        return heard(new Removing(tables, caller, maps).left(entry, map, connector), connector) instanceof Answer.Done<Optional<Removal>>(var left) && left.filter(removal -> !isMarked(map, removal)).isEmpty();
    }

    /** An answer says that the ERP is there, and may ask for a pause. */
    private <T> Answer<T> heard(Answer<T> answer, Connector connector) {
        if (!(answer instanceof Answer.Unknown)) connectors.answered().accept(connector);
        if (answer instanceof Answer.Later<T>(var delay, _)) connectors.governors().of(connector).pause(delay);
        return answer;
    }

    private Optional<Connector.Outgoing> document(Outbox.Entry entry, TableMap map, Connector connector) {
        return new Outbound(tables, caller, maps).document(map, maps.entity(map, connector), maps.partsOf(map).map(known -> maps.entity(known, connector)).orElse(""), entry.key());
    }

    private boolean create(Outbox.Entry entry, TableMap map, Connector connector) {
        if (leftOut.has(map, entry.key())) return done(entry, connector);
        var start = unanswered.now();
        Optional<Connector.Outgoing> document;
        try {
            document = document(entry, map, connector);
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.INVALID && e.kind() != ProblemKind.MALFORMED) throw e;
            return parked(entry, connector, e.code(), e.getMessage());
        }
        // Where deletions are sent, that of this row comes next, and sees to what is left of it in the ERP.
        if (document.isEmpty()) return map.deletes() instanceof TableMap.Ending.Kept ? parked(entry, connector, "sync.gone", "the row was deleted before it was sent") : done(entry, connector);
        if (start.plus(LONGEST_PREPARATION).isBefore(unanswered.now())) return later(entry, unanswered.now(), "the ERP took too long to describe itself; nothing was sent");
        return switch (heard(made(entry, () -> connector.create(document.get())), connector)) {
            case Answer.Done<Map<String, Object>>(var record) -> delivered(entry, map, connector, record);
            case Answer.Refused<Map<String, Object>>(var code, var reason) -> {
                outbox.refused(entry, code, reason, refusal(map, entry, reason), connector.name());
                LOG.warn("refused by the ERP table={} key={} code={}{}", entry.table(), entry.key(), code, unknownField(map, connector, document.get()).map(why -> " because=" + why).orElse(""));
                yield true;
            }
            case Answer.Later<Map<String, Object>>(_, var reason) -> paused(entry, connector, reason);
            case Answer.Unknown<Map<String, Object>>(var extent, var reason) -> hold(entry, unanswered.sent(entry, extent).until(), reason + "; asking whether it arrived");
        };
    }

    /** What is left to be sent of a change is worked out anew each time: sent twice, the second time nothing is. */
    private boolean change(Outbox.Entry entry, TableMap map, Connector connector) {
        return change(entry, map, connector, new Correcting(tables, caller, maps, outbox));
    }

    private boolean change(Outbox.Entry entry, TableMap map, Connector connector, Correcting correcting) {
        Answer<Optional<Left>> left;
        try {
            left = heard(correcting.left(entry, map, connector), connector);
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.INVALID && e.kind() != ProblemKind.MALFORMED) throw e;
            return parked(entry, connector, e.code(), e.getMessage());
        }
        return switch (left) {
            case Answer.Done<Optional<Left>>(var known) when known.isEmpty() -> leftOut.takesIn(map, entry.key()) ? create(entry, map, connector) : done(entry, connector);
            case Answer.Done<Optional<Left>>(var known) -> change(entry, map, connector, known.get());
            case Answer.Refused<Optional<Left>>(var code, var reason) -> parked(entry, connector, code, reason);
            case Answer.Later<Optional<Left>>(_, var reason) -> paused(entry, connector, reason);
            case Answer.Unknown<Optional<Left>>(_, var reason) -> later(entry, patience(entry), reason);
        };
    }

    private boolean change(Outbox.Entry entry, TableMap map, Connector connector, Left left) {
        if (!left.lost().isEmpty()) LOG.info("changed on both sides, the ERP's value stays table={} key={} columns={}", entry.table(), entry.key(), left.lost());
        if (left.isNothing()) return agreed(entry, map, connector, left.correction().record());
        if (left.asked().isPresent()) {
            var decision = conflicts.decision(entry.id(), left.asked().get());
            if (decision.isEmpty()) return parked(entry, connector, Conflicts.CODE, cut(left.asked().get().about()));
            if (decision.get() == Keep.ERP) return change(entry, map, connector, new Correcting(tables, caller, maps, outbox).conceding());
        }
        Supplier<Answer<Map<String, Object>>> sending = left.lines().isNothing() ? () -> connector.change(left.correction()) : () -> connector.revise(new Revision(left.correction(), left.lines()));
        return switch (heard(made(entry, sending), connector)) {
            case Answer.Done<Map<String, Object>>(var record) -> agreed(entry, map, connector, record);
            case Answer.Refused<Map<String, Object>>(var code, var reason) -> {
                LOG.warn("refused by the ERP table={} key={} code={}", entry.table(), entry.key(), code);
                var why = maps.unknownField(map, connector, left.correction().entity(), left.correction().fields().keySet().stream()).orElse(reason);
                outbox.refused(entry, code, why, left.lines().isNothing() ? List.of() : noted(map, entry, reason), connector.name());
                yield true;
            }
            case Answer.Later<Map<String, Object>>(_, var reason) -> paused(entry, connector, reason);
            case Answer.Unknown<Map<String, Object>>(var extent, var reason) -> hold(entry, unanswered.sent(entry, extent).until(), reason + "; asking whether it arrived");
        };
    }

    /** The ERP has what was changed here, or the last word. */
    private boolean agreed(Outbox.Entry entry, TableMap map, Connector connector, Map<String, Object> record) {
        conflicts.over(entry.id());
        return delivered(entry, map, connector, record);
    }

    /** What is left to be deleted is looked for each time, as with changes. */
    private boolean delete(Outbox.Entry entry, TableMap map, Connector connector) {
        Answer<Optional<Removal>> left;
        try {
            left = heard(new Removing(tables, caller, maps).left(entry, map, connector), connector);
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.INVALID && e.kind() != ProblemKind.MALFORMED) throw e;
            return parked(entry, connector, e.code(), e.getMessage());
        }
        return switch (left) {
            case Answer.Done<Optional<Removal>>(var found) when found.filter(removal -> !isMarked(map, removal)).isEmpty() -> done(entry, connector);
            case Answer.Done<Optional<Removal>>(var found) -> ended(entry, connector, heard(made(entry, () -> deleted(map, found.get(), connector)), connector));
            case Answer.Refused<Optional<Removal>>(var code, var reason) -> parked(entry, connector, code, reason);
            case Answer.Later<Optional<Removal>>(_, var reason) -> paused(entry, connector, reason);
            case Answer.Unknown<Optional<Removal>>(_, var reason) -> later(entry, patience(entry), reason);
        };
    }

    private boolean ended(Outbox.Entry entry, Connector connector, Answer<?> answer) {
        return switch (answer) {
            case Answer.Done<?> _ -> done(entry, connector);
            case Answer.Refused<?>(var code, var reason) -> parked(entry, connector, code, reason);
            case Answer.Later<?>(_, var reason) -> paused(entry, connector, reason);
            case Answer.Unknown<?>(var extent, var reason) -> hold(entry, unanswered.sent(entry, extent).until(), reason + "; asking whether it arrived");
        };
    }

    private static Answer<Boolean> deleted(TableMap map, Removal removal, Connector connector) {
        if (!(map.deletes() instanceof TableMap.Ending.Marked(var values))) return connector.delete(removal);
        var fields = new HashMap<String, Optional<Object>>();
        values.forEach((field, value) -> fields.put(field, Optional.of(value)));
        return switch (connector.change(new Connector.Correction(removal.entity(), removal.record(), fields))) {
            case Answer.Done<Map<String, Object>> _ -> new Answer.Done<>(true);
            case Answer<Map<String, Object>> other -> Correcting.failed(other);
        };
    }

    private static boolean isMarked(TableMap map, Removal removal) {
        return map.deletes() instanceof TableMap.Ending.Marked(var values) && values.entrySet().stream().allMatch(mark -> mark.getValue().toString().equals(String.valueOf(removal.record().get(mark.getKey()))));
    }

    /** The ERP need not hear of it. */
    private boolean done(Outbox.Entry entry, Connector connector) {
        outbox.delivered(entry, List.of(), connector.name());
        return true;
    }

    /** Either the ERP wants to be left alone by everybody, or only this record is busy there. */
    private boolean paused(Outbox.Entry entry, Connector connector, String reason) {
        var pause = connectors.governors().left(connector);
        later(entry, pause.isPositive() ? pause : patience(entry), reason);
        return true;
    }

    /** A customer is not told of mistakes in a map, whoever runs the portal is. */
    private Optional<String> unknownField(TableMap map, Connector connector, Connector.Outgoing document) {
        return maps.unknownField(map, connector, document.entity(), document.head().keySet().stream()).or(() -> document.parts().flatMap(parts ->
                maps.partsOf(map).flatMap(known -> maps.unknownField(known, connector, parts.entity(), parts.lines().stream().flatMap(line -> line.keySet().stream())))));
    }

    /** It is for a person to say how it goes on; nothing was sent. */
    private boolean parked(Outbox.Entry entry, Connector connector, String code, String reason) {
        outbox.refused(entry, code, reason, List.of(), connector.name());
        return true;
    }

    /** What comes out of the connector otherwise than it may, as when it is taken away while it works, can come from behind the sending. */
    private static <T> Answer<T> made(Outbox.Entry entry, Supplier<Answer<T>> sending) {
        try {
            return sending.get();
        } catch (TorgException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            LOG.error("not known whether sent table={} key={}", entry.table(), entry.key(), e);
            return new Answer.Unknown<>(Extent.ALL, "the connector broke off (" + e.getClass().getSimpleName() + ")");
        }
    }

    private boolean delivered(Outbox.Entry entry, TableMap map, Connector connector, Map<String, Object> record) {
        Map<String, Object> values;
        try {
            values = new Inbound(tables, caller, maps, map).values(record);
            values.remove(tables.schema().table(map.table()).key());
            // What the ERP had against it is over.
            note(map).filter(column -> map.column(column.name()).isEmpty()).ifPresent(column -> values.put(column.name(), null));
            // Who lost the lease leaves the rest to the one who has it.
            if (!outbox.delivered(entry, List.of(new Change.Update(entry.table(), entry.key(), values)), connector.name())) return true;
        } catch (TorgException e) {
            if (e.kind() == ProblemKind.BUSY || e.kind() == ProblemKind.UPSTREAM) throw e;
            // It is made; trying again would bring the same answer. A person mends the map or the table and gives the entry back, or drops it.
            outbox.refused(entry, "sync.answer-not-taken", "the ERP has it; what it answered has no place here: " + cut(Ledger.reason(e)), List.of(), connector.name());
            LOG.warn("answer not taken table={} key={} code={}", entry.table(), entry.key(), e.code());
            return true;
        }
        LOG.info("delivered table={} key={} attempts={} millis={}", entry.table(), entry.key(), entry.attempts(), Duration.between(entry.written(), Instant.now()).toMillis());
        refreshParts(map, connector, values);
        return true;
    }

    /** Prices and amounts of the lines are the ERP's; if they cannot be read now, the next pass over everything brings them. */
    private void refreshParts(TableMap map, Connector connector, Map<String, Object> values) {
        var erpKey = map.erpKey().map(values::get).map(Object::toString);
        var parts = maps.partsOf(map);
        if (erpKey.isEmpty() || parts.isEmpty()) return;
        try {
            new Receiver(tables, caller, ledger, outbox, maps, new Receiver.Source(connector, () -> {})).parts(parts.get(), List.of(erpKey.get()));
        } catch (Pause e) {
            connectors.governors().of(connector).pause(e.delay());
        } catch (TorgException e) {
            LOG.info("lines not refreshed key={} because={}", erpKey.get(), e.getMessage());
        }
    }

    /** What the customer sees of a refusal: the map's open column says so if it has the choice, and the reason stands beside it. */
    private List<Change> refusal(TableMap map, Outbox.Entry entry, String reason) {
        var table = tables.schema().table(map.table());
        var status = map.open().map(TableMap.Open::column).flatMap(table::column).filter(column -> column.choice("refused").isPresent());
        var values = new HashMap<String, Object>();
        status.ifPresent(column -> values.put(column.name(), "refused"));
        note(map).ifPresent(column -> values.put(column.name(), fitting(column, reason)));
        return values.isEmpty() ? List.of() : List.of(new Change.Update(entry.table(), entry.key(), values));
    }

    /** That the ERP refused a change of what it has, beside the status, which stays. */
    private List<Change> noted(TableMap map, Outbox.Entry entry, String reason) {
        return note(map).<Change>map(column -> new Change.Update(entry.table(), entry.key(), Map.of(column.name(), fitting(column, reason)))).stream().toList();
    }

    private static String fitting(Column column, String reason) {
        return Storable.text(reason, column.length() > 0 ? Math.min(column.length(), LONGEST_NOTE) : LONGEST_NOTE);
    }

    private Optional<Column> note(TableMap map) {
        return map.open().flatMap(open -> tables.schema().table(map.table()).column(open.column() + "note"));
    }

    private boolean later(Outbox.Entry entry, Duration delay, String reason) {
        return later(entry, unanswered.now().plus(delay), reason);
    }

    private boolean later(Outbox.Entry entry, Instant when, String reason) {
        // Interrupted means that the sync is being stopped, perhaps between sending and hearing: the lease runs out by itself.
        if (!Thread.currentThread().isInterrupted()) outbox.later(entry, when, cut(reason));
        return false;
    }

    /** It may be under way: not handed out again before, whoever asks. */
    private boolean hold(Outbox.Entry entry, Instant until, String reason) {
        if (!Thread.currentThread().isInterrupted()) outbox.hold(entry, until, cut(reason));
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
