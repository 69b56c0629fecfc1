package torg.pages.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.pages.access.KnownAccess;
import torg.pages.access.Sight;
import torg.pages.collection.Selection;
import torg.pages.frame.FieldValues;
import torg.pages.tree.Addresses;
import torg.pages.tree.Entry;
import torg.pages.tree.SitePages;
import torg.spi.web.RestResource;
import torg.spi.web.Revalidated;

/** Pages as JSON, as far as the caller may read them; {@code /api/content/pages/<address>} is one of them, which the house itself serves. */
@Component(service = RestResource.class)
@Path("content/pages")
@Produces("application/json")
@Revalidated
public final class PagesResource implements RestResource {
    private static final String ROOT = "/api/content/pages";
    private static final String EVERY = "*";

    private final KnownAccess access;

    @Activate
    public PagesResource(@Reference KnownAccess access) {
        this.access = access;
    }

    /**
     * Pages, in the order that was asked for.
     *
     * @param next where those that follow are; left out after the last one
     */
    public record Pages(List<KnownPage> value, String next) {}

    /**
     * A page.
     *
     * @param path without language, variables in braces
     * @param parent path of the page above; home has none
     * @param type the page's; left out where it has none
     * @param fields of the type, those that were asked for and have a value
     * @param link the address for people in the language of the answer; a page whose path has variables has none, nor a url or languages
     * @param url where the whole page is as JSON
     * @param languages addresses for people by language tag
     */
    public record KnownPage(String path, String title, String description, String parent, String type, Map<String, Object> fields, String link, String url, Map<String, String> languages) {}

    /**
     * The pages this caller may read, at most 200 at a time. What nobody has, a type, an address or a field, is found nowhere.
     *
     * @param type of the pages
     * @param below the address that they lie below
     * @param where {@code kind:range}, what a field of theirs says; of several for one field one of them
     * @param sort a field of the type, {@code title}, {@code order} or {@code path}, with {@code -} before it for the last first
     * @param fields names with commas between, or {@code *}
     */
    @GET
    public Pages pages(@QueryParam("type") String type, @QueryParam("below") String below, @QueryParam("where") List<String> where, @QueryParam("sort") @DefaultValue(Selection.PATH) String sort,
            @QueryParam("fields") @DefaultValue("") String fields, @QueryParam("page") @DefaultValue("") String page, @QueryParam("page-size") @DefaultValue("") String size,
            @QueryParam("locale") @DefaultValue("") String locale, @Context Request asked) {
        var request = Asked.in(asked, locale);
        var sight = access.of(request.site(), request.caller());
        var selection = new Selection(Optional.ofNullable(type), Optional.ofNullable(below), false, clauses(where), sort.startsWith("-") ? sort.substring(1) : sort, sort.startsWith("-"));
        if (type == null && !selection.byOwn()) throw Asked.malformed("sort", "is a field, and no type is asked for").help("name its type, or sort by title, order or path");
        var all = selection.all(request.site().require(SitePages.class).tree(), request.locale(), sight);
        var some = Asked.some(asked, all, page, size);
        var names = Set.copyOf(List.of(fields.split(",")));
        return new Pages(some.value().stream().map(entry -> known(entry, request, sight, names)).toList(), some.next());
    }

    private static Map<String, List<String>> clauses(List<String> where) {
        var clauses = new LinkedHashMap<String, List<String>>();
        for (var clause : where) {
            var colon = clause.indexOf(':');
            if (colon < 1) throw Asked.malformed("where", "is written as field:value");
            clauses.computeIfAbsent(clause.substring(0, colon), _ -> new ArrayList<>()).add(clause.substring(colon + 1));
        }
        return clauses;
    }

    private static KnownPage known(Entry entry, Request request, Sight sight, Set<String> names) {
        var page = entry.page();
        var title = page.title().in(request.locale());
        var description = page.description().map(text -> text.in(request.locale())).orElse(null);
        var parent = page.parent().orElse(null);
        var type = entry.fields().map(fields -> fields.type().name()).orElse(null);
        var fields = names.equals(Set.of("")) ? null : entry.fields().map(own -> new FieldValues(request, sight).of(own).plain()).map(own -> chosen(own, names)).orElse(null);
        if (entry.hasVariables()) return new KnownPage(page.path(), title, description, parent, type, fields, null, null, null);
        var link = Addresses.in(request.site().settings(), request.locale(), page.path());
        return new KnownPage(page.path(), title, description, parent, type, fields, link, ROOT + (link.equals("/") ? "/index" : link), languages(page, request));
    }

    private static Map<String, Object> chosen(Map<String, Object> fields, Set<String> names) {
        if (names.contains(EVERY)) return fields;
        var chosen = new LinkedHashMap<>(fields);
        chosen.keySet().retainAll(names);
        return chosen;
    }

    private static Map<String, String> languages(Page page, Request request) {
        var languages = new TreeMap<String, String>();
        for (var locale : request.site().settings().locales()) languages.put(locale.toLanguageTag(), Addresses.in(request.site().settings(), locale, page.path()));
        return languages;
    }
}
