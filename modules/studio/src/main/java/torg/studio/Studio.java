package torg.studio;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Site;
import torg.api.text.Text;
import torg.api.view.Page;
import torg.api.view.Page.Placement;
import torg.api.web.Request;
import torg.spi.view.Annex;

/** The rooms of the Studio: one page each, with one component on it. Whoever may do nothing here finds none of them. */
@Component(service = Annex.class)
public final class Studio implements Annex {
    static final String NAME = "studio";
    static final String HOME = "/" + NAME;
    static final String FILE = HOME + "/file";
    static final String HISTORY = HOME + "/history";
    static final String NEW = HOME + "/new";
    static final String DRAFTS = HOME + "/drafts";
    static final String THEME = HOME + "/theme";
    static final String NAVIGATION = HOME + "/navigation";
    static final String PREVIEW = HOME + "/preview";
    static final String TRANSLATIONS = HOME + "/translations";
    static final String PAGE = HOME + "/page";
    static final String PAGES = HOME + "/pages";
    static final String SETTINGS = HOME + "/settings";
    static final String ACCESS = HOME + "/access";
    static final String MODULES = HOME + "/modules";
    private static final Map<String, String> ROOMS = Map.ofEntries(
            Map.entry(HOME, OverviewComponent.NAME),
            Map.entry(FILE, FileComponent.NAME),
            Map.entry(HISTORY, HistoryComponent.NAME),
            Map.entry(NEW, NewComponent.NAME),
            Map.entry(DRAFTS, DraftsComponent.NAME),
            Map.entry(THEME, ThemeComponent.NAME),
            Map.entry(NAVIGATION, NavigationComponent.NAME),
            Map.entry(PREVIEW, PreviewComponent.NAME),
            Map.entry(TRANSLATIONS, TranslationsComponent.NAME),
            Map.entry(PAGE, PageComponent.NAME),
            Map.entry(PAGES, PagesComponent.NAME),
            Map.entry(SETTINGS, SettingsComponent.NAME),
            Map.entry(ACCESS, AccessComponent.NAME),
            Map.entry(MODULES, ModulesComponent.NAME));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Page> find(Request request) {
        var component = ROOMS.get(request.path());
        var admitted = request.caller().isAnonymous() || Rights.of(request.site(), request.caller()).any();
        return component == null || !admitted ? Optional.empty() : Optional.of(page(request, component));
    }

    private static Page page(Request request, String component) {
        var title = Words.of(request).text("title." + component);
        var placed = new Placement("c1", component, "main", Node.empty(Position.start(component)));
        return new Page(request.path(), Text.of(title), Optional.empty(), template(request.site()), Map.of(), List.of(placed), false, List.of(), Optional.empty(), Map.of());
    }

    /** The one for lists and records, where the theme has it. */
    private static String template(Site site) {
        return site.files().containsKey("theme/templates/wide.mustache") ? "wide" : "page";
    }
}
