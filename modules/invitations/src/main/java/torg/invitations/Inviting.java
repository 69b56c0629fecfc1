package torg.invitations;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import torg.api.access.WebRole;
import torg.api.audit.Trace;
import torg.api.mail.Mails;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.text.Characters;
import torg.spi.access.WebRoles;
import torg.spi.identity.Admissions;
import torg.spi.identity.Admissions.Standing;

/** Invites people, as far as whoever invites may give what they get, and takes invitations back. */
final class Inviting {
    private static final Duration GOOD_FOR = Duration.ofDays(14);
    /** After the last day on which they were good. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(90);
    private static final int MOST_SWEPT = 100;
    static final int MOST_OF_A_GROUP = 200;
    private static final int MOST_AN_HOUR = 30;
    static final int LONGEST_NAME = 60;
    private static final int LONGEST_EMAIL = 254;
    /** People of a group who come at the same moment; whoever is not among them comes again. */
    private static final int MOST_AT_ONCE = 5;
    static final String MEANWHILE = "meanwhile";
    private final Tables tables;
    private final Admissions admissions;
    private final WebRoles known;
    private final InstantSource clock;
    private final Book book;
    private final Contacts contacts;
    private final Deeds deeds;
    private final Letters letters;

    Inviting(Tables tables, Admissions admissions, WebRoles known, Mails mails, InstantSource clock) {
        this.known = known;
        this.tables = tables;
        this.admissions = admissions;
        this.clock = clock;
        this.book = new Book(tables, clock);
        this.contacts = new Contacts(tables);
        this.deeds = new Deeds(tables, clock);
        this.letters = new Letters(mails);
    }

    /**
     * Whom somebody wants to invite.
     *
     * @param email empty for a group
     * @param account where the inviter acts for none, else the one acted for unless it names one below
     * @param most how many may redeem it; 1 for one person
     */
    record Wish(Optional<String> email, String firstName, String lastName, Optional<String> account, SortedSet<String> roles, int most) {}

    /** What became of a wish. */
    sealed interface Result {
        /** A mail with the code is on its way. */
        record Mailed(String email) implements Result {}

        /** Whoever has this code may redeem it. */
        record Coded(Code code) implements Result {}

        /** Nothing was done: what is wrong, with values for the words. */
        record Refused(String field, String why, List<String> values) implements Result {
            Refused(String field, String why) {
                this(field, why, List.of());
            }
        }
    }

    /** Invite, or say why not. Invitations of the same person to the same account that were open are so no longer. */
    Result invite(Site site, Locale locale, Inviter inviter, Wish wish) {
        return invite(site, locale, inviter, wish, List.of());
    }

    /**
     * The same.
     *
     * @param with written together with the invitation of a person; when it cannot be, nothing is
     */
    Result invite(Site site, Locale locale, Inviter inviter, Wish wish, List<Change> with) {
        return invite(site, locale, inviter, wish, Optional.empty(), with);
    }

    private Result invite(Site site, Locale locale, Inviter inviter, Wish wish, Optional<Invitation> joined, List<Change> with) {
        var account = wish.account().or(inviter::acting);
        var roles = wish.roles().stream().flatMap(name -> Optional.ofNullable(inviter.roles().get(name)).stream()).toList();
        if (wish.roles().isEmpty() || !inviter.mayGive(wish.roles())) return new Result.Refused("roles", "wrong-roles");
        if (!inviter.mayAddTo(tables, account)) return new Result.Refused("account", "wrong-account");
        if (wish.most() < 1 || wish.most() > MOST_OF_A_GROUP) return new Result.Refused("most", "wrong-most", List.of(String.valueOf(MOST_OF_A_GROUP)));
        if (isNoName(wish.firstName()) || isNoName(wish.lastName())) return new Result.Refused("name", "wrong-name", List.of(String.valueOf(LONGEST_NAME)));
        if (joined.isEmpty() && book.madeBy(inviter.contact(), Duration.ofHours(1), MOST_AN_HOUR) >= MOST_AN_HOUR) {
            return new Result.Refused("email", "too-many");
        }
        sweep();
        return wish.email().isPresent() ? person(site, locale, inviter, wish, account, roles, joined, with) : group(locale, inviter, wish, account, roles);
    }

