package torg.pages.component;

import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.view.Model;
import torg.pages.access.KnownAccess;
import torg.pages.frame.Crumbs;
import torg.pages.frame.Words;
import torg.pages.tree.SitePages;
import torg.spi.view.Component;

/** The way from home down to the page it stands on, for page templates that show none. Home has no way. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class Breadcrumbs implements Component {
    private final KnownAccess access;
    private final Words words = new Words();

    @Activate
    public Breadcrumbs(@Reference KnownAccess access) {
        this.access = access;
    }

    @Override
    public String name() {
        return "breadcrumbs";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        // What its other components would say the page is about is not known here, so its address says it.
        var page = place.page().about(request.path().substring(request.path().lastIndexOf('/') + 1));
        var crumbs = Crumbs.of(request, page, request.site().require(SitePages.class), access.of(request.site(), request.caller()));
        if (crumbs.isEmpty()) return new Filled.Hidden();
        // Everybody who is not signed in sees the same way.
        return new Filled.Shown("components/breadcrumbs", Model.with("label", words.one(request.site(), request.locale(), "you-are-here")).with("items", crumbs).build(), Set.of(), !request.caller().isAnonymous());
    }
}
