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
    private final Map<String, Page> pages = Map.of(
            "/", page("/", true, "greeting"),
            "/broken", page("/broken", true, "broken", "greeting"),
            "/mine", page("/mine", true, "mine"),
            "/gone", page("/gone", true, "absent"),
            "/away", page("/away", true, "elsewhere"),
            "/vacant", page("/vacant", true, "nobody-brings-this"),
            "/form", page("/form", true, "form"),
            "/rows", page("/rows", true, "rows"),
            "/sign-in", page("/sign-in", true, "form"),
            "/private", page("/private", false, "mine"));

    @Override
    public Found find(Request request) {
        if (request.path().equals("/old")) return new Found.Moved(301, "/");
        if (request.path().equals("/files/a.txt")) {
            var file = new ContentFile("files/a.txt", "1", "a file".getBytes(StandardCharsets.UTF_8));
            return new Found.TheFile(file, "text/plain;charset=utf-8", pages.get("/"));
        }
        var page = pages.get(request.path());
        return page == null ? new Found.Nothing() : new Found.ThePage(page);
    }

    @Override
    public Page special(Request request, String name) {
        return new Page("/" + name, Text.of(name), Optional.empty(), "page", Map.of("", new Html("<p>special</p>")), List.of(), true, List.of(), Optional.empty(), Map.of());
    }

    @Override
    public Model frame(Request request, Page page) {
        return Model.with("site", "Test portal").with("at", request.path()).build();
    }

    private static Page page(String path, boolean open, String... components) {
        var placements = new java.util.ArrayList<Placement>();
        for (var component : components) placements.add(new Placement("c" + placements.size(), component, "main", Node.empty(Position.start("pages"))));
        return new Page(path, Text.of("Page " + path), Optional.empty(), "page", Map.of("", new Html("<p>body</p>")), placements, open, List.of(), Optional.empty(), Map.of());
    }
}
