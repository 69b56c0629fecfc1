package torg.pages.access;

import java.time.Instant;
import torg.api.identity.Caller;
import torg.pages.tree.Entry;
import torg.pages.tree.Publishing;
import torg.spi.access.PageAccess;

/**
 * Which pages a caller is shown the way to. While nobody answers for page access ({@code access} is null), only public ones.
 *
 * @param ahead whether the caller finds pages that are not published, too, as administrators do
 * @param now the moment it is
 */
public record Sight(Caller caller, PageAccess access, boolean ahead, Instant now) {
    /** Whether there is this page for the caller, who may be denied it all the same. */
    public boolean finds(Entry entry) {
        return ahead || isPublished(entry);
    }

    /** Whether there is this page for everybody. */
    public boolean isPublished(Entry entry) {
        return entry.publishing().at(now) == Publishing.Stage.PUBLISHED;
    }

    /** Whether the caller finds the page and may read it. */
    public boolean of(Entry entry) {
        return finds(entry) && (access == null ? entry.page().open() : access.mayRead(caller, entry.page()));
    }
}
