package torg.api.site;

import java.util.Locale;
import java.util.Map;

/**
 * The site markers of a site, as the part of the {@link Site}: names that pages have for those who lead to them. In documents that
 * compilers are handed {@code marker:terms} is the path of that page already; this is for whoever leads there by himself, as templates do.
 *
 * @param paths of pages, without language, by name
 */
public record SiteMarkers(Map<String, String> paths) {
    /** Of a site whose pages have none. */
    public static final SiteMarkers NONE = new SiteMarkers(Map.of());

    public SiteMarkers {
        paths = Map.copyOf(paths);
    }

    /**
     * The path of the page that has a site marker, without language; {@code /terms} of the marker {@code terms} where no page has it.
     *
     * @param marker its name
     */
    public static String path(Site site, String marker) {
        return site.part(SiteMarkers.class).map(markers -> markers.paths().get(marker)).orElse("/" + marker);
    }

    /**
     * The same in a language, for whoever leads there without a request, as mails do.
     *
     * @param locale one of the site's
     * @param marker its name
     */
    public static String path(Site site, Locale locale, String marker) {
        return site.settings().prefix(locale) + path(site, marker);
    }
}
