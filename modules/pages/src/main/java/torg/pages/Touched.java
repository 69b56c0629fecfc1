package torg.pages;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import torg.api.site.Document;
import torg.api.site.Site;
import torg.api.site.SiteTexts;
import torg.pages.tree.SitePages;

/**
 * Which pages an edit is about. The one that is made most is known to be about one page: that of running text, since nothing of it is shown elsewhere. All else, a title
 * that menus show, a template, a snippet, may be seen anywhere.
 */
final class Touched {
    private Touched() {}

    /** Paths of the pages that say something else; empty when more than their running text is another. An unchanged document is the same object. */
    static Optional<Set<String>> between(Site before, Site now) {
        var same = before.name().equals(now.name()) && before.settings().equals(now.settings()) && before.part(SiteTexts.class).equals(now.part(SiteTexts.class))
                && before.parts().keySet().equals(now.parts().keySet()) && before.documents().size() == now.documents().size() && before.files().equals(now.files());
        if (!same) return Optional.empty();
        var touched = new HashSet<String>();
        for (var at = 0; at < now.documents().size(); at++) {
            var old = before.documents().get(at);
            var document = now.documents().get(at);
            if (old == document) continue;
            if (!byItsText(old, document)) return Optional.empty();
            touched.add(SitePages.path(document.name()));
        }
        return Optional.of(touched);
    }

    /** Whether these are the same document of a page, which says something else below its front matter. Whether it says anything decides in which languages the page is, and the sitemap tells that. */
    static boolean byItsText(Document before, Document now) {
        return before.path().equals(now.path()) && before.fields().equals(now.fields()) && before.body().isBlank() == now.body().isBlank() && isPage(now);
    }

    /** What is shown in place of a page is shown anywhere. */
    private static boolean isPage(Document document) {
        return document.folder().equals("pages") && !("/" + document.name()).startsWith(SitePages.SPECIAL);
    }
}
