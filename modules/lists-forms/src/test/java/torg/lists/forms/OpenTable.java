package torg.lists.forms;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;

/** Other rules, and beside them whoever is not signed in reads some rows of one table. */
record OpenTable(TableAccess others, String table, Condition rows) implements TableAccess {
    @Override
    public Grant grant(Caller caller, String asked, Privilege privilege) {
        return caller.isAnonymous() && asked.equals(table) && privilege == Privilege.READ ? new Grant(rows, List.of("open")) : others.grant(caller, asked, privilege);
    }

    @Override
    public Predicate<String> columns(Caller caller, String asked, ColumnPrivilege privilege) {
        return others.columns(caller, asked, privilege);
    }

    @Override
    public Set<String> tables() {
        return Set.of();
    }
}
