package torg.pages.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.pages.access.Sight;
import torg.pages.tree.Addresses;
import torg.pages.tree.SitePages;

/** The way to a page, as far as somebody may follow it. */
public final class Crumbs {
    private Crumbs() {}

    /** From home down to the page; home alone needs none. */
    public static List<Model> of(Request request, Page page, SitePages pages, Sight sight) {
        var crumbs = new ArrayList<Model>();
        for (var above = page.parent(); above.isPresent(); ) {
            var entry = pages.tree().entry(above.get());
            if (entry.isEmpty()) break;
            var parent = entry.get().page();
            if (sight.of(entry.get())) crumbs.addFirst(crumb(request, parent, page.variables()));
            above = parent.parent();
        }
        if (!crumbs.isEmpty()) crumbs.add(Model.with("title", page.title().in(request.locale())).with("current", true).build());
        return crumbs;
    }

    /** A page above this one. What its own components would say it is about is not known here, so its address says it. */
    private static Model crumb(Request request, Page above, Map<String, String> variables) {
        var path = Addresses.fill(above.path(), variables);
        var title = Addresses.fill(above.title().in(request.locale()), variables).replace(Page.SUBJECT, path.substring(path.lastIndexOf('/') + 1));
        return Model.with("title", title).with("link", Addresses.in(request.site().settings(), request.locale(), path)).build();
    }
}
