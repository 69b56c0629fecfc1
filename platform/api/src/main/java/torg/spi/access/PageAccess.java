package torg.spi.access;

import org.osgi.annotation.versioning.ConsumerType;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.view.Page;

/** Decides whether a caller may read a page. Missing: only pages whose document says {@code access: public} are served. */
@ConsumerType
public interface PageAccess {
    /** Whether this caller may read this page, ancestors' rules included. */
    boolean mayRead(Caller caller, Page page);

    /** Whoever answers by the rules of this site, which is only looked at, in place of those that hold. */
    default PageAccess of(Site preview) {
        return this;
    }
}