    /** As the house and by itself: of two who come upon the same the other may be faster, which neither suffers from. */
    private void sweep() {
        var forgotten = book.forgotten(FORGOTTEN_AFTER, MOST_SWEPT);
        if (forgotten.isEmpty()) return;
        try {
            Trace.HOUSE.in(() -> tables.write(Deeds.HOUSE, Write.of(forgotten.stream().map(key -> new Change.Delete(InvitationTables.INVITATION, key)).toList())));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }

    /** How long it is counts first: to match a text of a whole form would keep a core busy for hours. */
    static boolean isNoEmail(String email) {
        return email.length() > LONGEST_EMAIL || !email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    }

    static boolean isNoName(String name) {
        return name.length() > LONGEST_NAME || Characters.unfit(name, false) || name.matches(".*[<>/@].*");
    }

    private Result person(Site site, Locale locale, Inviter inviter, Wish wish, Optional<String> account, List<WebRole> roles,
            Optional<Invitation> joined, List<Change> with) {
        var email = Contacts.compared(wish.email().orElseThrow());
        var there = contacts.of(email, account);
        var holder = admissions.holder(email);
        if (there.stream().anyMatch(row -> admissions.standing(row.key()) != Standing.OUT) || holder.filter(contact -> isOf(contact, account))
                .isPresent()) return new Result.Refused("email", "is-in");
        if (holder.isPresent() && (account.isEmpty() || tables.schema().find(Inviter.MEMBERSHIP).isEmpty())) return new Result.Refused("email", "is-in");
        var contact = there.stream().findFirst().map(Row::key);
        if (contact.filter(key -> !inviter.mayChange(tables, known, key)).isPresent()) return new Result.Refused("email", "has-more");
        var lacking = contacts.lacking(contact.flatMap(contacts::find), account, roles, locale);
        if (!lacking.isEmpty()) return new Result.Refused("email", "lacks", List.of(String.join(", ", lacking)));
        var spoken = spoken(site, locale, contact, account);
        var code = Code.next();
        var expires = clock.instant().plus(GOOD_FOR);
        try {
            var changes = new ArrayList<>(with);
            joined.ifPresent(group -> changes.add(group.once()));
            book.open(email, account).stream().filter(older -> replaces(inviter, joined, older)).forEach(older -> changes.add(older.revoke()));
            changes.add(row(code, inviter, Optional.of(email), wish, contact, account, spoken, joined));
            var to = accountName(site, spoken, account);
            changes.add(letters.invitation(site, email, spoken, isNoName(inviter.caller().name()) ? to : inviter.caller().name(), to, code, expires));
            changes.add(deeds.of("invited", inviter.caller(), email, Map.of("account", account, "contact", contact, "invitation", Optional.of(code.hash()),
                    "roles", Optional.of(Invitation.listed(wish.roles())))));
            tables.write(Deeds.HOUSE, Write.of(changes));
            return new Result.Mailed(email);
        } catch (TorgException e) {
            return refused(e);
        }
    }

    /** Nobody ends what they could not have given; and whoever comes with the code of a group ends what they had from it, and no invitation in person. */
    private static boolean replaces(Inviter inviter, Optional<Invitation> joined, Invitation older) {
        return inviter.mayGive(older.roles()) && joined.map(group -> older.joined().equals(Optional.of(group.hash()))).orElse(true);
    }

    private static Result refused(TorgException e) {
        if (e.code().equals("mail.no-address")) return new Result.Refused("email", "wrong-email");
        if (e.code().equals("mail.too-many")) return new Result.Refused("email", "too-many");
        if (e.code().equals("mail.no-public-url")) return new Result.Refused("email", "no-mail");
        if (e.kind() == ProblemKind.STALE || e.kind() == ProblemKind.NOT_FOUND) return new Result.Refused("email", MEANWHILE);
        throw e;
    }

    private boolean isOf(String contact, Optional<String> account) {
        return contacts.find(contact).filter(row -> row.text(Inviter.ACCOUNT).equals(account)).isPresent();
    }

    private Result group(Locale locale, Inviter inviter, Wish wish, Optional<String> account, List<WebRole> roles) {
        var lacking = contacts.lacking(Optional.empty(), account, roles, locale);
        if (!lacking.isEmpty()) return new Result.Refused("roles", "lacks", List.of(String.join(", ", lacking)));
        var code = Code.next();
        tables.write(Deeds.HOUSE, Write.of(row(code, inviter, Optional.empty(), wish, Optional.empty(), account, locale, Optional.empty()),
                deeds.of("invited", inviter.caller(), "", Map.of("account", account, "invitation", Optional.of(code.hash()), "roles",
                        Optional.of(Invitation.listed(wish.roles()))))));
        return new Result.Coded(code);
    }

    /**
     * Invite somebody who came with the code of a group to the address that they named, and count that. It is the same answer whether or not the
     * address can be invited: it is not
     * the inviter who asks.
     */
    void joined(Site site, Locale locale, Code code, Inviter inviter, String email, String firstName, String lastName) {
        for (var attempt = 0; attempt < MOST_AT_ONCE; attempt++) {
            var group = book.open(code);
            if (group.isEmpty()) return;
            var wish = new Wish(Optional.of(email), firstName, lastName, group.get().account(), group.get().roles(), 1);
            var result = invite(site, locale, inviter, wish, group, List.of());
            if (!(result instanceof Result.Refused refused) || !refused.why().equals(MEANWHILE)) return;
        }
    }

    /** Take an invitation back; whether it was one of theirs that was open. */
    boolean revoke(Inviter inviter, String hash) {
        var found = book.open(inviter).stream().filter(invitation -> invitation.hash().equals(hash)).findFirst();
        if (found.isEmpty() || !inviter.mayGive(found.get().roles())) return false;
        var invitation = found.get();
        try {
            tables.write(Deeds.HOUSE, Write.of(invitation.revoke(),
                    deeds.of("revoked", inviter.caller(), invitation.email().orElse(""),
                            Map.of("account", invitation.account(), "invitation", Optional.of(hash)))));
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.STALE) throw e;
            return false;
        }
    }

