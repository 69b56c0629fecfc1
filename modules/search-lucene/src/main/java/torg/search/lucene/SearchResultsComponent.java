package torg.search.lucene;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.search.Found;
import torg.api.search.Found.Excerpt;
import torg.api.search.Found.Hit;
import torg.api.search.Found.Piece;
import torg.api.search.Sought;
import torg.api.search.Sought.Sort;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.search.lucene.miss.Misses;
import torg.search.lucene.saved.SavedSearches;
import torg.search.lucene.site.Tree;
import torg.spi.search.Search;
import torg.spi.view.Component;

/** A box to search in, below it what was found, and the searches that who asks keeps: {@code component: search-results}, with {@code page-size: 20}. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class SearchResultsComponent implements Component {
    private static final int USUAL_SIZE = 20;

    private final Search search;
    private final Tables tables;
    private final Misses misses;
    private final SavedSearches saved;

    @Activate
    public SearchResultsComponent(@Reference Search search, @Reference Tables tables, @Reference Misses misses, @Reference SavedSearches saved) {
        this.search = search;
        this.tables = tables;
        this.misses = misses;
        this.saved = saved;
    }

    @Override
    public String name() {
        return "search-results";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        size(parameters, problems);
    }

    private static int size(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        var size = reader.number("page-size", USUAL_SIZE, 1, Sought.MOST_HITS);
        reader.done();
        return size;
    }

    /** Of every answer another caller might see another, and it is another as soon as the index has taken in more: nothing of it is kept. */
    @Override
    public Filled fill(Place place) {
        return filled(place, Optional.empty());
    }

    /** Keeps what is asked at this address under a name, or forgets one that was kept. */
    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!saved.areFor(request)) return new Outcome.Show(405, fill(place));
        var here = new Outcome.Redirect(request.link(request.path()) + Wish.of(request).query() + "#" + place.id());
        request.form("forget").ifPresent(id -> saved.forget(request, id));
        if (request.form("keep").isEmpty() || !Wish.of(request).asks()) return here;
        var outcome = saved.keep(request, request.form("name").orElse(""), Wish.of(request).first().query());
        return outcome == SavedSearches.Outcome.KEPT ? here : new Outcome.Show(422, filled(place, Optional.of(outcome)));
    }

    /** @param refused why a search was not kept */
    private Filled filled(Place place, Optional<SavedSearches.Outcome> refused) {
        var request = place.request();
        var wish = Wish.of(request);
        var size = size(place.parameters(), new Problems());
        var words = new SearchWords(request);
        var model = Model.with("box", SearchBoxComponent.box(request, place.id(), request.path(), wish.text())).with("words", words.all()).with("asked", wish.asks()).with("saved", saved(place, wish, words, refused));
        if (!wish.asks()) return shown(model);
        Found found;
        try {
            found = search.find(request, wish.sought(size));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.MALFORMED && e.kind() != ProblemKind.BUSY) throw e;
            return shown(model.with("notice", words.text(switch (e.code()) {
                case "search.too-long" -> "too-long";
                case "search.bad-page" -> "bad-page";
                default -> e.kind() == ProblemKind.BUSY ? "busy" : "none";
            })).with("first", first(wish)));
        }
        if (found.total() == 0 && found.complete() && wish.chosen().isEmpty()) misses.note(request, wish.text());
        var labels = new Labels(request, tables, words);
        var facets = found.facets().stream().filter(facet -> narrows(facet, found.total(), wish)).map(facet -> facet(wish, facet, labels)).toList();
        model.with("notice", notice(found, words)).with("forgiving", found.forgiving())
                .with("meant", found.meant().map(text -> Model.with("text", text).with("link", wish.about(text).query()).build())).with("complete", found.complete())
                .with("total", found.total() == 1 ? words.text("one-hit") : words.text("hits", found.total())).with("found", found.total() > 0)
                .with("hits", found.hits().stream().map(hit -> hit(place, hit, labels)).toList())
                .with("hasFacets", !facets.isEmpty())
                .with("facets", facets)
                .with("sorts", sorts(wish, found, labels, words))
                .with("narrowed", wish.chosen().isEmpty() ? Optional.empty() : Optional.of(wish.bare().query()))
                .with("pager", pager(wish, found));
        return shown(model);
    }

    /** The searches that are kept, and what keeps this one; nothing for whom they are not. */
    private Optional<Model> saved(Place place, Wish wish, SearchWords words, Optional<SavedSearches.Outcome> refused) {
        var request = place.request();
        if (!saved.areFor(request)) return Optional.empty();
        var kept = saved.of(request).stream()
                .map(one -> Model.with("id", one.id()).with("name", one.name()).with("link", one.query()).with("delete", words.text("forget-one", one.name())).with("here", wish.first().query().equals(one.query())).build()).toList();
        return Optional.of(Model.with("here", wish.query()).with("kept", kept).with("some", !kept.isEmpty()).with("keeps", wish.asks()).with("longest", SavedSearches.LONGEST_NAME)
                .with("name", refused.isEmpty() ? "" : request.form("name").orElse("")).with("trouble", refused.map(why -> words.text(switch (why) {
                    case NO_NAME -> "keep-no-name";
                    case TOO_LONG -> "keep-too-long";
                    case TOO_MANY, KEPT -> "keep-too-many";
                }, SavedSearches.LONGEST_NAME, SavedSearches.MOST))).build());
    }

    private static Filled shown(Model.Builder model) {
        return Filled.Shown.personal("components/search-results", model.build());
    }

    private static Optional<String> notice(Found found, SearchWords words) {
        return found.total() == 0 ? Optional.of(words.text("none")) : Optional.empty();
    }

    private static Model hit(Place place, Hit hit, Labels labels) {
        return Model.with("link", place.request().link(hit.path())).with("title", pieces(hit.title())).with("kind", labels.kind(hit.kind()))
                .with("key", Labels.isTable(hit.kind()) ? Optional.of(hit.key()) : Optional.empty())
                .with("excerpts", hit.excerpts().stream().map(excerpt -> excerpt(hit, excerpt, labels)).toList()).build();
    }

    private static Model excerpt(Hit hit, Excerpt excerpt, Labels labels) {
        return Model.with("label", excerpt.column().map(column -> labels.column(hit.kind(), column))).with("pieces", pieces(excerpt.pieces())).build();
    }

    private static List<Model> pieces(List<Piece> pieces) {
        return pieces.stream().map(piece -> Model.with("text", piece.text()).with("found", piece.found()).build()).toList();
    }

    /** One value that all hits have tells nothing apart; one that was chosen can be taken back. */
    private static boolean narrows(Found.Facet facet, long total, Wish wish) {
        return facet.values().stream().anyMatch(value -> value.count() < total || wish.has(facet.name(), value.value()));
    }

    private static Model facet(Wish wish, Found.Facet facet, Labels labels) {
        Map<String, String> names = labels.values(facet);
        var tree = labels.tree(facet);
        return Model.with("label", labels.facet(facet.name())).with("values", facet.values().stream().filter(value -> isOpen(wish, facet, value, tree)).map(value -> Model.with("label", names.get(value.value()))
                .with("count", value.count()).with("level", tree.map(levels -> levels.levels(value.value()).size()))
                .with("link", tree.map(levels -> wish.toggled(facet.name(), value.value(), levels)).orElseGet(() -> wish.toggled(facet.name(), value.value())).query())
                .with("chosen", wish.has(facet.name(), value.value())).build()).toList()).build();
    }

    /** What lies within another is shown where that was chosen, or something within it; or where there is no other beside that. */
    private static boolean isOpen(Wish wish, Found.Facet facet, Found.Value value, Optional<Tree> tree) {
        if (value.within().isEmpty() || tree.isEmpty()) return true;
        var within = value.within().get();
        var chosen = wish.chosen().getOrDefault(facet.name(), List.of());
        if (chosen.stream().anyMatch(one -> tree.get().levels(one).contains(within))) return true;
        return facet.values().stream().filter(other -> other.value().equals(within)).allMatch(above -> isOpen(wish, facet, above, tree) && facet.values().stream().filter(other -> other.within().equals(above.within())).count() == 1);
    }

    /** The best first, and each order in both directions; none where there is no choice. */
    private static Optional<Model> sorts(Wish wish, Found found, Labels labels, SearchWords words) {
        if (found.sorts().isEmpty() || found.total() < 2) return Optional.empty();
        var best = sort(wish, Optional.empty(), words.text("sort-best"));
        var others = found.sorts().stream().flatMap(name -> Stream.of(new Sort(name, true), new Sort(name, false))).map(by -> sort(wish, Optional.of(by), labels.sort(by)));
        return Optional.of(Model.with("ways", Stream.concat(Stream.of(best), others).toList()).build());
    }

    private static Model sort(Wish wish, Optional<Sort> by, String label) {
        return Model.with("label", label).with("link", wish.sorted(by).query()).with("chosen", wish.sort().equals(by)).build();
    }

    private static Optional<String> first(Wish wish) {
        return wish.page().map(_ -> wish.first().query());
    }

    private static Optional<Model> pager(Wish wish, Found found) {
        var first = first(wish).filter(_ -> found.previous().isPresent() || found.hits().isEmpty());
        if (first.isEmpty() && found.next().isEmpty()) return Optional.empty();
        return Optional.of(Model.with("first", first).with("previous", found.previous().map(key -> wish.at(key).query())).with("next", found.next().map(key -> wish.at(key).query())).build());
    }
}
