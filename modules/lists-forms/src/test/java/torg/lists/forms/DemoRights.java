package torg.lists.forms;

import static torg.api.access.Privilege.APPEND;
import static torg.api.access.Privilege.APPEND_TO;
import static torg.api.access.Privilege.CREATE;
import static torg.api.access.Privilege.READ;
import static torg.api.access.Privilege.WRITE;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;

/** The demo's rules in short: people see their own and their account's, order for themselves, and see what is on offer. One column is hidden. */
record DemoRights(String hiddenIn, String hidden) implements TableAccess {
    private static final Condition OURS = new Condition.Compare("account", Condition.Operator.EQ, new Operand.MyAccounts());
    private static final Set<String> SHARED = Set.of("product", "pricelistitem", "pricelist", "uom", "currency", "company");

    @Override
    public Grant grant(Caller caller, String table, Privilege privilege) {
        return new Grant(rows(caller, table, privilege), List.of("demo"));
    }

    private static Condition rows(Caller caller, String table, Privilege privilege) {
        var orders = caller.hasRole("customer-representative") || caller.hasRole("authorized-user");
        if (caller.hasRole("administrator") && privilege != WRITE) return new Condition.Everything();
        if (table.equals("contact") && Set.of(READ, WRITE, APPEND_TO).contains(privilege)) return contacts(caller, privilege);
        if (!orders) return new Condition.Nothing();
        return switch (table) {
            case "salesorder" -> order(caller, privilege, "");
            case "salesorderdetail" -> order(caller, privilege, "salesorder.");
            case "account" -> privilege == READ || privilege == APPEND_TO
                    ? new Condition.Compare("accountnumber", Condition.Operator.EQ, new Operand.MyAccounts()) : new Condition.Nothing();
            case "address" -> privilege == READ || privilege == APPEND_TO ? OURS : new Condition.Nothing();
            case "inquiry", "claim" -> new Condition.Everything();
            default -> SHARED.contains(table) && (privilege == READ || privilege == APPEND_TO) ? new Condition.Everything() : new Condition.Nothing();
        };
    }

    private static Condition contacts(Caller caller, Privilege privilege) {
        var self = new Condition.Compare("contactnumber", Condition.Operator.EQ, new Operand.Me());
        return privilege == READ && caller.hasRole("customer-representative") ? Condition.any(List.of(self, OURS)) : self;
    }

    private static Condition order(Caller caller, Privilege privilege, String before) {
        if (privilege == WRITE) return before.isEmpty() && caller.form().filter("order-document"::equals).isPresent() ? order(caller, READ, before) : new Condition.Nothing();
        var whole = privilege == READ && caller.hasRole("customer-representative");
        if (whole) return new Condition.Compare(before + "account", Condition.Operator.EQ, new Operand.MyAccounts());
        if (!Set.of(READ, CREATE, APPEND, APPEND_TO).contains(privilege)) return new Condition.Nothing();
        return new Condition.Compare(before + "contact", Condition.Operator.EQ, new Operand.Me());
    }

    @Override
    public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
        if (table.equals(hiddenIn) && privilege == ColumnPrivilege.READ) return column -> !column.equals(hidden);
        if (table.equals("contact") && privilege != ColumnPrivilege.READ) return Set.of("jobtitle", "phone", "language")::contains;
        if (table.equals("salesorder") && privilege == ColumnPrivilege.CREATE) {
            return column -> !Set.of("status", "erpnumber", "statusnote",
                    "charges").contains(column);
        }
        return _ -> true;
    }

    @Override
    public Set<String> tables() {
        return Set.of();
    }
}