    /** Invite the same person once more: the mail has another code, and the former is good no longer. */
    Result again(Site site, Locale locale, Inviter inviter, String hash) {
        var found = book.open(inviter).stream().filter(invitation -> invitation.hash().equals(hash) && !invitation.isGroup()).findFirst();
        if (found.isEmpty()) return new Result.Refused("email", MEANWHILE);
        var invitation = found.get();
        return invite(site, locale, inviter, new Wish(invitation.email(), invitation.firstName(), invitation.lastName(), invitation.account(),
                invitation.roles(), 1));
    }

    private Change row(Code code, Inviter inviter, Optional<String> email, Wish wish, Optional<String> contact, Optional<String> account, Locale locale,
            Optional<Invitation> joined) {
        var now = clock.instant();
        var values = new HashMap<String, Object>(Map.of("code", code.hash(), "firstname", wish.firstName(), "lastname", wish.lastName(), "roles",
                Invitation.listed(new TreeSet<>(wish.roles())),
                "language", locale.toLanguageTag(), "inviter", inviter.contact(), "invitername", inviter.caller().name(), "most", (long) wish.most(),
                        "redeemed", 0L, "created", now));
        values.put("expires", now.plus(GOOD_FOR));
        email.ifPresent(address -> values.put("email", address));
        contact.ifPresent(key -> values.put("contact", key));
        account.ifPresent(key -> values.put("account", key));
        joined.ifPresent(group -> values.put("joined", group.hash()));
        inviter.acting().ifPresent(key -> values.put("acting", key));
        return new Change.Create(InvitationTables.INVITATION, values);
    }

    private String accountName(Site site, Locale locale, Optional<String> account) {
        return account.map(key -> contacts.name(Inviter.ACCOUNT, key)).orElseGet(() -> site.settings().name().in(locale));
    }

    /** The language of whoever is invited, as far as somebody knows it and the site has it; else that of whoever invites. */
    private Locale spoken(Site site, Locale locale, Optional<String> contact, Optional<String> account) {
        var tag = contact.flatMap(contacts::find).flatMap(row -> row.text("language"))
                .or(() -> account.flatMap(key -> tables.find(Deeds.HOUSE, Inviter.ACCOUNT, key)).flatMap(row -> row.text("language")));
        try {
            return tag.map(found -> Locale.lookup(Locale.LanguageRange.parse(found), site.settings().locales())).orElse(locale);
        } catch (IllegalArgumentException _) {
            return locale;
        }
    }
}
