package torg.identity.local.component;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Set;
import torg.api.site.Site;
import torg.api.site.SiteSettings;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.identity.local.session.Device;

/** The words of this module's components, with the site's own over them, and how several of them say a device, a way in and a time. */
public final class Words {
    private static final Set<String> EVERYBODYS_WAYS = Set.of("password", "passkey");
    private final torg.api.web.Words words = torg.api.web.Words.beside(Words.class, "nb");

    /** Every word by its key, as a template is handed them: {@code {{text.sign-in-email}}}. */
    public Model model(Request request) {
        return words.model(request);
    }

    /** One of them, as a request is answered. */
    public String text(Request request, String key, Object... arguments) {
        return words.text(request, key, arguments);
    }

    /** One of them, for a mail. */
    public String text(Site site, Locale locale, String key, Object... arguments) {
        return words.text(site, locale, key, arguments);
    }

    /** What a browser says that it is, for people. */
    public String device(Site site, Locale locale, String agent) {
        var device = Device.of(agent);
        var browser = device.browser().isEmpty() ? text(site, locale, "session-unknown") : device.browser();
        return device.system().isEmpty() ? browser : text(site, locale, "session-device", browser, device.system());
    }

    /** By which way somebody comes in: in words for the ways that everybody has, others by the name that they were given. */
    public String way(Site site, Locale locale, String way) {
        return EVERYBODYS_WAYS.contains(way) ? text(site, locale, "session-way-" + way) : text(site, locale, "session-way", way.substring(way.indexOf('/') + 1));
    }

    /** A moment as people of the site read it. */
    public static String moment(SiteSettings settings, Locale locale, Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(locale).withZone(settings.timeZone()).format(moment);
    }

    /** Begun minutes, at least one. */
    public static long minutes(Duration delay) {
        return Math.max(1, delay.plusSeconds(59).toMinutes());
    }
}
