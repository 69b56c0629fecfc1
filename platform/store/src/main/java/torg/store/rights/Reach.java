package torg.store.rights;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Table;
import torg.spi.access.AccessRule;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.store.database.Bounds;
import torg.store.sql.Known;

/** What one caller may do, for the time of one call: every question is asked once. Nobody there to answer, or an answer that fails, denies. */
public final class Reach {
    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);
    private static final Grant EVERYTHING = new Grant(new Condition.Everything(), List.of("a part of the house"));
    // The very same ones each time: what is compiled is kept for a grant, and found by it.
    private static final Grant NOBODY_ANSWERS = Grant.denied("no module answers for table permissions");
    private static final Grant INTERNAL = Grant.denied("the table is internal");
    private static final Grant BEYOND_LIMITS = Grant.denied("the caller's token is not for this");
    private static final Grant NOT_ASKED = Grant.denied("the rules for the table could not be asked");
    private static final Grant BEYOND_MODULE = Grant.denied("the module does not say that it acts with this");
    private final Caller caller;
    private final Optional<TableAccess> access;
    private final Optional<Held> held;
    private final Map<String, Grant> grants = new HashMap<>();
    private final Map<String, Predicate<String>> columns = new HashMap<>();

    public Reach(Caller caller, Optional<TableAccess> access) {
        this(caller, access, Optional.empty());
    }

    /** @param held the module that asks for the caller, when it says in its manifest what it acts with: it reaches nothing else, whoever the caller is */
    public Reach(Caller caller, Optional<TableAccess> access, Optional<Held> held) {
        held.ifPresent(module -> module.admit(caller));
        this.caller = caller.forRows();
        this.access = access;
        this.held = held;
    }

    public Caller caller() {
        return caller;
    }

    /** Whether the table is there for this caller at all. */
    public boolean knows(Table table) {
        return (caller.isService() || !table.internal()) && held.filter(module -> !module.knows(table, caller)).isEmpty();
    }

    /**
     * A table as this caller finds it.
     *
     * @throws TorgException NOT_FOUND {@code table.unknown}, for an internal table too; BUSY as long as no site is there to describe tables
     */
    public Table table(Known known, String name) {
        return known.schema().find(name).filter(this::knows).orElseThrow(() -> known.schema().tables().values().stream().allMatch(Table::internal)
                ? TorgException.of(ProblemKind.BUSY, "table.none-yet", "no site describes tables yet").help("try again")
                : TorgException.of(ProblemKind.NOT_FOUND, "table.unknown", "there is no table '" + Bounds.shown(name) + "'"));
    }

    public Grant grant(Table table, Privilege privilege) {
        if (held.isPresent() && !held.get().may(table, privilege, caller)) return BEYOND_MODULE;
        if (caller.isService()) return EVERYTHING;
        if (table.internal()) return INTERNAL;
        if (caller.limits().exclude(table.name(), privilege != Privilege.READ)) return BEYOND_LIMITS;
        return grants.computeIfAbsent(privilege + table.name(), _ -> ask(table, privilege));
    }

    /** The key is always read, and may be given to a row that may be created. What is calculated is never written. */
    public boolean mayUse(Table table, Column column, ColumnPrivilege privilege) {
        if (column.isCalculated() && privilege != ColumnPrivilege.READ) return false;
        if (held.isPresent() && !held.get().may(table, privilege, caller)) return false;
        if (caller.isService()) return true;
        if (table.internal()) return false;
        var may = columns.computeIfAbsent(privilege + table.name(), _ -> askColumns(table, privilege));
        // Asked of every column of every question.
        for (var name : table.rightsOf(column)) if (!name.equals(table.key()) && !may.test(name)) return false;
        return true;
    }

    /** Every rule that speaks of this, whoever it is for. */
    public List<AccessRule> rules(Table table, Privilege privilege) {
        return caller.isService() || table.internal() ? List.of() : access.map(rules -> rules.rules(caller, table.name(), privilege)).orElse(List.of());
    }

    private Grant ask(Table table, Privilege privilege) {
        try {
            return access.map(rules -> rules.grant(caller, table.name(), privilege)).orElse(NOBODY_ANSWERS);
        } catch (RuntimeException e) {
            LOG.error("event=table-access-failed table={} privilege={}: denied", table.name(), privilege, e);
            return NOT_ASKED;
        }
    }

    private Predicate<String> askColumns(Table table, ColumnPrivilege privilege) {
        if (caller.limits().exclude(table.name(), privilege != ColumnPrivilege.READ)) return _ -> false;
        try {
            return access.map(rules -> rules.columns(caller, table.name(), privilege)).orElse(_ -> false);
        } catch (RuntimeException e) {
            LOG.error("event=table-access-failed table={} columns={}: denied", table.name(), privilege, e);
            return _ -> false;
        }
    }
}
