package torg.web;

import java.util.Set;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;

/** Nobody reaches any row. */
final class NoRights implements TableAccess {
    @Override
    public Grant grant(Caller caller, String table, Privilege privilege) {
        return Grant.denied("no rule");
    }

    @Override
    public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
        return _ -> false;
    }

    @Override
    public Set<String> tables() {
        return Set.of();
    }
}
