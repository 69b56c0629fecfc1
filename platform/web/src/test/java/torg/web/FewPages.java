package torg.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.site.ContentFile;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.text.Text;
import torg.api.view.Html;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.view.Page.Placement;
import torg.api.web.Request;
import torg.spi.view.PageGuide;

/** A handful of pages: public ones, one for those signed in, one that is elsewhere, a file. */
final class FewPages implements PageGuide {
    private final Map<String, Page> pages = Map.ofEntries(
            Map.entry("/", page("/", true, "greeting")),
            Map.entry("/broken", page("/broken", true, "broken", "greeting")),
            Map.entry("/mine", page("/mine", true, "mine")),
            Map.entry("/gone", page("/gone", true, "absent")),
            Map.entry("/away", page("/away", true, "elsewhere")),
            Map.entry("/vacant", page("/vacant", true, "nobody-brings-this")),
            Map.entry("/form", page("/form", true, "form")),
            Map.entry("/rows", page("/rows", true, "rows")),
            Map.entry("/followed", live("/followed", "rows", "mine")),
            Map.entry("/things/38", page("/things/38", "Thing: {title}", true, "subject", "other-subject")),
            Map.entry("/things/39", page("/things/39", "Thing: {title}", true, "broken")),
            Map.entry("/way-in", page("/way-in", false, "form")),
            Map.entry("/private", page("/private", false, "mine")));

    @Override
    public Found find(Request request) {
        if (request.path().startsWith("/private/")) return new Found.ThePage(ofMany(request.path().substring("/private/".length())));
        if (request.path().equals("/old")) return new Found.Moved(301, "/");
        if (request.path().equals("/files/a.txt")) {
            var file = new ContentFile("files/a.txt", "1", "a file".getBytes(StandardCharsets.UTF_8));
            return new Found.TheFile(file, "text/plain;charset=utf-8", pages.get("/"));
        }
        if (request.path().equals("/files/a.svg")) {
            var file = new ContentFile("files/a.svg", "1", "<svg xmlns='http://www.w3.org/2000/svg'><script href='/files/a.js'/></svg>".getBytes(StandardCharsets.UTF_8));
            return new Found.TheFile(file, "image/svg+xml", pages.get("/"));
        }
        var page = pages.get(request.path());
        return page == null ? new Found.Nothing() : new Found.ThePage(page);
    }

    @Override
    public Page special(Request request, String name) {
        return new Page("/" + name, Text.of(name), Optional.empty(), "page", Map.of("", new Html("<p>special</p>")), List.of(), true, List.of(), Optional.empty(), Map.of());
    }

    @Override
    public Optional<String> signIn(Request request) {
        return Optional.of("/way-in");
    }

    @Override
    public Model frame(Request request, Page page) {
        return Model.with("site", "Test portal").with("at", request.path()).build();
    }

    /** The page of a thing has a type. */
    @Override
    public Model details(Request request, Page page) {
        if (!page.path().equals("/things/38")) return Model.EMPTY;
        var day = Model.with("value", "2027-01-05").with("text", "January 5, 2027");
        return Model.with("type", "thing").with("fields", Model.with("made", day).with("parts", List.of(1, 2)).with("about", new Html("<p>it</p>"))).build();
    }

    /** One page of many addresses, for those signed in. */
    private static Page ofMany(String number) {
        return new Page("/private/{number}", Text.of("Private " + number), Optional.empty(), "page", Map.of(), List.of(), false, List.of(), Optional.of("/private"), Map.of("number", number));
    }

    /** A page of which the first component is live. */
    private static Page live(String path, String component, String other) {
        var placements = List.of(new Placement("c0", component, "main", true, Node.empty(Position.start("pages"))), new Placement("c1", other, "main", Node.empty(Position.start("pages"))));
        return new Page(path, Text.of("Page " + path), Optional.empty(), "page", Map.of(), placements, true, List.of(), Optional.empty(), Map.of());
    }

    private static Page page(String path, boolean open, String... components) {
        return page(path, "Page " + path, open, components);
    }

    private static Page page(String path, String title, boolean open, String... components) {
        var placements = new java.util.ArrayList<Placement>();
        for (var component : components) placements.add(new Placement("c" + placements.size(), component, "main", Node.empty(Position.start("pages"))));
        return new Page(path, Text.of(title), Optional.empty(), "page", Map.of("", new Html("<p>body</p>")), placements, open, List.of(), Optional.empty(), Map.of());
    }
}
