package torg.invitations;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import torg.api.identity.Caller;
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
import torg.spi.identity.Admissions.Standing;
import torg.spi.identity.Identity;

/** Takes invitations: whoever comes with one gets in, once, with what the inviter may still give. */
final class Redeeming {
    private static final String MEMBERSHIP = "membership";
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
    Optional<Offer> offer(Code code) {
        return book.open(code).flatMap(invitation -> inviter(invitation).filter(inviter -> inviter.mayGive(invitation.roles()))
                .filter(inviter -> invitation.account().isEmpty() || inviter.mayAddTo(tables, invitation.account().get()))
                .map(inviter -> new Offer(invitation, inviter, invitation.email().flatMap(admissions::holder).isPresent())));
    }

    private Optional<Inviter> inviter(Invitation invitation) {
        var caller = invitation.acting().isPresent() ? identity.callerOf(invitation.inviter(), invitation.acting().get()) : identity.callerOf(invitation.inviter());
        return caller.flatMap(found -> Inviter.of(found, roles));
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
        var given = new TreeSet<>(invitation.roles());
        var changes = new ArrayList<Change>(List.of(invitation.once()));
        var contact = invitation.contact();
        if (contact.isPresent()) {
            var row = contacts.find(contact.get()).filter(found -> !found.is("inactive") && found.text(Inviter.ACCOUNT).equals(invitation.account()));
            if (row.isEmpty() || admissions.standing(contact.get()) != Standing.OUT) return false;
            given.addAll(roles.rolesOf(contact.get(), List.of()));
        } else {
            var wanted = given.stream().flatMap(name -> roles.role(name).stream()).toList();
            var made = contacts.made(email, coming.firstName(), coming.lastName(), invitation.account(), Optional.of(invitation.locale().toLanguageTag()), wanted);
            changes.add(made);
            contact = Optional.ofNullable((String) made.values().get(tables.schema().table(Contacts.CONTACT).key()));
        }
        var key = contact.orElseThrow();
        changes.add(admissions.admitted(key, email, coming.password()));
        changes.add(roles.giving(key, given));
        changes.add(redeemed(invitation, key, (coming.firstName() + " " + coming.lastName()).strip(), coming));
        return written(changes, invitation.account().isPresent() ? Write.PORTAL : HERE);
    }

    /** Let somebody who comes in already act for one more account; whether that was done. */
    boolean member(Offer offer, Caller who, Coming coming) {
        var invitation = offer.invitation();
        var contact = who.contact().orElseThrow();
        var account = invitation.account().filter(key -> memberships(contact, key).isEmpty() && !contacts.find(contact).flatMap(row -> row.text(Inviter.ACCOUNT)).equals(Optional.of(key)));
        if (account.isEmpty() || tables.schema().find(MEMBERSHIP).isEmpty()) return false;
        return written(List.of(invitation.once(),
                new Change.Create(MEMBERSHIP, Map.of("contact", contact, "account", account.get(), "roles", Invitation.listed(invitation.roles()))),
                redeemed(invitation, contact, who.name(), coming)), Write.PORTAL);
    }

    private List<Row> memberships(String contact, String account) {
        return tables.query(Deeds.HOUSE, Query.of(MEMBERSHIP).where(Condition.all(Condition.eq("contact", contact), Condition.eq("account", account))).top(1)).rows();
    }

    private Change redeemed(Invitation invitation, String contact, String name, Coming coming) {
        var more = new HashMap<>(Map.of("contact", Optional.of(contact), "account", invitation.account(), "invitation", Optional.of(invitation.hash()),
                "roles", Optional.of(Invitation.listed(invitation.roles())), "terms", coming.terms()));
        more.put("place", Optional.of(coming.place()));
        return deeds.of("redeemed", Caller.contact(contact, name.isBlank() ? invitation.email().orElse("") : name, List.of(), List.of()), name.isBlank() ? invitation.email().orElse("") : name, more);
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
