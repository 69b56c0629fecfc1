package torg.lists.forms.list;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.web.Request;

/**
 * What the address asks of a list. What cannot be understood there (page=abc, an unknown column) counts as not asked.
 *
 * @param prefix before the names of parameters, so that a list inside a record leaves those of the page alone
 * @param text looked for; empty for none
 * @param sort the column, with {@code -} before it when descending; empty for the list's own order
 * @param page from 1
 * @param filters what is said of them, by parameter
 */
public record Asked(String prefix, String text, String sort, int page, Map<String, String> filters) {
    /** Nothing: the list as its document has it. */
    static final Asked NOTHING = new Asked("", "", "", 1, Map.of());

    private static final int LONGEST = 100;

    /** Read the address of a request. */
    public static Asked of(Request request, ListView view, String prefix) {
        var text = request.query(prefix + "q").map(String::strip).orElse("");
        var filters = new LinkedHashMap<String, String>();
        for (var filter : view.filters()) {
            for (var name : filter.parameters()) {
                request.query(prefix + name).map(String::strip).filter(value -> filter.understands(name, value)).ifPresent(value -> filters.put(name, value));
            }
        }
        var sort = request.query(prefix + "sort").filter(by -> sortable(view, by)).orElse("");
        return new Asked(prefix, text.length() > LONGEST ? text.substring(0, LONGEST) : text, sort, page(request.query(prefix + "page")), filters);
    }

    /** The address of the same rows on another page. */
    public String page(int number) {
        return query(sort, number);
    }

    /** The address of the same rows in another order. */
    public String sorted(String by) {
        return query(by, 1);
    }

    /** Whether the rows are fewer than the list has. */
    public boolean narrows() {
        return !text.isEmpty() || !filters.isEmpty();
    }

    private static boolean sortable(ListView view, String sort) {
        var path = sort.startsWith("-") ? sort.substring(1) : sort;
        return view.columns().stream().anyMatch(column -> column.path().text().equals(path));
    }

    private static int page(Optional<String> text) {
        return text.filter(number -> number.matches("[1-9]\\d{0,5}")).map(Integer::parseInt).orElse(1);
    }

    /** What is asked, for an address away from the page: without prefix, and with the language. */
    String everywhere(Locale locale) {
        var parameters = narrowed();
        if (!sort.isEmpty()) parameters.put("sort", sort);
        parameters.put("locale", locale.toLanguageTag());
        return query("", parameters);
    }

    private String query(String by, int number) {
        var parameters = narrowed();
        if (!by.isEmpty()) parameters.put("sort", by);
        if (number > 1) parameters.put("page", Integer.toString(number));
        return query(prefix, parameters);
    }

    private Map<String, String> narrowed() {
        var parameters = new LinkedHashMap<String, String>();
        if (!text.isEmpty()) parameters.put("q", text);
        parameters.putAll(filters);
        return parameters;
    }

    private static String query(String prefix, Map<String, String> parameters) {
        return parameters.entrySet().stream().map(parameter -> encode(prefix + parameter.getKey()) + "=" + encode(parameter.getValue())).collect(Collectors.joining("&", "?", ""));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
