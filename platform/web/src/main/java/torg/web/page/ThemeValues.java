package torg.web.page;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import torg.api.site.Site;
import torg.api.site.SiteTheme;
import torg.api.site.ThemeValue;
import torg.api.view.Model;
import torg.web.door.Paths;

/** What templates of pages are handed of their theme: what is set, and the addresses of its style sheets. Made once for a site and a language. */
final class ThemeValues {
    private final Assets assets;
    private volatile Of newest;

    ThemeValues(Assets assets) {
        this.assets = assets;
    }

    /** Those of one site, by language. */
    private record Of(Site site, Map<Locale, Model> byLanguage) {}

    Model in(Site site, Locale locale) {
        var known = newest;
        if (known == null || known.site != site) newest = known = new Of(site, new ConcurrentHashMap<>());
        return known.byLanguage.computeIfAbsent(locale, _ -> site.part(SiteTheme.class).map(theme -> model(theme, site, locale)).orElse(Model.EMPTY));
    }

    private Model model(SiteTheme theme, Site site, Locale locale) {
        var styles = new ArrayList<String>();
        theme.styles().forEach(style -> styles.add(assets.base(site) + Paths.encode("/" + style)));
        var model = Model.with("styles", styles);
        theme.settings().forEach(setting -> model.with(setting.name(), value(setting.value(), site, locale)));
        return model.build();
    }

    private Object value(ThemeValue value, Site site, Locale locale) {
        return switch (value) {
            case ThemeValue.Color(var light, var dark) -> Model.with("light", light).with("dark", dark);
            case ThemeValue.Font(var families, _) -> String.join(", ", families);
            case ThemeValue.Length length -> length.toString();
            case ThemeValue.Figure(var number) -> number;
            case ThemeValue.Choice(var word) -> word;
            case ThemeValue.Flag(var on) -> on;
            case ThemeValue.Words(var text) -> text.in(locale);
            case ThemeValue.Image(var path) when path.startsWith("assets/") -> assets.base(site) + Paths.encode(path.substring("assets".length()));
            case ThemeValue.Image(var path) -> path.isEmpty() ? "" : Paths.encode("/" + path);
        };
    }
}
