package torg.invitations;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import torg.api.access.Privilege;
import torg.api.access.WebRole;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.spi.access.WebRoles;

/**
 * Somebody who may invite people and look after them: a contact with a web role whose document says which roles it gives. To which accounts is said
 * by the table permissions alone.
 *
 * @param administrator whether it looks after the house, and acting for no account so after everybody
 * @param roles that may be given, by name
 */
record Inviter(Caller caller, String contact, boolean administrator, SortedMap<String, WebRole> roles) {
    static final String ACCOUNT = "account";
    static final String MEMBERSHIP = "membership";
    /** More than anybody looks after at once. */
    private static final int MOST_ACCOUNTS = 200;

    Inviter {
        roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
    }

    /** What the caller is as an inviter; empty when it is none. Nobody looks after people in another's place. */
    static Optional<Inviter> of(Site site, Caller caller, WebRoles known) {
        if (caller.kind() != Caller.Kind.CONTACT || !caller.limits().tables().isEmpty() || !caller.inPerson()) return Optional.empty();
        var roles = new TreeMap<String, WebRole>();
        for (var own : caller.roles()) {
            known.role(own).map(WebRole::invites).orElse(Set.of()).forEach(name -> known.role(name).ifPresent(role -> roles.put(name, role)));
        }
        return roles.isEmpty() ? Optional.empty() : Optional.of(new Inviter(caller, caller.contact().orElseThrow(),
                site.settings().isAdministrator(caller), roles));
    }

    /** The account it acts for; empty for the seller's own people, who name one. */
    Optional<String> acting() {
        return caller.accounts().stream().findFirst();
    }

    /** Whether it may give all of these. */
    boolean mayGive(Set<String> wanted) {
        return roles.keySet().containsAll(wanted);
    }

    /** Whether something can be done about this contact: it is somebody else, and has no role anywhere that could not be given to it. */
    boolean mayChange(Tables tables, WebRoles known, String contact) {
        return !contact.equals(this.contact) && mayGive(known.rolesOf(contact, List.of()))
                && memberships(tables, contact).stream().allMatch(row -> mayGive(Invitation.roles(row.text("roles").orElse(""))));
    }

    /** What a contact may act for besides its own account. */
    static List<Row> memberships(Tables tables, String contact) {
        if (tables.schema().find(MEMBERSHIP).isEmpty()) return List.of();
        return tables.query(Deeds.HOUSE, Query.of(MEMBERSHIP, ACCOUNT, "roles").where(Condition.eq("contact", contact)).top(MOST_ACCOUNTS)).rows();
    }

    /** Whether people may be added to this account: a contact is a row that is linked with it. To none, as the seller's own people, by administrators. */
    boolean mayAddTo(Tables tables, Optional<String> account) {
        return account.map(key -> mayAddTo(tables, key)).orElseGet(this::isForAll);
    }

    private boolean mayAddTo(Tables tables, String account) {
        return (acting().isEmpty() || accounts(tables).contains(account)) && tables.explain(caller, Privilege.APPEND_TO, ACCOUNT, account).allowed();
    }

    /** Rows of the accounts that it looks after; all rows for administrators who act for none. */
    Condition at(Tables tables, String column) {
        return isForAll() ? new Condition.Everything() : Condition.any(accounts(tables).stream().map(account -> Condition.eq(column, account)).toList());
    }

    /** To act for no account is no right by itself: the ERP may have taken a customer's away. */
    private boolean isForAll() {
        return administrator && acting().isEmpty();
    }

    /** That it acts for, and those below where accounts have a tree; those that it may read where it acts for none. */
    private List<String> accounts(Tables tables) {
        var table = tables.schema().table(ACCOUNT);
        var own = acting().isEmpty() ? new Condition.Everything() : new Condition.Compare(table.key(), Condition.Operator.EQ,
                table.hierarchy().isPresent() ? new Operand.MyAccountTrees() : new Operand.MyAccounts());
        return tables.query(caller, Query.of(ACCOUNT).where(own).top(MOST_ACCOUNTS)).rows().stream().map(Row::key).toList();
    }
}
