package torg.pages.frame;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.pages.tree.Addresses;
import torg.pages.tree.SitePages;

/** What stands around every page of a site in a language, whoever asks for whichever page. Made once for each site. */
public final class Standing {
    private final Words words;
    private volatile OfSite newest;

    public Standing(Words words) {
        this.words = words;
    }

    /**
     * Of one site.
     *
     * @param names of its languages, each in that language
     */
    record OfSite(Site site, Map<Locale, Model> models, Map<Locale, String> names) {}

    OfSite of(Site site) {
        var known = newest;
        if (known == null || known.site != site) newest = known = make(site);
        return known;
    }

    private OfSite make(Site site) {
        var pages = site.require(SitePages.class);
        var models = new HashMap<Locale, Model>();
        var names = new HashMap<Locale, String>();
        for (var locale : site.settings().locales()) {
            names.put(locale, name(locale));
            models.put(locale, model(site, pages, locale));
        }
        return new OfSite(site, Map.copyOf(models), Map.copyOf(names));
    }

    private Model model(Site site, SitePages pages, Locale locale) {
        var settings = site.settings();
        var snippets = new Model.Builder();
        pages.around().forEach(name -> snippets.with(name, pages.snippets().get(name).in(locale)));
        return Model.with("site", Model.with("name", settings.name().in(locale)).with("home", Addresses.in(settings, locale, "/")))
                .with("text", words.all(site, locale))
                .with("snippets", snippets)
                .with("signIn", pages.carrierOf(SitePages.SIGN_IN).map(carrier ->
                        Model.with("link", Addresses.in(settings, locale, carrier.page().path())).with("component", carrier.place()).build()))
                .build();
    }

    private static String name(Locale locale) {
        var name = locale.getDisplayName(locale);
        return name.isEmpty() ? locale.toLanguageTag() : name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }
}
