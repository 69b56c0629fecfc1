package torg.lists.forms.row;

import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Document;
import torg.api.site.Problems;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/**
 * Looks at the site's pages and snippets once for all that lists, records and forms ask about them. As long as the answer is the same it is the same object, so that an edit of a
 * text leaves their compilers alone. For one thread.
 */
@Component(service = SiteCompiler.class)
public final class PagesCompiler implements SiteCompiler<Pages> {
    private Pages last = new Pages(Set.of(), List.of(), List.of());
    private List<Document> seenPages = List.of();
    private List<Document> seenSnippets = List.of();

    @Override
    public Class<Pages> part() {
        return Pages.class;
    }

    @Override
    public Pages compile(SiteSource source, Problems problems) {
        var pages = source.documents("pages");
        var snippets = source.documents("snippets");
        var now = alike(pages, seenPages) && alike(snippets, seenSnippets) ? last : Pages.of(pages, snippets);
        if (!now.equals(last)) last = now;
        seenPages = pages;
        seenSnippets = snippets;
        return last;
    }

    /** Whether nothing but running texts is another than it was; an unchanged document is the same object. */
    private static boolean alike(List<Document> documents, List<Document> seen) {
        if (documents.size() != seen.size()) return false;
        for (var at = 0; at < documents.size(); at++) {
            var document = documents.get(at);
            var before = seen.get(at);
            if (document != before && !(document.path().equals(before.path()) && document.fields().equals(before.fields()))) return false;
        }
        return true;
    }
}
