package torg.search.lucene;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torg.api.search.Sought;
import torg.api.web.Request;

/**
 * What an address asks for.
 *
 * @param text what was typed
 * @param chosen facets to values, of {@code facet=salesorder.status:open}
 * @param page from 1
 */
record Wish(String text, Map<String, List<String>> chosen, int page) {
    static final String TEXT = "q";
    private static final String FACET = "facet";
    private static final String PAGE = "page";
    private static final int MOST_CHOSEN = 20;

    /** What cannot be understood counts as not asked. */
    static Wish of(Request request) {
        var page = request.query(PAGE).filter(text -> text.matches("[1-9]\\d{0,3}")).map(Integer::parseInt).orElse(1);
        return new Wish(request.query(TEXT).orElse(""), chosen(request.query().getOrDefault(FACET, List.of())), page);
    }

    static Map<String, List<String>> chosen(List<String> facets) {
        var chosen = new LinkedHashMap<String, List<String>>();
        for (var facet : facets.stream().filter(one -> one.indexOf(':') > 0).limit(MOST_CHOSEN).toList()) {
            chosen.computeIfAbsent(facet.substring(0, facet.indexOf(':')), _ -> new ArrayList<>()).add(facet.substring(facet.indexOf(':') + 1));
        }
        return chosen;
    }

    Sought sought(int size) {
        return new Sought(text, chosen, size, Math.min((page - 1) * size, Sought.MOST_SKIPPED));
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
        return new Wish(text, other, 1);
    }

    Wish at(int number) {
        return new Wish(text, chosen, number);
    }

    /** What else is chosen may not be there for another text. */
    Wish about(String other) {
        return new Wish(other, Map.of(), 1);
    }

    /** With nothing chosen. */
    Wish bare() {
        return about(text);
    }

    /** The query of its address, the question mark included. */
    String query() {
        var query = new StringBuilder("?").append(TEXT).append('=').append(encoded(text));
        chosen.forEach((facet, values) -> values.forEach(value -> query.append('&').append(FACET).append('=').append(encoded(facet + ':' + value))));
        return page == 1 ? query.toString() : query.append('&').append(PAGE).append('=').append(page).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
