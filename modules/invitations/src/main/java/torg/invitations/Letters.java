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

/** What is written to whoever is invited. Nothing of it but names is somebody else's words, so that nobody writes to strangers through the portal. */
final class Letters {
    private final Mails mails;
    private final Words words = new Words();

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

    /** The page with the component {@code invitation}, in this language. */
    static String page(Site site, Locale locale) {
        return site.settings().prefix(locale) + site.part(SiteMarkers.class).map(markers -> markers.paths().get("invitation")).orElse("/invitation");
    }
}
