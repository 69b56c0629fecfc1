package torg.studio.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.Editing;
import torg.api.site.Position;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Nodes;
import torg.studio.desk.Starts;
import torg.studio.form.FormDocument;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** The menus: items go up, down, below others and out again, are named in each language, added and taken away. Each step is an edit of {@code navigation.yml}. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class NavigationComponent implements Component {
    private static final int MOST_PAGES = 1_000;
    private static final Pattern MENU = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final List<String> STEPS = List.of("up", "down", "in", "out");

    private final Editing editing;
    private final Sites sites;

    /**
     * @param editing makes the edits
     * @param sites knows which items lead nowhere
     */
    @Activate
    public NavigationComponent(@Reference Editing editing, @Reference Sites sites) {
        this.editing = editing;
        this.sites = sites;
    }

    @Override
    public String name() {
        return Room.NAVIGATION.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return document(request).map(document -> shown(document, request.query("item").orElse(""), false, Model.with("done", Words.of(request).done(request)).build())).orElseGet(Filled.Absent::new);
    }

    private Optional<FormDocument> document(Request request) {
        return Desk.of(editing, request).flatMap(desk -> FormDocument.of(request, desk, request.site().path(Starts.NAVIGATION)));
    }

    /** @param place of the item whose form stands open; empty for none */
    private Filled shown(FormDocument document, String place, boolean typed, Model led) {
        var request = document.request();
        var words = Words.of(request);
        var model = document.shown(Room.NAVIGATION.link(request), typed,
                        "item", "leads-to", "read-by", "change", "up", "down", "in", "out", "remove", "remove-sure", "menu", "menu-page",
                        "menu-link", "menu-link-hint", "menu-access", "menu-access-hint", "menu-title-hint", "menu-children", "menu-add", "menu-new-hint", "menu-none", "drag-hint",
                        "close", "what-to-do", "none", "draft-begin", "draft-begun")
                .with("room", Room.NAVIGATION.link(request));
        try {
            var menus = new Menus(document.read().fields());
            var pages = Addressed.named(request, document.desk());
            var lister = new Lister(request, words, menus, pages, problems(document));
            var item = menus.item(place);
            model.with("menus", menus.names().stream().map(lister::menu).toList()).with("some", !menus.names().isEmpty())
                    .with("form", item.isEmpty() && !place.isEmpty() ? Optional.empty() : Optional.of(new MenuItemForm(request).model(item, typed)
                            .and(Model.with("at", place).with("heading", item.map(lister::title).orElseGet(() -> words.text("menu-add"))).with("adds", item.isEmpty()).with("menu", typed ? request.form("menu").orElse("") : "")
                                    .with("open", item.isPresent() || typed && request.form("do").filter("add"::equals).isPresent()).build())))
                    .with("pages", pages(pages, typed ? request.form("page").orElse("") : item.map(one -> one.text("page")).orElse("")));
        } catch (TorgException e) {
            return Filled.Shown.personal("components/studio-navigation", model.build().and(document.wrong(e, document.text())));
        }
        return Filled.Shown.personal("components/studio-navigation", model.build().and(led));
    }

    /** What is wrong with the menus as they are published: of a draft nobody has asked yet. */
    private List<SiteProblem> problems(FormDocument document) {
        return document.draft().isPresent() ? List.of() : sites.problems().stream().filter(problem -> problem.at().path().equals(document.path())).toList();
    }

    /** Those that can be chosen: not more than a list has room for, but the one that is. */
    private static List<Model> pages(Map<String, Addressed> pages, String chosen) {
        return Stream.concat(pages.values().stream().limit(MOST_PAGES), Stream.ofNullable(pages.get(chosen))).distinct()
                .map(page -> Model.with("address", page.address()).with("title", page.title()).with("chosen", page.address().equals(chosen)).build()).toList();
    }

    /** Makes rows of menus. */
    private record Lister(Request request, Words words, Menus menus, Map<String, Addressed> pages, List<SiteProblem> problems) {
        Model menu(String name) {
            var items = menus.items(name);
            return Model.with("name", name).with("some", !items.isEmpty()).with("items", items.stream().map(item -> row(item, items)).toList()).build();
        }

        private Model row(Menus.Item item, List<Menus.Item> all) {
            var page = Optional.ofNullable(pages.get(item.text("page")));
            var ways = STEPS.stream().filter(step -> menus.destination(item, step, Optional.empty()).isPresent()).toList();
            // who works by keyboard goes on where they were
            var next = request.query("at").filter(item.place()::equals).flatMap(_ -> request.query("step").filter(ways::contains).or(() -> ways.stream().findFirst())).orElse("");
            return Model.with("title", title(item)).with("at", item.place()).with("indent", Stream.generate(() -> "").limit(Math.min(item.depth(), 8)).toList())
                    .with("target", item.text("page").isEmpty() ? item.text("link") : item.text("page"))
                    .with("readers", page.map(one -> one.readers(words)).or(() -> said(item).map(one -> Addressed.readers(words, one))))
                    .with("children", item.text("children").equals("true"))
                    .with("change", Room.NAVIGATION.link(request) + "?item=" + Links.encoded(item.place()) + "#item")
                    .with("problem", problem(item, all))
                    .with("steps", STEPS.stream().map(step -> Model.with("step", step).with("sign", sign(step)).with("label", words.text(step)).with("can", ways.contains(step)).with("focus", step.equals(next)).build()).toList())
                    .build();
        }

        /** Of what is no page: for whom it is. */
        private static Optional<List<String>> said(Menus.Item item) {
            return item.text("page").isEmpty() ? item.node().get("access").map(access -> Nodes.texts(Optional.of(access))) : Optional.empty();
        }

        private static String sign(String step) {
            return switch (step) {
                case "up" -> "\u2191";
                case "down" -> "\u2193";
                case "in" -> "\u2192";
                default -> "\u2190";
            };
        }

        String title(Menus.Item item) {
            return MenuItemForm.title(item, request.locale()).or(() -> Optional.ofNullable(pages.get(item.text("page"))).map(Addressed::title)).or(() -> request.site().settings().locales().stream().flatMap(locale -> MenuItemForm.title(item, locale).stream()).findFirst())
                    .orElseGet(() -> item.text("page") + item.text("link"));
        }

        /** What is wrong with an item: told at a place that is its own, and none of the next one. */
        private Optional<String> problem(Menus.Item item, List<Menus.Item> all) {
            var next = all.indexOf(item) + 1;
            return problems.stream().filter(problem -> !isBefore(problem.at(), item.node().at()) && (next == all.size() || isBefore(problem.at(), all.get(next).node().at())) && problem.at().line() < item.node().at().line() + 20).findFirst().map(SiteProblem::message);
        }

        private static boolean isBefore(Position one, Position other) {
            return one.line() < other.line() || one.line() == other.line() && one.column() < other.column();
        }
    }

    @Override
    public Outcome act(Place place) {
        return document(place.request()).map(this::act).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private Outcome act(FormDocument document) {
        var request = document.request();
        // 'up main/0', or 'before main/0 main/3/items/1'
        var wish = request.form("do").orElse("").split(" ");
        try {
            var menus = new Menus(document.read().fields());
            var item = wish.length > 1 ? menus.item(wish[1]) : Optional.<Menus.Item>empty();
            return switch (wish[0]) {
                case "add" -> add(document, menus);
                case "save" -> item.isEmpty() ? gone(document) : saved(document, new MenuItemForm(request).amendments(item.get()), item.get().place(), "");
                case "remove" -> item.isEmpty() ? gone(document) : saved(document, menus.remove(item.get()), "", "");
                default -> {
                    var to = item.flatMap(one -> menus.destination(one, wish[0], wish.length > 2 ? menus.item(wish[2]) : Optional.empty()));
                    yield to.isEmpty() ? gone(document) : saved(document, menus.move(item.get(), to.get()), String.join("/", to.get()), wish[0]);
                }
            };
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.INVALID && e.kind() != ProblemKind.CONFLICT) throw e;
            return new Outcome.Show(422, shown(document, "", false, document.wrong(e, document.text())));
        }
    }

    /** What was to be changed is not there, or not there any more. */
    private Outcome gone(FormDocument document) {
        return new Outcome.Show(409, shown(document, "", false, Told.saying(Words.of(document.request()).text("menu-gone"))));
    }

    private Outcome add(FormDocument document, Menus menus) {
        var request = document.request();
        var menu = request.form("menu").orElse("").strip();
        var item = new MenuItemForm(request).node();
        if (!MENU.matcher(menu).matches()) return new Outcome.Show(422, shown(document, "", true, Told.saying(Words.of(request).text("menu-bad-name"))));
        return saved(document, menus.add(menu, item), "", "");
    }

    private Outcome saved(FormDocument document, List<Amendment> amendments, String place, String step) {
        var request = document.request();
        return switch (document.save(amendments, Map.of())) {
            case FormDocument.Saved.Done(var word) -> new Outcome.Redirect(Room.NAVIGATION.link(request) + "?done=" + word + (step.isEmpty() ? "" : "&at=" + Links.encoded(place) + "&step=" + step));
            case FormDocument.Saved.Refused(var status, var told) -> new Outcome.Show(status, shown(document, place, step.isEmpty(), told));
        };
    }
}
