package torg.identity.local.reset;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.SiteMarkers;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.text.Characters;
import torg.identity.local.LocalIdentity;
import torg.identity.local.component.Words;
import torg.identity.local.contact.Email;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.contact.MailedCodes;
import torg.identity.local.contact.People.Credential;
import torg.identity.local.password.Credentials;
import torg.identity.local.password.Passwords;
import torg.identity.local.session.Tokens;

/**
 * Writes to whoever has forgotten the password, and takes the new one. Whoever asks is answered before anybody has looked whether the address is
 * known: so neither the answer nor
 * its time tells.
 */
final class PasswordResets implements AutoCloseable {
    static final Duration GOOD_FOR = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(PasswordResets.class);
    private static final Caller HOUSE = Caller.service("identity-local");
    private static final int LONGEST_EMAIL = 254;
    private static final int MOST_AT_A_TIME = 3;
    private static final int MOST_WAITING = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private final LocalIdentity identity;
    private final Tables tables;
    private final Mails mails;
    private final InstantSource clock;
    private final MailedCodes codes;
    private final Credentials credentials;
    private final Passwords passwords = new Passwords();
    private final Tokens tokens = new Tokens();
    private final Words words = new Words();
    private final ExecutorService later = new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), Thread.ofVirtual()
            .name("password-resets").factory());

    PasswordResets(LocalIdentity identity, Tables tables, Mails mails, InstantSource clock) {
        this.identity = identity;
        this.tables = tables;
        this.mails = mails;
        this.clock = clock;
        this.codes = new MailedCodes(tables, clock, IdentityTables.RESET, "expires");
        this.credentials = new Credentials(tables);
    }

    /** Have somebody written to, soon, if they come in with this address. */
    void ask(Site site, Locale locale, String typed) {
        var email = Email.compared(typed);
        if (email.isEmpty() || email.length() > LONGEST_EMAIL || Characters.unfit(email, false)) return;
        try {
            later.execute(() -> carefully(site, locale, email));
        } catch (RejectedExecutionException _) {
            LOG.warn("password-reset not asked for: too many wait");
        }
    }

    private void carefully(Site site, Locale locale, String email) {
        try {
            written(site, locale, email);
        } catch (TorgException e) {
            LOG.warn("password-reset not sent because={}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("password-reset not sent", e);
        }
    }

    private void written(Site site, Locale locale, String email) {
        var contact = forgotten(email).map(Credential::contact);
        if (contact.isEmpty() || open(contact.get()) >= MOST_AT_A_TIME) return;
        var code = tokens.next();
        var spoken = codes.spoken(site, locale, contact.get());
        var changes = new ArrayList<Change>(codes.swept());
        changes.add(new Change.Create(IdentityTables.RESET, Map.of("code", Tokens.hash(code), "contact", contact.get(), "email", email, "expires", clock.instant()
                .plus(GOOD_FOR))));
        changes.add(mails.posted(new Mail("password-reset", email, spoken, said(site, spoken, "mail-reset-subject"),
                List.of(said(site, spoken, "mail-reset-asked")),
                Optional.of(new Mail.Link(said(site, spoken, "mail-reset-link"), SiteMarkers.path(site, spoken, "password") + "#" + code)),
                List.of(words.text(site, spoken, "mail-reset-code", code), said(site, spoken, "mail-reset-until")))));
        tables.write(HOUSE, Write.of(changes));
    }

    private String said(Site site, Locale locale, String key) {
        return words.text(site, locale, key, site.settings().name().in(locale));
    }

    /**
     * What another password may be chosen for by a mail to this address. Everybody of the demo shares a password, which stays; whoever is locked out is let
     * in by somebody else; and an address that is the contact's no longer may be anybody's.
     */
    private Optional<Credential> forgotten(String email) {
        return credentials.holder(email).flatMap(identity::callerOf).flatMap(identity.passwordDesk()::credentialOf).filter(found -> !found.demo())
                .filter(found -> tables.find(HOUSE, "contact", found.contact()).flatMap(row -> row.text("email")).map(Email::compared)
                        .equals(Optional.of(found.email())));
    }

    private long open(String contact) {
        return codes.of(contact, "expires").stream().filter(row -> codes.isBefore(row, "expires")).count();
    }

    /** A link that is good, and what it changes. */
    record Link(String key, Credential credential) {}

    /** The link of this code; empty when there is none, or none any more: also when the person is locked out, or has another address by now. */
    Optional<Link> find(String code) {
        if (code.length() != Tokens.LENGTH) return Optional.empty();
        return tables.find(HOUSE, IdentityTables.RESET, Tokens.hash(code)).filter(row -> codes.isBefore(row, "expires"))
                .flatMap(row -> forgotten(row.text("email").orElseThrow()).filter(credential -> row.text("contact").equals(Optional.of(credential.contact())))
                        .map(credential -> new Link(row.key(), credential)));
    }

    /** Set the new password, end the person's sessions and tokens, and tell them; whether that was done: the link may have been used meanwhile. */
    boolean reset(Site site, Locale locale, Link link, String password) {
        var credential = link.credential();
        var told = told(site, codes.spoken(site, locale, credential.contact()), credential.email());
        return credentials.reset(credential, link.key(), passwords.hash(password), told.stream().toList());
    }

    /** Whoever cannot be written to now has the new password all the same. */
    private Optional<Change> told(Site site, Locale locale, String email) {
        try {
            return Optional.of(mails.posted(new Mail("password-changed", email, locale, said(site, locale, "mail-changed-subject"),
                    List.of(said(site, locale, "mail-changed")), Optional.empty(),
                    List.of(said(site, locale, "mail-changed-stranger")))));
        } catch (TorgException e) {
            LOG.warn("password-changed not told because={}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Let what is being written end. Nobody is interrupted, because an interrupt can close the store's files. */
    @Override
    public void close() {
        later.shutdown();
        try {
            if (!later.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) LOG.warn("password-resets still at work at the end");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
