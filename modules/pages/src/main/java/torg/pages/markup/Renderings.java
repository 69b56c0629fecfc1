package torg.pages.markup;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import torg.api.site.SiteSettings;
import torg.pages.tree.Pictures;

/** Renders texts, and remembers those of the last site: an edit changes one document and the others are as they were. For one thread. */
public final class Renderings {
    private List<Locale> locales = List.of();
    private Pictures pictures = Pictures.NONE;
    private final Map<Locale, Markup> markups = new HashMap<>();
    private Map<Wanted, SafeHtml.Cleaned> before = Map.of();
    private Map<Wanted, SafeHtml.Cleaned> now = new HashMap<>();

    private record Wanted(Locale locale, String type, String text) {}

    /** Start with a new site; what the last one did not use is forgotten. */
    public void begin(SiteSettings settings, Pictures all) {
        pictures = all;
        before = now;
        now = HashMap.newHashMap(before.size());
        if (settings.locales().equals(locales)) return;
        locales = settings.locales();
        before = Map.of();
        markups.clear();
        for (var locale : locales) markups.put(locale, new Markup(settings, locale));
    }

    /** The images of the site, and what they show. */
    public Pictures pictures() {
        return pictures;
    }

    /** All of the site has been asked for: what only the last one had is forgotten. */
    public void end() {
        before = Map.of();
    }

    /** This text is no longer there. */
    public void forget(Locale locale, String type, String text) {
        now.remove(new Wanted(locale, type, text));
    }

    public SafeHtml.Cleaned of(Locale locale, String type, String text) {
        return now.computeIfAbsent(new Wanted(locale, type, text), wanted -> {
            var known = before.get(wanted);
            return known != null && known.holds(pictures) ? known : markups.get(locale).render(type, text, pictures);
        });
    }
}
