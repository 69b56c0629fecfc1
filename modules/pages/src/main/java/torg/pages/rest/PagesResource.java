package torg.pages.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.pages.access.KnownAccess;
import torg.pages.tree.Addresses;
import torg.pages.tree.Entry;
import torg.pages.tree.SitePages;
import torg.spi.web.RestResource;

/** The tree of pages as JSON, as far as the caller may read it; {@code /api/pages/<address>} is one of them, which the house itself serves. */
@Component(service = RestResource.class)
@Path("pages")
@Produces("application/json")
public final class PagesResource implements RestResource {
    private static final String ROOT = "/api/pages";
    private static final int MOST = 200;

    private final KnownAccess access;

    @Activate
    public PagesResource(@Reference KnownAccess access) {
        this.access = access;
    }

    /**
     * Pages, sorted by path.
     *
     * @param next where those that follow are; left out after the last one
     */
    public record Tree(List<KnownPage> value, String next) {}

    /**
     * A page.
     *
     * @param path without language, variables in braces
     * @param parent path of the page above; home has none
     * @param link the address for people in the language of the answer; a page whose path has variables has none, nor a url or languages
     * @param url where the whole page is as JSON
     * @param languages addresses for people by language tag
     */
    public record KnownPage(String path, String title, String description, String parent, String link, String url, Map<String, String> languages) {}

    /** The pages this caller may read, at most 200 at a time. */
    @GET
    public Tree pages(@QueryParam("after") @DefaultValue("") String after, @Context Request request) {
        var sight = access.of(request.site(), request.caller());
        var pages = request.site().require(SitePages.class).tree().entries().stream()
                .filter(entry -> entry.page().path().compareTo(after) > 0 && sight.of(entry)).limit(MOST + 1L).toList();
        var shown = pages.stream().limit(MOST).map(entry -> known(entry, request)).toList();
        return new Tree(shown, pages.size() > MOST ? ROOT + "?after=" + Addresses.value(shown.getLast().path()) : null);
    }

    private static KnownPage known(Entry entry, Request request) {
        var page = entry.page();
        var title = page.title().in(request.locale());
        var description = page.description().map(text -> text.in(request.locale())).orElse(null);
        var parent = page.parent().orElse(null);
        if (entry.hasVariables()) return new KnownPage(page.path(), title, description, parent, null, null, null);
        var link = Addresses.in(request.site().settings(), request.locale(), page.path());
        return new KnownPage(page.path(), title, description, parent, link, ROOT + (link.equals("/") ? "/index" : link), languages(page, request));
    }

    private static Map<String, String> languages(Page page, Request request) {
        var languages = new TreeMap<String, String>();
        for (var locale : request.site().settings().locales()) languages.put(locale.toLanguageTag(), Addresses.in(request.site().settings(), locale, page.path()));
        return languages;
    }
}
