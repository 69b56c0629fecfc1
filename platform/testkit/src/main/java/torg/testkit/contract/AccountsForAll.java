package torg.testkit.contract;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;

/** Buyers do anything with any row, and everybody else reads the accounts. */
final class AccountsForAll implements TableAccess {
    private static final Grant ALL = new Grant(new Condition.Everything(), List.of("all"));
    private static final Grant NONE = Grant.denied("no rule");

    @Override
    public Grant grant(Caller caller, String table, Privilege privilege) {
        return caller.hasRole("buyer") || table.equals("account") && privilege == Privilege.READ ? ALL : NONE;
    }

    @Override
    public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
        return _ -> true;
    }

    @Override
    public Set<String> tables() {
        return Set.of("orders", "account", "line");
    }
}
