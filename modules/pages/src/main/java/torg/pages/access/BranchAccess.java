package torg.pages.access;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.site.Sites;
import torg.api.view.Page;
import torg.pages.tree.SitePages;
import torg.spi.access.PageAccess;

/**
 * Who may read a page: whoever passes the rule of every page on the branch from home down to it. The rules are those of the current site, so a
 * changed one holds from the next request on; a page that is gone from it is closed.
 */
@Component(service = PageAccess.class)
public final class BranchAccess implements PageAccess {
    private final Sites sites;

    @Activate
    public BranchAccess(@Reference Sites sites) {
        this.sites = sites;
    }

    @Override
    public boolean mayRead(Caller caller, Page page) {
        return mayRead(sites.current(), caller, page);
    }

    @Override
    public PageAccess of(Site preview) {
        return (caller, page) -> mayRead(preview, caller, page);
    }

    private static boolean mayRead(Site site, Caller caller, Page page) {
        return page.path().startsWith(SitePages.SPECIAL) || site.part(SitePages.class).flatMap(pages -> pages.tree().entry(page.path())).filter(entry -> entry.admits(caller)).isPresent();
    }
}
