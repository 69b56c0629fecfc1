package torg.lists.forms.row;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import torg.api.site.Position;
import torg.api.site.Unknown;
import torg.api.table.Table;
import torg.api.web.Request;

/**
 * An address with places for values: {@code /orders/{ordernumber}}, {@code mailto:{email}}; or one place and nothing else, {@code {trackingurl}}, for an address that stands in the row.
 *
 * @param paths what stands in the places, in order
 */
public record Link(Places places, List<Path> paths) {
    private static final String MAIL = "mailto:";
    private static final String ELSEWHERE = "https://";
    /** What is below it is the same in every language, and no page. */
    private static final String API = "/api/";
    /** In the place of one that a document got wrong. */
    public static final Link NOWHERE = new Link(Places.of(""), List.of());

    public Link {
        paths = List.copyOf(paths);
    }

    /** Read it; its places name columns of the table. An address of the site that is no page's is worth a warning. */
    public static Optional<Link> read(Ground ground, Table table, String text, Position at) {
        var places = Places.of(text);
        if (!places.isOneValue() && !text.startsWith("/") && !text.startsWith(ELSEWHERE) && !text.startsWith(MAIL)) {
            ground.error(at, "bad-link", "'" + text + "' is no address", "begin it with '/' for a page of the site, else with https:// or mailto:, or name the column that holds an address");
            return Optional.empty();
        }
        var paths = places.names().stream().map(name -> ground.path(table, name, at)).toList();
        if (paths.stream().anyMatch(Optional::isEmpty)) return Optional.empty();
        if (text.startsWith("/") && !text.startsWith(API) && !ground.pages().has(text)) {
            ground.problems().warning(at, "lists-forms.unknown-page", "no page answers to '" + text + "'", new Unknown(text, ground.pages().addresses()), "add the page, or change the link");
        }
        return Optional.of(new Link(places, paths.stream().map(Optional::orElseThrow).toList()));
    }

    /** The address with these values in its places; empty when one is missing, and where a value that is to be an address of its own is none that a browser may follow. */
    public Optional<String> fill(Function<String, Optional<String>> value) {
        if (places.isOneValue()) return places.fill(value).filter(text -> text.startsWith(ELSEWHERE));
        var address = places.fill(name -> value.apply(name).map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20")));
        // Programs for mail know an address by the sign itself.
        return address.map(text -> text.startsWith(MAIL) ? text.replace("%40", "@") : text);
    }

    /** The same as whoever made the request is to follow it: to a page in their language. */
    public Optional<String> fill(Function<String, Optional<String>> value, Request request) {
        return fill(value).map(address -> address.startsWith("/") && !address.startsWith(API) ? request.link(address) : address);
    }
}
