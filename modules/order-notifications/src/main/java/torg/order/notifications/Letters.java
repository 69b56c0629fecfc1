package torg.order.notifications;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.web.Words;

/** Writes the mails in which people are told. */
final class Letters {
    private static final Logger LOG = LoggerFactory.getLogger(Letters.class);
    /** Told one by one in a mail of many; of the rest the mail says how many there are. */
    private static final int MOST_LINES = 30;
    private static final String ONE = "notification";
    private static final String MANY = "notification-digest";
    private final Mails mails;
    private final Unsubscribing unsubscribing;
    private final Words words = Words.beside(Letters.class, "nb");

    Letters(Mails mails, Tables tables) {
        this.mails = mails;
        this.unsubscribing = new Unsubscribing(tables);
    }

    /** What became of asking for a mail. */
    enum Outcome {
        /** It goes with the write that its change is part of. */
        LAID,
        /** Not now: too many went to this address, or nobody has said by which address people reach the portal. */
        LATER,
        /** Never: the person has no e-mail address that can be written to. */
        NEVER
    }

    /**
     * A mail to be written.
     *
     * @param change for the write of what it tells; there when it is laid
     */
    record Letter(Outcome outcome, Optional<Change> change) {}

    /** @param contact its row, with {@code email} and {@code language} where its table has them */
    Letter one(Site site, Row contact, Telling telling) {
        var locale = locale(site, contact);
        return letter(contact, address -> new Mail(ONE, address, locale, telling.title(), List.of(telling.text()),
                Optional.of(new Mail.Link(word(site, locale, "notifications-see"), telling.path())), List.of(why(site, locale)), unsubscribe(site, locale, contact)));
    }

    /** @param tellings what is told, at least one */
    Letter many(Site site, Row contact, List<Telling> tellings) {
        var locale = locale(site, contact);
        var paragraphs = new ArrayList<>(tellings.stream().limit(MOST_LINES).map(one -> one.title() + ". " + one.text()).toList());
        if (tellings.size() > MOST_LINES) paragraphs.add(word(site, locale, "notifications-more", tellings.size() - MOST_LINES));
        return letter(contact, address -> new Mail(MANY, address, locale, word(site, locale, "notifications-digest", tellings.size()), paragraphs,
                Optional.empty(), List.of(why(site, locale)), unsubscribe(site, locale, contact)));
    }

    /** The contact's, if the site has it. */
    static Locale locale(Site site, Row contact) {
        return contact.text("language").flatMap(site.settings()::offered).orElse(site.settings().defaultLocale());
    }

    private Letter letter(Row contact, Function<String, Mail> mail) {
        var address = contact.text("email").filter(text -> !text.isBlank());
        if (address.isEmpty()) return new Letter(Outcome.NEVER, Optional.empty());
        try {
            return new Letter(Outcome.LAID, Optional.of(mails.posted(mail.apply(address.get()))));
        } catch (TorgException e) {
            LOG.info("notification-mail contact={} because={}", contact.key(), e.getMessage());
            return new Letter(e.kind() == ProblemKind.INVALID ? Outcome.NEVER : Outcome.LATER, Optional.empty());
        }
    }

    private Optional<Mail.Link> unsubscribe(Site site, Locale locale, Row contact) {
        return Optional.of(new Mail.Link(word(site, locale, "unsubscribe-link"), "/api/" + Unsubscribing.PATH + "?" + unsubscribing.query(contact.key())));
    }

    private String why(Site site, Locale locale) {
        return word(site, locale, "notifications-why", site.settings().name().in(locale));
    }

    private String word(Site site, Locale locale, String key, Object... arguments) {
        return words.text(site, locale, key, arguments);
    }
}
