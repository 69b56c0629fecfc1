package torg.invitations;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.WebRoles;
import torg.spi.identity.Admissions;

/**
 * Locks people out, lets them in again, and gives them roles, for whoever looks after them: people whom the table permissions show, of an account that is looked after, who have no
 * role that could not be given to them. Nobody does so to themselves, so whoever is the last one stays.
 */
final class Caretaking {
    static final int MOST = 200;
    private final Tables tables;
    private final Admissions admissions;
    private final WebRoles roles;
    private final Deeds deeds;

    Caretaking(Tables tables, Admissions admissions, WebRoles roles, InstantSource clock) {
        this.tables = tables;
        this.admissions = admissions;
        this.roles = roles;
        this.deeds = new Deeds(tables, clock);
    }

    /** The people that the inviter looks after, by name. */
    List<Row> people(Inviter inviter, Optional<String> sought) {
        var table = tables.schema().table(Contacts.CONTACT);
        var match = sought.<Condition>map(text -> Condition.any(List.of(new Condition.Mentions(table.title(), text), new Condition.Mentions("email", text)))).orElse(new Condition.Everything());
        return rows(inviter, match);
    }

    private List<Row> rows(Inviter inviter, Condition which) {
        var title = tables.schema().table(Contacts.CONTACT).title();
        var active = new Condition.Not(Condition.eq("inactive", true));
        var query = Query.of(Contacts.CONTACT, title, "email", Inviter.ACCOUNT).where(Condition.all(inviter.at(tables, Inviter.ACCOUNT), active, which)).order(new Query.Order(title, false)).top(MOST);
        return tables.query(inviter.caller(), query).rows();
    }

    /** Whether something can be done about this contact: it is somebody else, and has no role that the inviter may not give. */
    boolean mayChange(Inviter inviter, String contact) {
        return !contact.equals(inviter.contact()) && inviter.mayGive(Set.copyOf(roles.rolesOf(contact, List.of())));
    }

    private Optional<Row> target(Inviter inviter, String contact) {
        if (contact.length() > 64) return Optional.empty();
        var key = tables.schema().table(Contacts.CONTACT).key();
        return rows(inviter, Condition.eq(key, contact)).stream().findFirst().filter(_ -> mayChange(inviter, contact));
    }

    /** Lock somebody out, or let somebody in again; whether that was done. */
    boolean lock(Inviter inviter, String csrf, String contact, boolean locked) {
        return target(inviter, contact).filter(row -> admissions.lock(inviter.caller(), csrf, contact, locked, List.of(deed(locked ? "locked" : "unlocked", inviter, row, Optional.empty())))).isPresent();
    }

    /** Take from somebody the way in and all web roles. The contact stays: the ERP knows it, and orders name it. */
    boolean remove(Inviter inviter, String csrf, String contact) {
        var found = target(inviter, contact);
        if (found.filter(row -> admissions.remove(inviter.caller(), csrf, contact, List.of(deed("removed", inviter, row, Optional.empty())))).isEmpty()) return false;
        roles.assign(contact, Set.of());
        return true;
    }

    /** Give somebody exactly these roles; what is lacking for them, if something is. */
    boolean give(Inviter inviter, String contact, Set<String> wanted) {
        var found = target(inviter, contact);
        if (found.isEmpty() || !inviter.mayGive(wanted)) return false;
        try {
            roles.assign(contact, wanted);
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.INVALID && e.kind() != ProblemKind.NOT_FOUND) throw e;
            return false;
        }
        tables.write(Deeds.HOUSE, Write.of(deed("roles", inviter, found.get(), Optional.of(Invitation.listed(new TreeSet<>(wanted))))));
        return true;
    }

    private Change deed(String did, Inviter inviter, Row row, Optional<String> given) {
        var title = tables.schema().table(Contacts.CONTACT).title();
        return deeds.of(did, inviter.caller(), row.text(title).orElse(row.key()), Map.of("contact", Optional.of(row.key()), "account", row.text(Inviter.ACCOUNT), "roles", given));
    }
}
