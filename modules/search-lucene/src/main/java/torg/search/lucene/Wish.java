package torg.search.lucene;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.search.Found.Facet;
import torg.api.search.Sought;
import torg.api.search.Sought.Sort;
import torg.api.web.Request;
import torg.search.lucene.site.Tree;

/**
 * What an address asks for.
 *
 * @param text what was typed
 * @param chosen facets to values, of {@code facet=salesorder.status:open}
 * @param sort by what they are put in order, of {@code sort=-salesorder.total}
 * @param page key of one that is not the first
 */
record Wish(String text, Map<String, List<String>> chosen, Optional<Sort> sort, Optional<String> page) {
    static final String TEXT = "q";
    private static final String FACET = "facet";
    private static final String SORT = "sort";
    private static final String PAGE = "page";
    private static final int MOST_CHOSEN = 20;

    /** What cannot be understood counts as not asked. */
    static Wish of(Request request) {
        return new Wish(request.query(TEXT).orElse(""), chosen(request.query().getOrDefault(FACET, List.of())), sort(request.query(SORT).orElse("")), request.query(PAGE).filter(key -> !key.isEmpty()));
    }

    static Map<String, List<String>> chosen(List<String> facets) {
        var chosen = new LinkedHashMap<String, List<String>>();
        for (var facet : facets.stream().filter(one -> one.indexOf(':') > 0).limit(MOST_CHOSEN).toList()) {
            chosen.computeIfAbsent(facet.substring(0, facet.indexOf(':')), _ -> new ArrayList<>()).add(facet.substring(facet.indexOf(':') + 1));
        }
        return chosen;
    }

    static Optional<Sort> sort(String written) {
        return Optional.of(written).filter(text -> !text.isEmpty()).map(Sort::of);
    }

    Sought sought(int size) {
        return new Sought(text, chosen, sort, size, page);
    }

    /** The same among hits of these kinds alone, whatever else is chosen. */
    Sought sought(int size, List<String> kinds) {
        var narrowed = new LinkedHashMap<>(chosen);
        narrowed.merge(Facet.KIND, kinds, (asked, all) -> {
            var both = all.stream().filter(asked::contains).toList();
            return both.isEmpty() ? all : both;
        });
        return new Sought(text, narrowed, sort, size, page);
    }

    /** Whether it asks for anything. */
    boolean asks() {
        return !text.isBlank();
    }

    boolean has(String facet, String value) {
        return chosen.getOrDefault(facet, List.of()).contains(value);
    }

    /** The same with this value chosen, or not any more; from the first page. */
    Wish toggled(String facet, String value) {
        var other = new LinkedHashMap<>(chosen);
        var values = new ArrayList<>(chosen.getOrDefault(facet, List.of()));
        if (!values.remove(value)) values.add(value);
        other.put(facet, values);
        return new Wish(text, other, sort, Optional.empty());
    }

    /** The same with this value chosen in place of those that it lies within or that lie within it; of one that was chosen, the value that it lies within. From the first page. */
    Wish toggled(String facet, String value, Tree tree) {
        var other = new LinkedHashMap<>(chosen);
        var values = new ArrayList<>(chosen.getOrDefault(facet, List.of()));
        values.removeIf(one -> tree.inLine(one, value));
        if (!has(facet, value)) values.add(value);
        else tree.above(value).ifPresent(values::add);
        other.put(facet, values);
        return new Wish(text, other, sort, Optional.empty());
    }

    /** The same in another order, or the best first; from the first page. */
    Wish sorted(Optional<Sort> by) {
        return new Wish(text, chosen, by, Optional.empty());
    }

    Wish at(String key) {
        return new Wish(text, chosen, sort, Optional.of(key));
    }

    Wish first() {
        return sorted(sort);
    }

    /** What else is chosen may not be there for another text. */
    Wish about(String other) {
        return new Wish(other, Map.of(), Optional.empty(), Optional.empty());
    }

    /** With nothing chosen. */
    Wish bare() {
        return new Wish(text, Map.of(), sort, Optional.empty());
    }

    /** The query of its address, the question mark included. */
    String query() {
        var query = new StringBuilder("?").append(TEXT).append('=').append(encoded(text));
        chosen.forEach((facet, values) -> values.forEach(value -> query.append('&').append(FACET).append('=').append(encoded(facet + ':' + value))));
        sort.ifPresent(by -> query.append('&').append(SORT).append('=').append(encoded(by.written())));
        page.ifPresent(key -> query.append('&').append(PAGE).append('=').append(encoded(key)));
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
