package torg.pages.markup;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import torg.api.site.Document;
import torg.api.site.SiteSettings;
import torg.pages.tree.Pictures;

/** Renders texts, and remembers those of the last site: an edit changes one document and the others are as they were. For one thread. */
public final class Renderings {
    private List<Locale> locales = List.of();
    private Pictures pictures = Pictures.NONE;
    private final Map<Locale, Markup> markups = new HashMap<>();
    private Known before = Known.nothing();
    private Known now = Known.nothing();

    private record Wanted(Locale locale, String type, String text) {}

    /**
     * What was rendered.
     *
     * @param whole bodies that stand for themselves: a document that did not change is the same object, and its text need not be looked at
     */
    private record Known(Map<Locale, Map<Document, SafeHtml.Cleaned>> whole, Map<Wanted, SafeHtml.Cleaned> texts) {
        static Known nothing() {
            return new Known(new HashMap<>(), new HashMap<>());
        }

        Map<Document, SafeHtml.Cleaned> whole(Locale locale) {
            return whole.computeIfAbsent(locale, _ -> new IdentityHashMap<>());
        }
    }

    /** Start with a new site; what the last one did not use is forgotten. */
    public void begin(SiteSettings settings, Pictures all) {
        pictures = all;
        before = now;
        now = Known.nothing();
        if (settings.locales().equals(locales)) return;
        locales = settings.locales();
        before = Known.nothing();
        markups.clear();
        for (var locale : locales) markups.put(locale, new Markup(settings, locale));
    }

    /** The images of the site, and what they show. */
    public Pictures pictures() {
        return pictures;
    }

    /** All of the site has been asked for: what only the last one had is forgotten. */
    public void end() {
        before = Known.nothing();
    }

    /** This document is no longer there. */
    public void forget(Locale locale, Document document, BiFunction<Document, Locale, String> filled) {
        if (now.whole(locale).remove(document) == null) now.texts.remove(new Wanted(locale, document.type(), filled.apply(document, locale)));
    }

    /** The body of a document, with what fills the places in it when there may be any. */
    public SafeHtml.Cleaned of(Locale locale, Document document, BiFunction<Document, Locale, String> filled) {
        var known = good(now.whole(locale).get(document), before.whole(locale).get(document));
        if (known == null) {
            var text = document.body();
            if (text.contains("{{")) return of(locale, document.type(), filled.apply(document, locale));
            known = markups.get(locale).render(document.type(), text, pictures);
        }
        now.whole(locale).put(document, known);
        return known;
    }

    public SafeHtml.Cleaned of(Locale locale, String type, String text) {
        return now.texts.computeIfAbsent(new Wanted(locale, type, text), wanted -> {
            var known = good(null, before.texts.get(wanted));
            return known != null ? known : markups.get(locale).render(type, text, pictures);
        });
    }

    /** What was rendered already, or was for the last site and would be so again; null when nothing was. */
    private SafeHtml.Cleaned good(SafeHtml.Cleaned already, SafeHtml.Cleaned last) {
        return already != null ? already : last != null && last.holds(pictures) ? last : null;
    }
}
