package torg.search.lucene.query;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.lucene.search.IndexSearcher;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.search.Found;
import torg.api.search.Sought;
import torg.api.table.Tables;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.search.lucene.index.Fields;
import torg.search.lucene.index.SearchIndex;
import torg.search.lucene.site.SearchPlan;
import torg.search.lucene.text.Words;
import torg.spi.search.Search;
import torg.spi.view.PageGuide;
import torg.spi.view.PageGuide.WebFile;

/** Looks for words in the index, as one caller may. */
@Component(service = Search.class)
public final class LuceneSearch implements Search {
    private final Tables tables;
    private final SearchIndex index;
    private final Visible visible;

    /** Knows the pages; while nobody does none is found. */
    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile PageGuide guide;

    @Activate
    public LuceneSearch(@Reference Tables tables, @Reference SearchIndex index, @Reference Visible visible) {
        this.tables = tables;
        this.index = index;
        this.visible = visible;
    }

    /** Who knows the pages, in a test. */
    public LuceneSearch with(PageGuide pages) {
        guide = pages;
        return this;
    }

    @Override
    public Found find(Request request, Sought sought) {
        var plan = request.site().part(SearchPlan.class).orElse(SearchPlan.PAGES_ONLY);
        var words = Words.of(sought.text(), request.locale()).with(plan.synonyms(), request.locale());
        var standing = index.standing(request.site());
        if (words.needed().isEmpty()) return Found.nothing(standing.complete());
        var sight = new Sight(request, plan, tables, visible, pages(request), files(request), standing.changed());
        try {
            return index.read(searcher -> new Looking(request, tables, index, sight, words, sought, standing.complete()).find(searcher));
        } catch (IndexSearcher.TooManyClauses e) {
            throw Words.tooLong(); // for all the columns of this site
        }
    }

    private Map<String, WebFile> files(Request request) {
        var pages = guide;
        return pages == null ? Map.of() : pages.readableFiles(request).stream().collect(Collectors.toUnmodifiableMap(Fields::id, Function.identity()));
    }

    private Map<String, Page> pages(Request request) {
        var pages = guide;
        return pages == null ? Map.of() : pages.readable(request).stream().collect(Collectors.toUnmodifiableMap(Page::path, Function.identity()));
    }
}
