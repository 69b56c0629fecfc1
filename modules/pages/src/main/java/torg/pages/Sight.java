package torg.pages;

import torg.api.identity.Caller;
import torg.api.view.Page;
import torg.spi.access.PageAccess;

/** Which pages a caller is shown the way to. While nobody answers for page access ({@code access} is null), only public ones. */
record Sight(Caller caller, PageAccess access) {
    boolean of(Page page) {
        return access == null ? page.open() : access.mayRead(caller, page);
    }
}
