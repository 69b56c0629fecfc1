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
import java.util.stream.Stream;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.mail.Mails;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.invitations.Inviting.Result;
import torg.invitations.Inviting.Wish;
import torg.spi.identity.Admissions;

/** People ask to be let in; whoever may invite them decides. Nobody comes in by that alone: who is let in is invited, by whoever decided and with no more than they may give. */
final class Registering {
    private static final Duration TO_CONFIRM = Duration.ofDays(1);
    private static final Duration TO_DECIDE = Duration.ofDays(30);
    private static final int MOST = 100;
    /** That wait at once: beyond it somebody has the house fill up. */
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_SWEPT = 100;
    private final Tables tables;
    private final Admissions admissions;
    private final InstantSource clock;
    private final Contacts contacts;
    private final Deeds deeds;
    private final Letters letters;

    Registering(Tables tables, Admissions admissions, Mails mails, InstantSource clock) {
        this.tables = tables;
        this.admissions = admissions;
        this.clock = clock;
        this.contacts = new Contacts(tables);
        this.deeds = new Deeds(tables, clock);
        this.letters = new Letters(mails);
    }

    /** Whether people may ask: the site's setting {@code self-registration} is {@code on}. */
    static boolean isOpen(Site site) {
        return site.settings().value("self-registration").equals(Optional.of("on"));
    }

    /**
     * Who asks, as they typed it.
     *
     * @param email in lower case
     */
    record Asking(String email, String firstName, String lastName, String company, String number) {}

    /**
     * Have whoever asks written to. Who comes in with this address already is told so in the mail, and nobody else is told anything.
     *
     * @throws TorgException TOO_MANY when too many wait; as {@link Mails#posted}
     */
    void ask(Site site, Locale locale, Asking asking) {
        sweep();
        var now = clock.instant();
        var changes = new ArrayList<Change>();
        if (isFull() && !oldestGivesWay()) throw TorgException.of(ProblemKind.TOO_MANY, "invitations.too-many", "too many people wait to be let in");
        // Looked for whoever it is, so that nobody is told by the time it takes.
        var account = account(asking);
        if (admissions.holder(asking.email()).isPresent()) {
            changes.add(letters.known(site, asking.email(), locale));
        } else {
            var code = Code.next();
            var values = new HashMap<String, Object>(Map.of("code", code.hash(), "email", asking.email(), "firstname", asking.firstName(), "lastname", asking.lastName(),
                    "company", asking.company(), "number", asking.number(), "language", locale.toLanguageTag(), "created", now, "expires", now.plus(TO_CONFIRM)));
            account.ifPresent(key -> values.put("account", key));
            changes.add(new Change.Create(InvitationTables.REGISTRATION, values));
            changes.add(letters.confirm(site, asking.email(), locale, code));
        }
        tables.write(Deeds.HOUSE, Write.of(changes));
    }

    /** The account that the ERP's contact with this address has, if that is one; else the one whose number was typed. It is proposed and no more. */
    private Optional<String> account(Asking asking) {
        var known = contacts.accounts(asking.email());
        var typed = Optional.of(asking.number()).filter(number -> !number.isEmpty()).filter(number -> tables.find(Deeds.HOUSE, Inviter.ACCOUNT, number).isPresent());
        return known.size() == 1 ? Optional.of(known.getFirst()) : typed;
    }

    /** Take away what ran out, as the house and by itself: of two who come upon the same the other may be faster, which neither suffers from. */
    private void sweep() {
        var over = new Condition.Compare("expires", Condition.Operator.LE, new Operand.Literal(clock.instant()));
        var changes = registrations(over, MOST_SWEPT).stream().map(Registration::over).toList();
        if (!changes.isEmpty()) Trace.HOUSE.in(() -> written(changes));
    }

    private boolean isFull() {
        return tables.query(Deeds.HOUSE, Query.of(InvitationTables.REGISTRATION).top(MOST_WAITING)).rows().size() >= MOST_WAITING;
    }

    /** Of those that nobody confirmed the oldest gives way: whoever means it confirms within minutes, and so nobody keeps others out by asking often. */
    private boolean oldestGivesWay() {
        var oldest = registrations(new Condition.Empty("confirmed"), 1);
        return !oldest.isEmpty() && Trace.HOUSE.in(() -> written(List.of(oldest.getFirst().over())));
    }

    /** Whoever has this code has the address: from now on it can be decided, and those who may are told. Whether that was so; once more is so too. */
    boolean confirm(Site site, Code code, Deciders deciders) {
        var now = clock.instant();
        var found = tables.find(Deeds.HOUSE, InvitationTables.REGISTRATION, code.hash(), Registration.COLUMNS).map(Registration::of).filter(asked -> now.isBefore(asked.expires()));
        if (found.isEmpty()) return false;
        return found.get().confirmed().isPresent()
                || written(Stream.concat(Stream.of(found.get().confirm(now, now.plus(TO_DECIDE))), deciders.told(site, found.get().account()).stream()).toList());
    }

    /** Those that wait for somebody like this inviter to decide, the oldest first: of the accounts that they look after. */
    List<Registration> waiting(Inviter inviter) {
        var confirmed = new Condition.Not(new Condition.Empty("confirmed"));
        var open = new Condition.Compare("expires", Condition.Operator.GT, new Operand.Literal(clock.instant()));
        return registrations(Condition.all(inviter.at(tables, "account"), confirmed, open), MOST);
    }

    private List<Registration> registrations(Condition which, int most) {
        var query = Query.of(InvitationTables.REGISTRATION, Registration.COLUMNS).where(which).order(new Query.Order("created", false)).top(most);
        return tables.query(Deeds.HOUSE, query).rows().stream().map(Registration::of).toList();
    }

    private Optional<Registration> waiting(Inviter inviter, String hash) {
        return waiting(inviter).stream().filter(asked -> asked.hash().equals(hash)).findFirst();
    }

    /**
     * Invite who asked, in the language in which they did.
     *
     * @param account empty for the one acted for, as with any invitation
     */
    Result approve(Site site, Inviting inviting, Inviter inviter, String hash, Optional<String> account, SortedSet<String> roles) {
        return waiting(inviter, hash).map(asked -> inviting.invite(site, asked.locale(), inviter,
                new Wish(Optional.of(asked.email()), asked.firstName(), asked.lastName(), account, roles, 1), List.of(asked.over())))
                .orElseGet(() -> new Result.Refused("email", Inviting.MEANWHILE));
    }

    /** Turn somebody down, who is told; whether that was done. */
    boolean decline(Site site, Inviter inviter, String hash) {
        return waiting(inviter, hash).filter(asked -> written(Stream.concat(Stream.of(asked.over(), deed(inviter.caller(), asked)), told(site, asked).stream()).toList())).isPresent();
    }

    /** Whom nobody can write to, or no more at this hour, is turned down all the same. */
    private Optional<Change> told(Site site, Registration asked) {
        try {
            return Optional.of(letters.declined(site, asked.email(), asked.locale()));
        } catch (TorgException e) {
            if (!e.code().startsWith("mail.")) throw e;
            return Optional.empty();
        }
    }

    private Change deed(Caller doer, Registration asked) {
        return deeds.of("declined", doer, asked.email(), Map.of("account", asked.account()));
    }

    private boolean written(List<Change> changes) {
        try {
            tables.write(Deeds.HOUSE, Write.of(changes));
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.STALE && e.kind() != ProblemKind.NOT_FOUND) throw e;
            return false;
        }
    }
}
