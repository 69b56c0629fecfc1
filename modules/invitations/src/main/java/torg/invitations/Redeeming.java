package torg.invitations;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.WebRoles;
import torg.spi.identity.Admissions;
import torg.spi.identity.Admissions.Standing;
import torg.spi.identity.Identity;

/** Takes invitations: whoever comes with one gets in, once, with what the inviter may still give. */
final class Redeeming {
    /** Of the seller's own people the ERP hears nothing: it has them among its workers, if at all. */
    private static final String HERE = "invitations";
    private final Tables tables;
    private final Admissions admissions;
    private final Identity identity;
    private final WebRoles roles;
    private final Book book;
    private final Contacts contacts;
    private final Deeds deeds;

    Redeeming(Tables tables, Admissions admissions, Identity identity, WebRoles roles, InstantSource clock) {
        this.tables = tables;
        this.admissions = admissions;
        this.identity = identity;
        this.roles = roles;
        this.book = new Book(tables, clock);
        this.contacts = new Contacts(tables);
        this.deeds = new Deeds(tables, clock);
    }

    /**
     * An invitation that can be redeemed, and who stands behind it.
     *
     * @param known whether somebody signs in with its address already: then it is that person's, who shows it with the password there is
     */
    record Offer(Invitation invitation, Inviter inviter, boolean known) {}

    /** The invitation of this code; empty when it is none, or not any more: also when its inviter may not invite so any more. */
    Optional<Offer> offer(Site site, Code code) {
        return book.open(code).flatMap(invitation -> inviter(site, invitation).filter(inviter -> inviter.mayGive(invitation.roles()))
                .filter(inviter -> inviter.mayAddTo(tables, invitation.account()))
                .map(inviter -> new Offer(invitation, inviter, invitation.email().flatMap(admissions::holder).isPresent())));
    }

    private Optional<Inviter> inviter(Site site, Invitation invitation) {
        var caller = invitation.acting().isPresent() ? identity.callerOf(invitation.inviter(), invitation.acting().get())
                : identity.callerOf(invitation.inviter());
        return caller.flatMap(found -> Inviter.of(site, found, roles));
    }

    /**
     * Who comes, and how.
     *
     * @param terms version of the terms that were accepted; empty where the site has none
     * @param place the network address
     */
    record Coming(String firstName, String lastName, String password, Optional<String> terms, String place) {}

    /** Make a contact of whoever comes, unless there is one, and let it in; whether that was done: somebody else may have been faster. */
    boolean newcomer(Offer offer, Coming coming) {
        var invitation = offer.invitation();
        var email = invitation.email().orElseThrow();
        var changes = new ArrayList<Change>(List.of(invitation.once()));
        if (invitation.contact().isPresent() && !isThere(invitation, invitation.contact().get())) return false;
        var key = invitation.contact().orElseGet(() -> {
            var made = made(invitation, coming);
            changes.add(made);
            return (String) made.values().get(tables.schema().table(Contacts.CONTACT).key());
        });
        changes.add(admissions.admitted(key, email, coming.password()));
        changes.add(roles.giving(key, invitation.roles()));
        changes.add(redeemed(invitation, Caller.contact(key, coming.firstName() + " " + coming.lastName(), List.of(), List.of()), coming));
        return written(changes, invitation.account().isPresent() ? Write.PORTAL : HERE);
    }

    private boolean isThere(Invitation invitation, String contact) {
        var row = contacts.find(contact).filter(found -> !found.is("inactive") && found.text(Inviter.ACCOUNT).equals(invitation.account()));
        return row.isPresent() && admissions.standing(contact) == Standing.OUT;
    }

    private Change.Create made(Invitation invitation, Coming coming) {
        var wanted = invitation.roles().stream().flatMap(name -> roles.role(name).stream()).toList();
        return contacts.made(invitation.email().orElseThrow(), coming.firstName(), coming.lastName(), invitation.account(),
                Optional.of(invitation.locale().toLanguageTag()), wanted);
    }

    /** Let somebody who comes in already act for one more account; whether that was done. */
    boolean member(Offer offer, Caller who, Coming coming) {
        var invitation = offer.invitation();
        var contact = who.contact().orElseThrow();
        var belongs = contacts.find(contact).flatMap(row -> row.text(Inviter.ACCOUNT));
        var account = invitation.account().filter(key -> !belongs.equals(Optional.of(key)) && memberships(contact, key).isEmpty());
        if (account.isEmpty() || tables.schema().find(Caretaking.MEMBERSHIP).isEmpty()) return false;
        return written(List.of(invitation.once(),
                new Change.Create(Caretaking.MEMBERSHIP, Map.of("contact", contact, "account", account.get(), "roles", Invitation.listed(invitation.roles()))),
                redeemed(invitation, who, coming)), Write.PORTAL);
    }

    private List<Row> memberships(String contact, String account) {
        return tables.query(Deeds.HOUSE, Query.of(Caretaking.MEMBERSHIP)
                .where(Condition.all(Condition.eq("contact", contact), Condition.eq("account", account))).top(1)).rows();
    }

    private Change redeemed(Invitation invitation, Caller who, Coming coming) {
        return deeds.of("redeemed", who, who.name(), Map.of("contact", who.contact(), "account", invitation.account(), "invitation",
                Optional.of(invitation.hash()),
                "roles", Optional.of(Invitation.listed(invitation.roles())), "terms", coming.terms(), "place", Optional.of(coming.place())));
    }

    /** All of it, or nothing: the invitation was redeemed or taken back meanwhile, or the address is somebody's by now. */
    private boolean written(List<Change> changes, String origin) {
        try {
            tables.write(Deeds.HOUSE, Write.of(changes).from(origin));
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.STALE && e.kind() != ProblemKind.CONFLICT && e.kind() != ProblemKind.NOT_FOUND) throw e;
            return false;
        }
    }
}
