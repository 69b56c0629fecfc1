package torg.pages.access;

import torg.api.identity.Caller;
import torg.api.view.Page;
import torg.spi.access.PageAccess;

/** Which pages a caller is shown the way to. While nobody answers for page access ({@code access} is null), only public ones. */
public record Sight(Caller caller, PageAccess access) {
    public boolean of(Page page) {
        return access == null ? page.open() : access.mayRead(caller, page);
    }
}
