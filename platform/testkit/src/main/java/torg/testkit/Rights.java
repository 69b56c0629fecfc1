package torg.testkit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Table;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.testkit.World.Kept;

/** What one caller may do, for the time of one call. Service callers pass; nobody else does without an answer, or with one that fails. */
record Rights(Caller caller, Optional<TableAccess> access) {
    Rights {
        caller = caller.forRows();
    }

    Grant grant(Privilege privilege, Table table) {
        if (caller.isService()) return new Grant(new Condition.Everything(), List.of("service caller"));
        if (table.internal()) return Grant.denied("table '" + table.name() + "' is internal");
        if (caller.limits().exclude(table.name(), privilege != Privilege.READ)) return Grant.denied("the caller's token is not for this");
        try {
            return access.map(rules -> rules.grant(caller, table.name(), privilege)).orElseGet(() -> Grant.denied("no module answers for table permissions"));
        } catch (RuntimeException e) {
            return Grant.denied("the rules could not be asked: " + e.getMessage());
        }
    }

    boolean allow(Privilege privilege, World world, Table table, Kept row) {
        return Conditions.trusted(world, caller).hold(grant(privilege, table).rows(), table, row);
    }

    boolean mayUse(ColumnPrivilege privilege, Table table, String column) {
        var calculated = table.column(column).filter(Column::isCalculated).isPresent();
        if (calculated && privilege != ColumnPrivilege.READ) return false;
        if (caller.isService()) return true;
        if (caller.limits().exclude(table.name(), privilege != ColumnPrivilege.READ)) return false;
        try {
            var needed = table.column(column).map(table::rightsOf).orElse(Set.of(column));
            return access.isPresent() && needed.stream().allMatch(name -> name.equals(table.key()) || access.get().columns(caller, table.name(), privilege).test(name));
        } catch (RuntimeException _) {
            return false;
        }
    }
}
