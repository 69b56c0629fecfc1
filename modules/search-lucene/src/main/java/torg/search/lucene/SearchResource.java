package torg.search.lucene;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.search.Found;
import torg.api.search.Found.Piece;
import torg.api.search.Sought;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.spi.search.Search;
import torg.spi.web.RestResource;

/** What was found as JSON: {@code GET /api/search?q=chai&facet=kind:product}. */
@Component(service = RestResource.class)
@Path("search")
@Produces("application/json")
public final class SearchResource implements RestResource {
    private final Search search;
    private final Tables tables;

    @Activate
    public SearchResource(@Reference Search search, @Reference Tables tables) {
        this.search = search;
        this.tables = tables;
    }

    /**
     * What was found.
     *
     * @param total how many hits there are in all
     * @param sorts by what the hits can be put in order, by {@code sort=name}, or {@code sort=-name} for the largest or latest first
     * @param previous the page before these hits, by {@code page=}; null where they are the first
     * @param next the page after them; null where they are the last
     * @param forgiving whether nothing has the words as they were typed, and these hits have words that are written much alike
     * @param meant the text that the best of them has instead; null unless there is one
     * @param complete whether the whole index was looked at; false while it is made for the first time or anew, whatever else is being written
     */
    public record Answer(List<FoundHit> hits, long total, List<FoundFacet> facets, List<String> sorts, String previous, String next, boolean forgiving, String meant, boolean complete) {}

    /**
     * A page or a row.
     *
     * @param kind {@code page}, {@code file} of a web file, or the name of the row's table
     * @param label the same for people
     * @param link its address in this language
     * @param title in one piece
     * @param pieces the title in pieces, by whether they were looked for
     */
    public record FoundHit(String kind, String label, String key, String link, String title, List<Piece> pieces, List<FoundExcerpt> excerpts) {}

    /** Some of what it says; the column of a row it stands in, {@code page} with the title of the page that rules a web file, null for the text of either. */
    public record FoundExcerpt(String column, List<Piece> pieces) {}

    /** By what hits can be told apart; a value is chosen by {@code facet=name:value}. */
    public record FoundFacet(String name, String label, List<FoundValue> values) {}

    /** How many hits have it, and of values in levels the one before it that it lies within; null of one that lies within none. */
    public record FoundValue(String value, String label, long count, String within) {}

    /** Look for a text, in the language of a tag. */
    @GET
    public Answer find(@QueryParam("q") @DefaultValue("") String q, @QueryParam("facet") List<String> facet, @QueryParam("locale") @DefaultValue("") String locale,
            @QueryParam("sort") @DefaultValue("") String sort, @QueryParam("top") @DefaultValue("20") String top, @QueryParam("page") @DefaultValue("") String page, @Context Request asked) {
        var request = in(asked, locale);
        var found = search.find(request, new Sought(q, Wish.chosen(facet), Wish.sort(sort), number("top", top, 1, Sought.MOST_HITS), Optional.of(page).filter(key -> !key.isEmpty())));
        var labels = new Labels(request, tables, new SearchWords(request));
        return new Answer(found.hits().stream().map(hit -> hit(request, hit, labels)).toList(), found.total(), found.facets().stream().map(one -> facet(one, labels)).toList(), found.sorts(),
                found.previous().orElse(null), found.next().orElse(null), found.forgiving(), found.meant().orElse(null), found.complete());
    }

    private static FoundHit hit(Request request, Found.Hit hit, Labels labels) {
        var title = hit.title().stream().map(Piece::text).collect(Collectors.joining());
        return new FoundHit(hit.kind(), labels.kind(hit.kind()), hit.key(), request.link(hit.path()), title, hit.title(),
                hit.excerpts().stream().map(excerpt -> new FoundExcerpt(excerpt.column().orElse(null), excerpt.pieces())).toList());
    }

    private static FoundFacet facet(Found.Facet facet, Labels labels) {
        var names = labels.values(facet);
        return new FoundFacet(facet.name(), labels.facet(facet.name()), facet.values().stream().map(value -> new FoundValue(value.value(), names.get(value.value()), value.count(), value.within().orElse(null))).toList());
    }

    private static Request in(Request request, String tag) {
        if (tag.isEmpty()) return request;
        return request.in(request.site().settings().locales().stream().filter(locale -> locale.toLanguageTag().equals(tag)).findFirst().orElseThrow(() -> malformed("locale", "is no language of the site")));
    }

    private static int number(String name, String text, int least, int most) {
        if (text.matches("\\d{1,6}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) return Integer.parseInt(text);
        throw malformed(name, "is no whole number from " + least + " to " + most);
    }

    private static TorgException malformed(String name, String what) {
        return TorgException.of(ProblemKind.MALFORMED, "search.asked", "'" + name + "' " + what);
    }
}
