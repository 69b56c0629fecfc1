package torg.search.lucene;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.search.Found;
import torg.api.search.Found.Excerpt;
import torg.api.search.Found.Hit;
import torg.api.search.Found.Piece;
import torg.api.search.Sought;
import torg.api.search.Sought.Sort;
import torg.api.site.Reader;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.search.lucene.site.Tree;
import torg.spi.search.Search;

/** What was found, as the template {@code components/search-results} shows it. */
record Findings(Search search, Tables tables) {
    static final String TEMPLATE = "components/search-results";
    private static final int USUAL_SIZE = 20;

    /** How many hits an author wants on a page. */
    static int size(Reader parameters) {
        return parameters.number("page-size", USUAL_SIZE, 1, Sought.MOST_HITS);
    }

    /**
     * Look for what is wished, and add it to what the template is handed.
     *
     * @return whether it was in vain: nothing has the words, though nothing was chosen and all was looked at
     */
    boolean add(Model.Builder model, Request request, Wish wish, Sought sought, SearchWords words) {
        Found found;
        try {
            found = search.find(request, sought);
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.MALFORMED && e.kind() != ProblemKind.BUSY) throw e;
            model.with("notice", words.text(switch (e.code()) {
                case "search.too-long" -> "too-long";
                case "search.bad-page" -> "bad-page";
                default -> e.kind() == ProblemKind.BUSY ? "busy" : "none";
            })).with("first", first(wish));
            return false;
        }
        var labels = new Labels(request, tables, words);
        var facets = found.facets().stream().filter(facet -> narrows(facet, found.total(), wish)).map(facet -> facet(wish, facet, labels)).toList();
        model.with("notice", notice(found, words)).with("forgiving", found.forgiving())
                .with("meant", found.meant().map(text -> Model.with("text", text).with("link", wish.about(text).query()).build())).with("complete", found.complete())
                .with("total", found.total() == 1 ? words.text("one-hit") : words.text("hits", found.total())).with("found", found.total() > 0)
                .with("hits", found.hits().stream().map(hit -> hit(request, hit, labels)).toList())
                .with("facets", facets)
                .with("sorts", sorts(wish, found, labels, words))
                .with("narrowed", wish.chosen().isEmpty() ? Optional.empty() : Optional.of(wish.bare().query()))
                .with("pager", pager(wish, found));
        return found.total() == 0 && found.complete() && wish.chosen().isEmpty();
    }

    private static Optional<String> notice(Found found, SearchWords words) {
        return found.total() == 0 ? Optional.of(words.text("none")) : Optional.empty();
    }

    private static Model hit(Request request, Hit hit, Labels labels) {
        return Model.with("link", request.link(hit.path())).with("title", pieces(hit.title())).with("kind", labels.kind(hit.kind()))
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
        return Model.with("label", labels.facet(facet.name()))
                .with("values", facet.values().stream().filter(value -> isOpen(wish, facet, value, tree)).map(value -> Model.with("label", names.get(value.value()))
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
        return facet.values().stream().filter(other -> other.value().equals(within)).allMatch(above -> isOpen(wish, facet, above, tree)
                && facet.values().stream().filter(other -> other.within().equals(above.within())).count() == 1);
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
