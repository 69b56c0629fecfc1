package torg.studio.room;

import java.util.Locale;
import java.util.Optional;
import torg.api.site.Site;

/**
 * A page that somebody wants to look at.
 *
 * @param path without the prefix of its language
 */
public record Previewed(String path, Locale locale) {
    private static final int LONGEST = 300;

    /** What an address means, {@code /nb/terms}; empty for what is none of the site. */
    public static Optional<Previewed> of(Site site, String typed) {
        var address = typed.strip().split("[?#]", 2)[0];
        if (!address.startsWith("/") || address.length() > LONGEST) return Optional.empty();
        var settings = site.settings();
        var locale = settings.locales().stream().filter(one -> !settings.prefix(one).isEmpty() && (address + "/").startsWith(settings.prefix(one) + "/")).findFirst().orElse(settings.defaultLocale());
        var below = address.substring(settings.prefix(locale).length());
        return Optional.of(new Previewed(below.isEmpty() ? "/" : below, locale));
    }
}
