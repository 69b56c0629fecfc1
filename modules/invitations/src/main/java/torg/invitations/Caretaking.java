package torg.invitations;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
 * Locks people out, lets them in again, and gives them roles, for whoever looks after them: people whom the table permissions show, of an account
 * that is looked after, who have no role that could not be given to them. Nobody does so to themselves, so whoever is the last one stays.
 */
final class Caretaking {
    static final int MOST = 200;
    private final Tables tables;
    private final Admissions admissions;
    private final WebRoles roles;
    private final Deeds deeds;
    private final Contacts contacts;

    Caretaking(Tables tables, Admissions admissions, WebRoles roles, InstantSource clock) {
        this.tables = tables;
        this.admissions = admissions;
        this.roles = roles;
        this.deeds = new Deeds(tables, clock);
        this.contacts = new Contacts(tables);
    }

    /** The people that the inviter looks after, by name. */
    List<Row> people(Inviter inviter, Optional<String> sought) {
        var table = tables.schema().table(Contacts.CONTACT);
        var match = sought.<Condition>map(text -> Condition.any(List.of(new Condition.Mentions(table.title(), text), new Condition.Mentions("email", text))))
                .orElse(new Condition.Everything());
        return rows(inviter, match);
    }

    private List<Row> rows(Inviter inviter, Condition which) {
        var title = tables.schema().table(Contacts.CONTACT).title();
        var active = new Condition.Not(Condition.eq("inactive", true));
        var query = Query.of(Contacts.CONTACT, title, "email", Inviter.ACCOUNT).where(Condition.all(inviter.at(tables, Inviter.ACCOUNT), active, which))
                .order(new Query.Order(title, false)).top(MOST);
        return tables.query(inviter.caller(), query).rows();
    }

    /** Who acts for an account that the inviter looks after without belonging there. */
    List<Row> members(Inviter inviter) {
        if (tables.schema().find(Inviter.MEMBERSHIP).isEmpty()) return List.of();
        var query = Query.of(Inviter.MEMBERSHIP, "contact", Inviter.ACCOUNT, "roles").where(inviter.at(tables, Inviter.ACCOUNT)).top(MOST);
        return tables.query(Deeds.HOUSE, query).rows();
    }

    /** Whether the inviter may end this membership: it is somebody else's, and gives no role that could not be given. */
    boolean mayEnd(Inviter inviter, Row membership) {
        return !membership.text("contact").equals(Optional.of(inviter.contact())) && inviter.mayGive(Invitation.roles(membership.text("roles").orElse("")));
    }

    /** End a membership; whether that was done. What the person is elsewhere stays. */
    boolean end(Inviter inviter, String membership) {
        var found = members(inviter).stream().filter(row -> row.key().equals(membership)).findFirst().filter(row -> mayEnd(inviter, row));
        if (found.isEmpty()) return false;
        var contact = found.get().text("contact").orElseThrow();
        try {
            tables.write(Deeds.HOUSE, Write.of(new Change.Delete(Inviter.MEMBERSHIP, membership),
                    deeds.of("ended", inviter.caller(), contacts.name(Contacts.CONTACT, contact),
                            Map.of("contact", Optional.of(contact), "account", found.get().text(Inviter.ACCOUNT)))));
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
            return false;
        }
    }

    boolean mayChange(Inviter inviter, String contact) {
        return inviter.mayChange(tables, roles, contact);
    }

    /** The contact of this key, if something can be done about it. */
    Optional<Row> target(Inviter inviter, String contact) {
        if (contact.length() > 64) return Optional.empty();
        var key = tables.schema().table(Contacts.CONTACT).key();
        return rows(inviter, Condition.eq(key, contact)).stream().findFirst().filter(_ -> mayChange(inviter, contact));
    }

    /** Lock somebody out, or let somebody in again; whether that was done. */
    boolean lock(Inviter inviter, String csrf, String contact, boolean locked) {
        return target(inviter, contact).filter(row -> admissions.lock(inviter.caller(), csrf, contact, locked,
                List.of(deed(locked ? "locked" : "unlocked", inviter, row, Optional.empty())))).isPresent();
    }

    /** Take from somebody the way in, all web roles and all memberships. The contact stays: the ERP knows it, and orders name it. */
    boolean remove(Inviter inviter, String csrf, String contact) {
        var changes = new ArrayList<>(roles.giving(contact, Set.of()));
        Inviter.memberships(tables, contact).forEach(row -> changes.add(new Change.Delete(Inviter.MEMBERSHIP, row.key(), OptionalLong.of(row.version()))));
        // Whether it may be changed is asked after its roles were read: if they are others when it is written, nothing is.
        var found = target(inviter, contact);
        found.ifPresent(row -> changes.add(deed("removed", inviter, row, Optional.empty())));
        return found.isPresent() && admissions.remove(inviter.caller(), csrf, contact, changes);
    }

    /** What became of roles that somebody was to have. */
    sealed interface Given {
        /** They hold. */
        record Done() implements Given {}

        /** It was nobody who can be changed so, or it stood otherwise by then. */
        record Not() implements Given {}

        /** The contact does not carry what they need: labels of columns. */
        record Lacking(List<String> columns) implements Given {}
    }

    /** Give somebody exactly these roles. */
    Given give(Inviter inviter, String csrf, String contact, Set<String> wanted, Locale locale) {
        if (!inviter.mayGive(wanted)) return new Given.Not();
        var changes = new ArrayList<>(roles.giving(contact, wanted));
        var found = target(inviter, contact);
        var stays = admissions.stays(inviter.caller(), csrf);
        if (found.isEmpty() || stays.isEmpty()) return new Given.Not();
        var lacking = contacts.lacking(contacts.find(contact), Optional.empty(), wanted.stream().map(inviter.roles()::get).toList(), locale);
        if (!lacking.isEmpty()) return new Given.Lacking(lacking);
        changes.add(stays.get());
        changes.add(deed("roles", inviter, found.get(), Optional.of(Invitation.listed(wanted))));
        try {
            tables.write(Deeds.HOUSE, Write.of(changes));
            return new Given.Done();
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.STALE && e.kind() != ProblemKind.CONFLICT && e.kind() != ProblemKind.NOT_FOUND) throw e;
            return new Given.Not();
        }
    }

    private Change deed(String did, Inviter inviter, Row row, Optional<String> given) {
        var title = tables.schema().table(Contacts.CONTACT).title();
        return deeds.of(did, inviter.caller(), row.text(title).orElse(row.key()),
                Map.of("contact", Optional.of(row.key()), "account", row.text(Inviter.ACCOUNT), "roles", given));
    }
}
