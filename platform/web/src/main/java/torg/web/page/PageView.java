package torg.web.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger LOG = LoggerFactory.getLogger(PageView.class);

    private final Assets assets;
    private final Notices notices;
    private final ThemeValues theme;
    private final DeputyBanner banner;

    PageView(Assets assets, Notices notices) {
        this.assets = assets;
        this.notices = notices;
        this.theme = new ThemeValues(assets);
        this.banner = new DeputyBanner(notices);
    }

    /**
     * A page's bytes.
     *
     * @param dressed whether the theme painted it; what it did not is for this answer only
     */
    record Painted(byte[] bytes, boolean dressed) {}

    /** The page as the theme paints it, or plain where the theme's templates fail. */
    Painted paint(Request request, House house, Page page, Map<String, List<Html>> slots) {
        return paint(request, house, page, slots, Model.EMPTY);
    }

    /** The same with other values over those of the frame. */
    Painted paint(Request request, House house, Page page, Map<String, List<Html>> slots, Model over) {
        var model = guide(house).frame(request, page).and(notices.previewing(request)).and(over).and(model(request, house, page, slots));
        try {
            return painted(request, painter(house).paint(request.site(), page.template(), model), true);
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.CONFIG) throw e;
            LOG.warn("page is shown without its theme request={} page={} template={} code={}: {}", request.id(), page.path(), page.template(), e.code(), e.getMessage());
            return painted(request, new UndressedPage(notices.undressed(request), model).markup(), false);
        }
    }

    private Painted painted(Request request, String page, boolean dressed) {
        return new Painted(banner.above(request, page).getBytes(StandardCharsets.UTF_8), dressed);
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
                .with("tools", Tools.on(request, house, page).map(offered -> offered.with("title", notices.tools(request))))
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
