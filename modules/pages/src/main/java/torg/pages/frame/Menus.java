package torg.pages.frame;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.pages.access.Sight;
import torg.pages.tree.Entry;
import torg.pages.tree.SitePages;

/**
 * The menus as one caller sees them on one page.
 *
 * @param here path of the page
 */
public record Menus(Request request, String here, Sight sight) {
    Model of(Map<String, List<SitePages.MenuItem>> menus) {
        var models = new Model.Builder();
        menus.forEach((name, items) -> models.with(name, models(items)));
        return models.build();
    }

    /** Those of the items that the caller may follow. */
    public List<Model> models(List<SitePages.MenuItem> items) {
        return items.stream().map(this::model).flatMap(Optional::stream).toList();
    }

    /** Nothing for a page the caller may not read, for what is for others, and for a heading with nothing below it. */
    private Optional<Model> model(SitePages.MenuItem item) {
        if (!item.roles().isEmpty() && item.roles().stream().noneMatch(request.caller()::hasRole)) return Optional.empty();
        if (item.target().filter(entry -> !sight.of(entry)).isPresent()) return Optional.empty();
        var target = item.target().map(Entry::page);
        var items = models(item.items());
        if (target.isEmpty() && item.link().isEmpty() && items.isEmpty()) return Optional.empty();
        var title = item.title().or(() -> target.map(Page::title)).orElseThrow().in(request.locale());
        var path = target.map(Page::path).orElse("");
        return Optional.of(Model.with("title", title)
                .with("link", target.isPresent() ? request.link(path) : item.link())
                .with("current", here.equals(path))
                .with("within", path.length() > 1 && here.startsWith(path + "/") || items.stream().anyMatch(Menus::isOnTheWay))
                .with("unpublished", item.target().filter(entry -> !sight.isPublished(entry)).isPresent())
                .with("hasItems", !items.isEmpty())
                .with("items", items).build());
    }

    private static boolean isOnTheWay(Model item) {
        return Boolean.TRUE.equals(item.get("current")) || Boolean.TRUE.equals(item.get("within"));
    }
}
