package torg.pages.tree;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import torg.api.site.SiteSettings;

/**
 * Addresses of pages as they are known outside the portal, where a path alone leads nowhere.
 *
 * @param origin scheme and host of the portal
 */
public record WholeAddresses(String origin, SiteSettings settings) {
    /** For whoever asks for none of the languages there are. */
    private static final String OTHERWISE = "x-default";

    /** The address of a path in a language. */
    public String in(Locale locale, String path) {
        return origin + Addresses.in(settings, locale, path);
    }

    /**
     * The address in each language by its tag, in the order of the site, and at last the one for everybody else; none when there is one language only.
     *
     * @param languages in which the page is
     */
    public Map<String, String> alternates(String path, List<Locale> languages) {
        var alternates = new LinkedHashMap<String, String>();
        if (languages.size() < 2) return alternates;
        for (var locale : languages) alternates.put(locale.toLanguageTag(), in(locale, path));
        alternates.put(OTHERWISE, in(settings.defaultLocale(), path));
        return alternates;
    }
}
