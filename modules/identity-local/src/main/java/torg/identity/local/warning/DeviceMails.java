package torg.identity.local.warning;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.audit.Trace;
import torg.api.mail.Mail;
import torg.api.mail.Mails;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.SiteMarkers;
import torg.api.site.Sites;
import torg.api.table.Change;
import torg.identity.local.component.Words;
import torg.identity.local.device.DeviceWarning;

/** Writes to somebody that they signed in from a browser they never used, or have another way in: whoever did not knows at once. */
@Component(service = DeviceWarning.class)
public final class DeviceMails implements DeviceWarning {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceMails.class);
    private final Sites sites;
    private final Mails mails;
    private final Words words = new Words();

    @Activate
    public DeviceMails(@Reference Sites sites, @Reference Mails mails) {
        this.sites = sites;
        this.mails = mails;
    }

    @Override
    public Optional<Change> told(String email, Optional<String> language, Trace trace, Instant now) {
        return posted("device", email, language, Optional.empty(), trace, now);
    }

    @Override
    public Optional<Change> way(String email, Optional<String> language, String way, Trace trace, Instant now) {
        return posted("way", email, language, Optional.of(way), trace, now);
    }

    private Optional<Change> posted(String what, String email, Optional<String> language, Optional<String> way, Trace trace, Instant now) {
        try {
            return Optional.of(mails.posted(mail(sites.current(), what, email, language, way, trace, now)));
        } catch (TorgException e) {
            LOG.warn("new-{} not told because={}", what, e.getMessage());
            return Optional.empty();
        }
    }

    private Mail mail(Site site, String what, String email, Optional<String> language, Optional<String> way, Trace trace, Instant now) {
        var settings = site.settings();
        var locale = language.flatMap(settings::offered).orElse(settings.defaultLocale());
        var name = settings.name().in(locale);
        return new Mail("new-" + what, email, locale, words.text(site, locale, "mail-" + what + "-subject", name),
                List.of(words.text(site, locale, "mail-" + what, name, way.map(by -> words.way(site, locale, by)).orElse("")),
                        words.text(site, locale, "mail-device-when", Words.moment(settings, locale, now)),
                        words.text(site, locale, "mail-device-which", words.device(site, locale, trace.agent()))),
                Optional.of(new Mail.Link(words.text(site, locale, "mail-device-link"), SiteMarkers.path(site, locale, "profile"))),
                List.of(words.text(site, locale, "mail-" + what + "-own"), words.text(site, locale, "mail-device-stranger", name)));
    }
}
