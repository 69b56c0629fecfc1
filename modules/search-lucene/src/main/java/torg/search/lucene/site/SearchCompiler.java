package torg.search.lucene.site;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Document;
import torg.api.site.Problems;
import torg.api.table.Schema;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads {@code search.yml} of the site's root; without it pages alone are found. */
@Component(immediate = true, service = SiteCompiler.class)
public final class SearchCompiler implements SiteCompiler<SearchPlan> {
    private static final String NAME = "search";

    @Override
    public Class<SearchPlan> part() {
        return SearchPlan.class;
    }

    /** The empty name is the site's root. */
    @Override
    public Set<String> folders() {
        return Set.of("");
    }

    @Override
    public Set<String> documents() {
        return Set.of(NAME);
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class);
    }

    @Override
    public SearchPlan compile(SiteSource source, Problems problems) {
        return source.documents("").stream().filter(SearchCompiler::isSearch).findFirst()
                .map(document -> new PlanReader(source.part(Schema.class), source.settings().locales(), problems).read(document)).orElse(SearchPlan.PAGES_ONLY);
    }

    private static boolean isSearch(Document document) {
        return document.name().equals(NAME) && document.type().equals("yml");
    }
}
