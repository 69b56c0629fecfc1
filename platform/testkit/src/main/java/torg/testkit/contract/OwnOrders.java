package torg.testkit.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;

/** Jane reads, creates and changes her own orders, sees the accounts that begin with her account's letter, and one she may not link to. */
final class OwnOrders implements TableAccess {
    private static final Condition OWN = new Condition.Compare("owner", Condition.Operator.EQ, new Operand.Me());
    static final TableAccess RULES = new OwnOrders(Map.of(
            "orders READ", new Grant(OWN, List.of("own")), "orders CREATE", new Grant(OWN, List.of("own")), "orders WRITE", new Grant(OWN, List.of("own")),
            "orders APPEND", new Grant(OWN, List.of("own")),
            "account READ", new Grant(new Condition.Or(List.of(new Condition.StartsWith("id", "a"), Condition.eq("id", "shut"))), List.of("near")),
            "account APPEND_TO", new Grant(new Condition.StartsWith("id", "a"), List.of("near")),
            "line READ", new Grant(new Condition.Everything(), List.of("all")), "line CREATE", new Grant(new Condition.Everything(), List.of("all")),
            "line APPEND", new Grant(new Condition.Everything(), List.of("all"))));
    private final Map<String, Grant> grants;

    /** @param grants by {@code table PRIVILEGE}; what is not there is denied */
    OwnOrders(Map<String, Grant> grants) {
        this.grants = grants;
    }

    @Override
    public Grant grant(Caller caller, String table, Privilege privilege) {
        return grants.getOrDefault(table + " " + privilege, Grant.denied("no rule"));
    }

    @Override
    public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
        return column -> !column.equals("secret") && !column.equals("secretly_contact") && !(privilege == ColumnPrivilege.UPDATE && column.equals("state"));
    }

    @Override
    public Set<String> tables() {
        return Set.of("orders", "account", "line");
    }
}
