package torg.invitations;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.access.WebRole;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.table.Change;
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
     * @param place the network address
     */
    record Coming(String firstName, String lastName, String password, String place) {}

    /** Make a contact of whoever comes, unless there is one, and let it in; whether that was done: somebody else may have been faster. */
    boolean newcomer(Offer offer, Coming coming) {
        var invitation = offer.invitation();
        var email = invitation.email().orElseThrow();
        var changes = new ArrayList<Change>(List.of(invitation.once()));
        var there = there(invitation, email);
        if (there.isEmpty() && invitation.contact().isPresent()) return false;
        var key = there.orElseGet(() -> {
            var made = made(invitation, coming);
            changes.add(made);
            return (String) made.values().get(tables.schema().table(Contacts.CONTACT).key());
        });
        changes.addAll(roles.giving(key, invitation.roles()));
        if (there.isPresent() && !mayTake(offer, key)) return false;
        changes.add(admissions.admitted(key, email, coming.password()));
        changes.add(redeemed(invitation, Caller.contact(key, coming.firstName() + " " + coming.lastName(), List.of(), List.of()), coming));
        return written(changes, invitation.account().isPresent() ? Write.PORTAL : HERE);
    }

    /** The contact that the ERP had when it was invited, if it still has that address there; or whom it has by now. */
    private Optional<String> there(Invitation invitation, String email) {
        return contacts.of(email, invitation.account()).stream().map(Row::key)
                .filter(key -> invitation.contact().isEmpty() || invitation.contact().get().equals(key)).findFirst();
    }

    private boolean mayTake(Offer offer, String contact) {
        return admissions.standing(contact) == Standing.OUT && offer.inviter().mayChange(tables, roles, contact) && contacts.lacking(contacts.find(contact),
                offer.invitation().account(), given(offer.invitation()), offer.invitation().locale()).isEmpty();
    }

    private List<WebRole> given(Invitation invitation) {
        return invitation.roles().stream().flatMap(name -> roles.role(name).stream()).toList();
    }

    private Change.Create made(Invitation invitation, Coming coming) {
        return contacts.made(invitation.email().orElseThrow(), coming.firstName(), coming.lastName(), invitation.account(),
                Optional.of(invitation.locale().toLanguageTag()), given(invitation));
    }

    /** Let somebody who comes in already act for one more account; whether that was done. Who may do so by now is as they are. */
    boolean member(Offer offer, Caller who, Coming coming) {
        var invitation = offer.invitation();
        var contact = who.contact().orElseThrow();
        if (invitation.account().isEmpty() || tables.schema().find(Inviter.MEMBERSHIP).isEmpty()) return false;
        var account = invitation.account().get();
        var changes = new ArrayList<Change>(List.of(invitation.once(), redeemed(invitation, who, coming)));
        if (!actsFor(contact, account)) changes.add(new Change.Create(Inviter.MEMBERSHIP, Map.of("contact", contact, "account", account, "roles",
                Invitation.listed(invitation.roles()))));
        return written(changes, Write.PORTAL);
    }

    private boolean actsFor(String contact, String account) {
        return Stream.concat(contacts.find(contact).stream(), Inviter.memberships(tables, contact).stream())
                .anyMatch(row -> row.text(Inviter.ACCOUNT).equals(Optional.of(account)));
    }

    private Change redeemed(Invitation invitation, Caller who, Coming coming) {
        return deeds.of("redeemed", who, who.name(), Map.of("contact", who.contact(), "account", invitation.account(), "invitation",
                Optional.of(invitation.hash()),
                "roles", Optional.of(Invitation.listed(invitation.roles())), "place", Optional.of(coming.place())));
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
