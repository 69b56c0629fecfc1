package torg.web.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.view.Html;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.spi.identity.Identity;
import torg.spi.view.PageGuide;
import torg.spi.view.Painter;
import torg.web.house.House;

/** Paints a page whose places are filled: the frame around it, its own values, the theme's template. */
final class PageView {
    private static final Html NOTHING = new Html("");
    private final Assets assets;
    private final ThemeValues theme;

    PageView(Assets assets) {
        this.assets = assets;
        this.theme = new ThemeValues(assets);
    }

    /** The page's bytes. */
    byte[] paint(Request request, House house, Page page, Map<String, List<Html>> slots) {
        var model = guide(house).frame(request, page).and(model(request, house, page, slots));
        return painter(house).paint(request.site(), page.template(), model).getBytes(StandardCharsets.UTF_8);
    }

    static PageGuide guide(House house) {
        return house.guide().orElseThrow(() -> TorgException.of(ProblemKind.BUSY, "web.no-pages", "pages cannot be found right now"));
    }

    static Painter painter(House house) {
        return house.painter().orElseThrow(() -> TorgException.of(ProblemKind.BUSY, "web.no-painter", "pages cannot be painted right now"));
    }

    private Model model(Request request, House house, Page page, Map<String, List<Html>> slots) {
        var locale = request.locale();
        var caller = request.caller();
        var places = Model.with("main", slots.getOrDefault("main", List.of()));
        slots.forEach(places::with);
        return Model.with("page", guide(house).details(request, page).and(Model.with("title", page.title().in(locale))
                        .with("description", page.description().map(text -> text.in(locale)))
                        .with("path", request.path())
                        .with("body", body(page, locale))
                        .with("template", page.template()).build()))
                .with("slots", places)
                .with("caller", Model.with("signedIn", !caller.isAnonymous()).with("name", caller.name()).with("roles", List.copyOf(caller.roles()))
                        .with("accounts", accounts(caller, house)))
                .with("csrf", request.csrf())
                .with("locale", Model.with("tag", locale.toLanguageTag()).with("prefix", request.site().settings().prefix(locale)))
                .with("assets", assets.base(request.site()))
                .with("theme", theme.in(request.site(), locale))
                .build();
    }

    /** Those the caller may act for, when there is a choice. */
    private static Optional<Model> accounts(Caller caller, House house) {
        var accounts = caller.isAnonymous() ? List.<Identity.Account>of() : house.identity().map(identity -> identity.accountsOf(caller)).orElse(List.of());
        if (accounts.size() < 2) return Optional.empty();
        return Optional.of(Model.with("items", accounts.stream().map(account -> Model.with("key", account.key()).with("name", account.name())
                .with("current", caller.accounts().contains(account.key())).build()).toList()).build());
    }

    /** What the author wrote, in this language, else the base language, else for every language, else any. */
    static Html body(Page page, Locale locale) {
        var bodies = page.body();
        for (var tag : List.of(locale.toLanguageTag(), locale.getLanguage(), "")) {
            var body = bodies.get(tag);
            if (body != null) return body;
        }
        return bodies.values().stream().findFirst().orElse(NOTHING);
    }
}
