package torg.pages.component;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.pages.access.KnownAccess;
import torg.pages.tree.Addresses;
import torg.pages.tree.Entry;
import torg.pages.tree.SitePages;
import torg.spi.view.Component;

/** Large links, written by an author; each is shown to those who may read the page it leads to. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class Tiles implements Component {
    private final KnownAccess access;

    @Activate
    public Tiles(@Reference KnownAccess access) {
        this.access = access;
    }

    /**
     * A tile as its author wrote it.
     *
     * @param page where it leads within the site; empty when {@code link} is given instead
     * @param icon name of a picture of the theme; may be empty
     * @param strong whether it stands out
     */
    private record Tile(Text title, Optional<Text> text, Optional<String> page, Optional<String> link, Optional<String> icon, boolean strong) {}

    private record Strip(Optional<Text> title, List<Tile> tiles) {}

    @Override
    public String name() {
        return "tiles";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        read(parameters, problems);
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        var sight = access.of(request.site(), request.caller());
        var pages = request.site().require(SitePages.class);
        var strip = read(place.parameters(), new Problems());
        var tiles = strip.tiles.stream().flatMap(tile -> {
            var target = tile.page.flatMap(pages.tree()::entry).filter(sight::of).map(Entry::page);
            if (tile.page.isPresent() && target.isEmpty()) return Optional.<Model>empty().stream();
            return Optional.of(Model.with("title", tile.title.in(request.locale()))
                    .with("text", tile.text.map(text -> text.in(request.locale())))
                    .with("link", target.map(Page::path).map(request::link).or(() -> tile.link))
                    .with("icon", tile.icon)
                    .with("strong", tile.strong).build()).stream();
        }).toList();
        if (tiles.isEmpty()) return new Filled.Hidden();
        var model = Model.with("title", strip.title.map(text -> text.in(request.locale()))).with("tiles", tiles).build();
        // Everybody who is not signed in sees the same tiles.
        return new Filled.Shown("components/tiles", model, java.util.Set.of(), !request.caller().isAnonymous());
    }

    private static Strip read(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        var title = reader.label("title");
        var tiles = reader.each("tiles", tile -> {
            var label = tile.label("title");
            var read = new Tile(label.orElse(Text.of("")), tile.label("text"), tile.text("page"), tile.text("link"), tile.text("icon"), tile.flag("strong", false));
            tile.done();
            if (label.isEmpty()) problems.error(tile.at(), "pages.tile", "a tile has no title", "add 'title:'");
            if (read.page.isPresent() == read.link.isPresent()) problems.error(tile.at(), "pages.tile", "a tile leads either to a 'page' or to a 'link'", "keep one of them");
            read.page.filter(page -> !page.startsWith("/")).ifPresent(page -> problems.error(tile.at("page"), "pages.tile", "'" + page + "' is no path", "begin it with '/'"));
            read.link.filter(link -> !Addresses.isLink(link)).ifPresent(link -> problems.error(tile.at("link"), "pages.tile", "'" + link + "' is neither a path nor an address", "write /... or https://..."));
            return read;
        });
        reader.done();
        return new Strip(title, tiles);
    }
}
