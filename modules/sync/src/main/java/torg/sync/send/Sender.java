package torg.sync.send;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Outbox;
import torg.api.table.Committed;
import torg.api.table.Tables;
import torg.sync.connector.Connectors;
import torg.sync.map.Correcting;
import torg.sync.map.OfCompany;
import torg.sync.map.Removing;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.receive.Ledger;

/**
 * Brings one waiting change to the ERP: a new document, other values of a row that the ERP has, or the end of one. What was sent without an answer is only asked for until the ERP cannot be
 * working on it any more; so a crash at any moment, here or there, leads to a repeat and never to a second document.
 */
public final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private final Outbox outbox;
    private final Unanswered unanswered;
    private final TableMaps maps;
    private final Connectors connectors;
    private final OfCompany ofCompany;
    private final LeftOut leftOut;
    private final Outcomes outcomes;
    private final Creating creating;
    private final Changing changing;
    private final Deleting deleting;

    public Sender(Tables tables, Caller caller, Outbox outbox, Unanswered unanswered, TableMaps maps, Connectors connectors, Ledger ledger) {
        this.outbox = outbox;
        this.unanswered = unanswered;
        this.maps = maps;
        this.connectors = connectors;
        ofCompany = new OfCompany(tables, caller);
        leftOut = new LeftOut(tables, caller, outbox);
        outcomes = new Outcomes(tables, caller, outbox, unanswered, maps, connectors, ledger);
        creating = new Creating(tables, caller, maps, connectors, unanswered, leftOut, outcomes);
        changing = new Changing(maps, connectors, leftOut, new Conflicts(tables, caller, unanswered::now), new Correcting(tables, caller, maps, outbox), creating, outcomes);
        deleting = new Deleting(connectors, new Removing(tables, caller, maps), outcomes);
    }

    /** One alone, in this thread. */
    public boolean send(Outbox.Entry entry) {
        return send(List.of(entry), alone -> alone.getFirst().getAsBoolean());
    }

    /**
     * Try each once; the outcomes are in the outbox. What the ERP made of their lines is read behind them, of all together.
     *
     * @param together does what it is given, each of it, perhaps at once, and says whether all succeeded
     * @return whether the ERP answered at all, each time
     */
    public boolean send(List<Outbox.Entry> entries, Predicate<List<BooleanSupplier>> together) {
        var answered = together.test(entries.stream().<BooleanSupplier>map(entry -> () -> once(entry)).toList());
        outcomes.refreshLines();
        return answered;
    }

    /** What outlasts its lease is handed out again, but two at once would not find what the other makes. */
    private boolean once(Outbox.Entry entry) {
        if (!unanswered.begin(entry)) {
            outcomes.hold(entry, unanswered.lease(), "it is still being sent");
            return true;
        }
        try {
            return sent(entry);
        } finally {
            unanswered.end(entry);
        }
    }

    private boolean sent(Outbox.Entry entry) {
        var map = map(entry);
        if (map.isEmpty()) return outcomes.later(entry, Outcomes.LONGEST_WAIT, "no table map sends this row of table '" + entry.table() + "'");
        var connector = connectors.byName().get(map.get().connector());
        if (connector == null) return outcomes.later(entry, Outcomes.LONGEST_WAIT, "the connector '" + map.get().connector() + "' is not running");
        var waiting = unanswered.waiting(entry);
        if (waiting.isPresent()) return outcomes.hold(entry, waiting.get().until(), "sent; the ERP did not answer yet");
        var pause = connectors.governors().left(connector);
        if (pause.isPositive()) {
            outcomes.later(entry, pause, "the ERP asked for a pause");
            return true;
        }
        try {
            var attempt = new Attempt(entry, map.get(), connector);
            return leftOut.isOfWhoWasErased(entry) ? outcomes.done(attempt) : way(entry).send(attempt);
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.UPSTREAM && e.kind() != ProblemKind.BUSY) LOG.warn("not sent table={} key={} code={}", entry.table(), entry.key(), e.code(), e);
            return outcomes.later(entry, e.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            // A mistake before or after the sending: with a note it is found, without one the entry would only wait for its lease.
            LOG.error("not sent table={} key={}", entry.table(), entry.key(), e);
            return outcomes.later(entry, Outcomes.LONGEST_WAIT, "a mistake in the sync or the connector (" + e.getClass().getSimpleName() + "); the log says more");
        }
    }

    private Way way(Outbox.Entry entry) {
        return switch (entry.kind()) {
            case CREATED -> creating;
            case UPDATED -> changing;
            case DELETED -> deleting;
        };
    }

    /** The map that says how it is sent; where none does, one that says to which ERP the table belongs: a change of what is not the ERP's is done. */
    private Optional<TableMap> map(Outbox.Entry entry) {
        var own = maps.of(entry.table(), ofCompany.changed(entry));
        var sending = own.sending(entry.table());
        var changing = own.changing(entry.table());
        return (entry.kind() == Committed.Kind.UPDATED ? changing.or(() -> sending) : sending.or(() -> changing)).or(() -> own.any(entry.table()));
    }

    /** Look whether the ERP did by now what was sent without an answer, and finish the delivery if it did. Returns whether the ERP answered. */
    public boolean ask(Unanswered.Sent sent) {
        var entry = sent.entry();
        var map = map(entry);
        var connector = map.map(TableMap::connector).map(connectors.byName()::get);
        if (connector.isEmpty()) return false;
        if (connectors.governors().left(connector.get()).isPositive()) return true;
        try {
            if (!way(entry).isDone(new Attempt(entry, map.get(), connector.get()), sent.extent())) return true;
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
}
