package torg.store.rights;

import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.health.ModuleRights;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Table;
import torg.api.table.Write;

/**
 * A module that is held to what it says it acts with.
 *
 * @param name its symbolic name, in which alone it may act when nobody asks
 * @param owns of the name of an internal table whether it is this module that brought it
 */
public record Held(String name, ModuleRights rights, Predicate<String> owns) {
    /**
     * Let a caller pass.
     *
     * @throws TorgException DENIED {@code module.not-itself} for a part of the house that is another
     */
    public void admit(Caller caller) {
        if (!caller.isService() || caller.name().equals(name)) return;
        throw TorgException.of(ProblemKind.DENIED, "module.not-itself", "module '" + name + "' acts in its own name, and not as '" + caller.name() + "'")
                .help("use Caller.service(\"" + name + "\")");
    }

    /**
     * Let a write pass.
     *
     * @throws TorgException DENIED {@code module.not-a-connector} for one in a connector's name, which the ERP would never hear of
     */
    public void admit(Write write) {
        if (write.origin().equals(Write.PORTAL)) return;
        throw TorgException.of(ProblemKind.DENIED, "module.not-a-connector", "module '" + name + "' writes as the portal, and not as the connector '" + write.origin() + "'")
                .help("leave Write.from away; what a connector reads is written by the sync");
    }

    /**
     * Let it look at every row of a table, as counting does: whatever the rights of the caller in whose name it asks.
     *
     * @throws TorgException DENIED {@code module.not-alone} unless it says that it reads the table in its own name
     */
    public void admitToAll(Table table) {
        if (isMeant(table) && rights.reads(table.name(), true)) return;
        throw TorgException.of(ProblemKind.DENIED, "module.not-alone", "module '" + name + "' does not say that it reads table '" + table.name() + "' in its own name")
                .help("say 'read " + table.name() + " alone' in " + ModuleRights.HEADER + " of its manifest");
    }

    /** Whether it says that it acts so with this table. That other rows point to its rows changes nothing of it, so for that it is enough to read it. */
    public boolean may(Table table, Privilege privilege, Caller caller) {
        return may(table, privilege == Privilege.READ || privilege == Privilege.APPEND_TO, caller);
    }

    /** The same of columns. */
    public boolean may(Table table, ColumnPrivilege privilege, Caller caller) {
        return may(table, privilege == ColumnPrivilege.READ, caller);
    }

    /** Whether the table is there for it at all. */
    public boolean knows(Table table, Caller caller) {
        return may(table, true, caller) || may(table, false, caller);
    }

    private boolean may(Table table, boolean reading, Caller caller) {
        if (!isMeant(table)) return false;
        return reading ? rights.reads(table.name(), caller.isService()) : rights.writes(table.name(), caller.isService());
    }

    /** Of internal tables only those that it keeps and brought itself; and a table of the site's by such a name is none that it brought, so of that nothing was said. */
    private boolean isMeant(Table table) {
        var keeps = rights.keeps(table.name());
        return table.internal() ? keeps && owns.test(table.name()) : !keeps;
    }
}
