package torg.identity.local.address;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.SiteMarkers;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.web.Request;
import torg.identity.local.LocalIdentity;
import torg.identity.local.component.Words;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.contact.MailedCodes;
import torg.identity.local.contact.People.Credential;
import torg.identity.local.password.Credentials;
import torg.identity.local.password.Passwords;
import torg.identity.local.session.Tokens;

/**
 * Takes another address with which somebody signs in. Nobody looks whether it is somebody else's before its mailbox has shown that it belongs to whoever asks: so neither the answer, nor its time, nor
 * what is sent tells. The former address is told at once, with a way back that is good for longer: whoever sat at an open browser does not take the account away.
 */
final class AddressChanges {
    /** So long the new address can be confirmed. */
    static final Duration GOOD_FOR = Duration.ofHours(24);
    /** So long the former one can take it back, confirmed or not. */
    static final Duration STOPPED_FOR = Duration.ofDays(7);
    private static final Logger LOG = LoggerFactory.getLogger(AddressChanges.class);
    private static final Caller HOUSE = Caller.service("identity-local");
    private static final int MOST_AT_A_TIME = 3;
    /** So many that the former address could take back: what takes one back ends all of them. */
    private static final int MOST_KEPT = 20;
    private final LocalIdentity identity;
    private final Tables tables;
    private final Mails mails;
    private final InstantSource clock;
    private final MailedCodes codes;
    private final Credentials credentials;
    private final Passwords passwords = new Passwords();
    private final Tokens tokens = new Tokens();
    private final Words words = new Words();

    AddressChanges(LocalIdentity identity, Tables tables, Mails mails, InstantSource clock) {
        this.identity = identity;
        this.tables = tables;
        this.mails = mails;
        this.clock = clock;
        this.codes = new MailedCodes(tables, clock, IdentityTables.ADDRESS, "until");
        this.credentials = new Credentials(tables);
    }

    /**
     * Write to both addresses.
     *
     * @param csrf of the session, which has to be there still
     * @param email as it is compared
     * @return false, and nothing is sent, when too many wait or were asked for of late, or the session is over
     * @throws TorgException as {@link Mails#posted}
     */
    boolean ask(Request request, Credential credential, String csrf, String email) {
        var stays = identity.stays(request.caller(), csrf);
        if (stays.isEmpty() || isEnough(credential.contact())) return false;
        var confirm = tokens.next();
        var stop = tokens.next();
        var now = clock.instant();
        var site = request.site();
        var changes = new ArrayList<Change>(codes.swept());
        changes.add(stays.get());
        changes.add(new Change.Create(IdentityTables.ADDRESS, Map.of("code", Tokens.hash(confirm), "stop", Tokens.hash(stop), "contact", credential.contact(),
                "email", email, "former", credential.email(),
                "version", credential.version(), "confirmed", false, "expires", now.plus(GOOD_FOR), "until", now.plus(STOPPED_FOR))));
        changes.add(mails.posted(mail(site, request.locale(), "email-confirm", email, email, confirm)));
        changes.add(mails.posted(mail(site, codes.spoken(site, request.locale(), credential.contact()), "email-stop", credential.email(), email, stop)));
        try {
            tables.write(HOUSE, Write.of(changes));
            return true;
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
            return false;
        }
    }

    private Mail mail(Site site, Locale locale, String kind, String to, String email, String code) {
        var name = site.settings().name().in(locale);
        return new Mail(kind, to, locale, words.text(site, locale, "mail-" + kind + "-subject", name), List.of(words.text(site, locale, "mail-" + kind, name, email)),
                Optional.of(new Mail.Link(words.text(site, locale, "mail-" + kind + "-link"), SiteMarkers.path(site, locale, "email") + "#" + code)),
                List.of(words.text(site, locale, "mail-reset-code", code), words.text(site, locale, "mail-" + kind + "-else", name)));
    }

    private boolean isEnough(String contact) {
        var kept = codes.of(contact, "expires", "until", "confirmed").stream().filter(row -> codes.isBefore(row, "until")).toList();
        return kept.size() >= MOST_KEPT || kept.stream().filter(row -> !row.is("confirmed") && codes.isBefore(row, "expires")).count() >= MOST_AT_A_TIME;
    }

    /**
     * What a code does.
     *
     * @param key of the row
     * @param back whether it takes the change back
     * @param credential what the contact signs in with now
     * @param email with which it signs in when it is done
     */
    record Link(String key, boolean back, Credential credential, String email) {}

    /** The link of this code; empty when there is none, or none any more. One that confirms ends with whatever else changes the credential, such as another password. */
    Optional<Link> find(String code) {
        return code.length() == Tokens.LENGTH ? confirming(Tokens.hash(code)).or(() -> stopping(Tokens.hash(code))) : Optional.empty();
    }

    private Optional<Link> confirming(String hash) {
        return tables.find(HOUSE, IdentityTables.ADDRESS, hash).filter(row -> !row.is("confirmed") && codes.isBefore(row, "expires"))
                .flatMap(row -> credential(row).filter(found -> row.value("version").equals(Optional.of(found.version())) && identity.callerOf(found.contact()).isPresent())
                        .map(found -> new Link(row.key(), false, found, row.text("email").orElseThrow())));
    }

    /** Also for whoever is locked out: nobody comes in by it. */
    private Optional<Link> stopping(String hash) {
        var query = Query.of(IdentityTables.ADDRESS, "contact", "former", "until").where(Condition.eq("stop", hash)).top(1);
        return tables.query(HOUSE, query).rows().stream().findFirst().filter(row -> codes.isBefore(row, "until"))
                .flatMap(row -> credential(row).map(found -> new Link(row.key(), true, found, row.text("former").orElseThrow())));
    }

    private Optional<Credential> credential(Row row) {
        return identity.credential(row.text("contact").orElseThrow()).filter(found -> !found.demo());
    }

    /**
     * Let the contact sign in with the address of a link, here and in its row; its sessions, tokens and links end. Taken back, its password ends as well, for whoever asked has shown it or could have
     * changed it: another is chosen by a mail to the former address.
     *
     * @return false, and nothing is changed, when the address is somebody else's by now, or the link was used
     */
    boolean follow(Link link) {
        var credential = link.credential();
        var changes = new ArrayList<Change>();
        if (tables.schema().table("contact").column("email").isPresent()) changes.add(new Change.Update("contact", credential.contact(), Map.of("email", link.email())));
        if (link.back()) codes.of(credential.contact()).forEach(row -> changes.add(new Change.Delete(IdentityTables.ADDRESS, row.key())));
        else changes.add(new Change.Update(IdentityTables.ADDRESS, link.key(), Map.of("confirmed", true)));
        try {
            return credentials.readdress(credential, link.email(), link.back() ? Optional.of(passwords.hash(tokens.next())) : Optional.empty(), changes);
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.CONFLICT) throw e;
            LOG.info("address not changed because={}", e.getMessage());
            return false;
        }
    }
}
