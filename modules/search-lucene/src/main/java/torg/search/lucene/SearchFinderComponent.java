package torg.search.lucene;

import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.search.lucene.site.SearchPlan;
import torg.spi.search.Search;
import torg.spi.view.Component;

/**
 * A box to look for one kind of thing, and below it what was found: {@code component: search-finder}, {@code of: salesorder}, and {@code page-size: 20}. The page to which the theme's
 * search box leads is another, where all is looked for ({@link SearchResultsComponent}); there alone searches are kept, and those that find nothing counted.
 */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class SearchFinderComponent implements Component {
    private static final int MOST_KINDS = 10;

    private final Findings findings;
    private final Tables tables;

    /** What an author wrote. */
    private record Finder(List<String> kinds, int size) {
        static Finder of(Node.Mapping parameters, Problems problems) {
            var reader = new Reader(parameters, problems);
            var kinds = reader.texts("of").stream().distinct().toList();
            if (kinds.isEmpty()) problems.error(reader.at("of"), "search.no-kind", "it does not say of what it is a finder", "name a table of search.yml: 'of: product'");
            if (kinds.size() > MOST_KINDS) {
                problems.error(reader.at("of"), "search.too-many-kinds", "a finder is of at most " + MOST_KINDS + " kinds of hits", "look for all kinds with 'search-results'");
            }
            var size = Findings.size(reader);
            reader.done();
            return new Finder(kinds, size);
        }
    }

    @Activate
    public SearchFinderComponent(@Reference Search search, @Reference Tables tables) {
        this.findings = new Findings(search, tables);
        this.tables = tables;
    }

    @Override
    public String name() {
        return "search-finder";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        Finder.of(parameters, problems);
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        var finder = Finder.of(place.parameters(), new Problems());
        finder.kinds.forEach(kind -> known(request, kind));
        var words = new SearchWords(request);
        var labels = new Labels(request, tables, words);
        var name = words.text("among", finder.kinds.stream().map(labels::kinds).collect(Collectors.joining(", ")));
        var wish = Wish.of(request);
        var model = Model.with("box", SearchBoxComponent.box(request, place.id(), request.path(), wish.text(), finder.kinds, name)).with("words", words.all()).with("asked", wish.asks());
        if (wish.asks()) findings.add(model, request, wish, wish.sought(finder.size, finder.kinds), words);
        return Filled.Shown.personal(Findings.TEMPLATE, model.build());
    }

    private static void known(Request request, String kind) {
        var plan = request.site().part(SearchPlan.class).orElse(SearchPlan.PAGES_ONLY);
        if (Labels.isTable(kind) && !plan.hasHits(kind)) {
            throw TorgException.of(ProblemKind.CONFIG, "search.unknown-kind", "nothing of kind '" + kind + "' is found").help("name a table of search.yml that has a link, 'page' or 'file'");
        }
    }
}
