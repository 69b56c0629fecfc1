package torg.invitations;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.site.Site;
import torg.api.site.SiteMarkers;
import torg.api.table.Change;
import torg.api.web.Words;

/** What is written to whoever is invited. Nothing of it but names is somebody else's words, so that nobody writes to strangers through the portal. */
final class Letters {
    private final Mails mails;
    private final Words words = Words.beside(Letters.class, "nb");

    Letters(Mails mails) {
        this.mails = mails;
    }

    /**
     * The mail of an invitation, see {@link Mails#posted}.
     *
     * @param inviter their name; in place of one that is more than a name, as people make who may change theirs, that of the account
     * @param account its name, or the seller's
     */
    Change invitation(Site site, String email, Locale locale, String inviter, String account, Code code, Instant expires) {
        var portal = site.settings().name().in(locale);
        var day = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).withZone(site.settings().timeZone()).format(expires);
        return mails.posted(new Mail("invitation", email, locale, words.text(site, locale, "mail-subject", inviter, portal),
                List.of(words.text(site, locale, "mail-invited", inviter, account, portal), words.text(site, locale, "mail-choose")),
                Optional.of(new Mail.Link(words.text(site, locale, "mail-link"), page(site, locale) + "#" + code.text())),
                List.of(words.text(site, locale, "mail-code", code.text()), words.text(site, locale, "mail-until", day),
                        words.text(site, locale, "mail-stranger", inviter))));
    }

    /** To whoever asked to be let in: with the code they show that the address is theirs. */
    Change confirm(Site site, String email, Locale locale, Code code) {
        return mails.posted(new Mail("registration", email, locale, said(site, locale, "mail-confirm-subject"),
                List.of(said(site, locale, "mail-confirm"), words.text(site, locale, "mail-confirm-then")),
                Optional.of(new Mail.Link(words.text(site, locale, "mail-confirm-link"), registration(site, locale) + "#" + code.text())),
                List.of(words.text(site, locale, "mail-confirm-code", code.text()), words.text(site, locale, "mail-confirm-stranger"))));
    }

    /** To whoever comes in with the address already. */
    Change known(Site site, String email, Locale locale) {
        return mails.posted(new Mail("registration", email, locale, said(site, locale, "mail-confirm-subject"),
                List.of(said(site, locale, "mail-known"), words.text(site, locale, "mail-known-then")),
                Optional.of(new Mail.Link(words.text(site, locale, "mail-known-link"), SiteMarkers.path(site, locale, "sign-in"))), List.of(words.text(site, locale, "mail-confirm-stranger"))));
    }

    /** To whoever was turned down. */
    Change declined(Site site, String email, Locale locale) {
        return mails.posted(new Mail("registration", email, locale, said(site, locale, "mail-declined-subject"),
                List.of(said(site, locale, "mail-declined"), words.text(site, locale, "mail-declined-then")),
                Optional.empty(), List.of()));
    }

    /**
     * To whoever may decide that somebody waits. Nothing of it is what a stranger typed.
     *
     * @param ofTheSeller whether they decide for all, and not for their own account
     */
    Change waits(Site site, String email, Locale locale, boolean ofTheSeller) {
        return mails.posted(new Mail("registration-waits", email, locale, said(site, locale, "mail-waits-subject"), List.of(said(site, locale, "mail-waits")),
                Optional.of(new Mail.Link(words.text(site, locale, "mail-waits-link"), decided(site, locale, ofTheSeller ? "people" : "colleagues"))),
                        List.of(words.text(site, locale, "mail-waits-until"))));
    }

    /** Home, where it is not said which page it is. */
    private static String decided(Site site, Locale locale, String marker) {
        var prefix = site.settings().prefix(locale);
        var path = site.part(SiteMarkers.class).map(markers -> markers.paths().get(marker));
        return path.map(page -> prefix + page).orElseGet(() -> prefix.isEmpty() ? "/" : prefix);
    }

    /** With the name of the portal. */
    private String said(Site site, Locale locale, String key) {
        return words.text(site, locale, key, site.settings().name().in(locale));
    }

    /** The page with the component {@code invitation}, in this language. */
    static String page(Site site, Locale locale) {
        return SiteMarkers.path(site, locale, "invitation");
    }

    /** The page with the component {@code registration}, in this language. */
    static String registration(Site site, Locale locale) {
        return SiteMarkers.path(site, locale, "register");
    }
}
