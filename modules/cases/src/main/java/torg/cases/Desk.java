package torg.cases;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;

/**
 * What becomes of a case by its notes: a customer's opens it, one of the seller's answers it, and after a time in which nobody says anything it is closed. However a note
 * came, by the page, as JSON or from the ERP, it is taken in once: what it says of whose word it is and the case's state are one write.
 */
record Desk(Tables tables, InstantSource clock) {
    /** In whose name it acts: the module's own. */
    static final Caller HOUSE = Caller.service("torg.cases");
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int AT_A_TIME = 200;

    /** Take in the notes that nobody has yet, oldest first, and close what is quiet. */
    void round(CaseKind kind) {
        tables.query(HOUSE, Query.of(kind.notes(), kind.noteColumns().toArray(String[]::new)).where(new Condition.Empty(CaseKind.SIDE)).order(new Query.Order(CaseKind.WRITTEN, false)).top(AT_A_TIME)).rows().forEach(note -> takeIn(kind, note));
        kind.quiet().ifPresent(quiet -> {
            var such = Condition.all(Condition.eq(CaseKind.STATE, CaseKind.ANSWERED), new Condition.Compare(CaseKind.MOVED, Condition.Operator.LT, new Operand.Literal(clock.instant().minus(quiet))));
            tables.query(HOUSE, Query.of(kind.table()).where(such).top(AT_A_TIME)).rows()
                    .forEach(old -> write(new Change.Update(kind.table(), old.key(), OptionalLong.of(old.version()), Map.of(CaseKind.STATE, CaseKind.CLOSED))));
        });
    }

    private void takeIn(CaseKind kind, Row note) {
        var about = note.text(kind.lookup()).flatMap(key -> tables.find(HOUSE, kind.table(), key, CaseKind.ACCOUNT, CaseKind.STATE));
        if (about.isEmpty()) return;
        var customer = isCustomers(note, about.get());
        var said = new Change.Update(kind.notes(), note.key(), OptionalLong.of(note.version()), Map.of(CaseKind.SIDE, customer ? CaseKind.CUSTOMER : CaseKind.SELLER));
        if (note.is(CaseKind.INTERNAL)) {
            write(said);
            return;
        }
        var values = new HashMap<String, Object>(Map.of(CaseKind.MOVED, clock.instant()));
        if (customer) values.put(CaseKind.STATE, CaseKind.OPEN);
        else if (about.get().text(CaseKind.STATE).filter(CaseKind.OPEN::equals).isPresent()) values.put(CaseKind.STATE, CaseKind.ANSWERED);
        write(said, new Change.Update(kind.table(), about.get().key(), OptionalLong.of(about.get().version()), values));
    }

    /** Whether whoever wrote the note acted for the account that the case is of. */
    static boolean isCustomers(Row note, Row about) {
        return note.text(CaseKind.ACCOUNT).isPresent() && note.text(CaseKind.ACCOUNT).equals(about.text(CaseKind.ACCOUNT));
    }

    /** Where somebody was quicker, the next round sees how it is now. */
    private void write(Change... changes) {
        try {
            tables.write(HOUSE, Write.of(List.of(changes)));
        } catch (TorgException e) {
            if (e.kind() == ProblemKind.BUSY) throw e;
            LOG.atLevel(e.kind() == ProblemKind.STALE || e.kind() == ProblemKind.NOT_FOUND ? Level.DEBUG : Level.WARN)
                    .log("case left as it is row={} because={}", changes[0].table(), e.getMessage());
        }
    }
}
