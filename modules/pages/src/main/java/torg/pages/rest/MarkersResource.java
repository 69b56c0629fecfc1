package torg.pages.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.SiteMarkers;
import torg.api.web.Request;
import torg.pages.access.KnownAccess;
import torg.pages.tree.Entry;
import torg.pages.tree.SitePages;
import torg.spi.web.RestResource;
import torg.spi.web.Revalidated;

/** Site markers as JSON: the pages that a front end of its own leads to by a name, as far as the caller may read them. */
@Component(service = RestResource.class)
@Path("content/markers")
@Produces("application/json")
@Revalidated
public final class MarkersResource implements RestResource {
    private final KnownAccess access;

    @Activate
    public MarkersResource(@Reference KnownAccess access) {
        this.access = access;
    }

    /**
     * The page that has the marker.
     *
     * @param path without language
     * @param link the address for people in the language of the answer
     */
    public record Marked(String path, String title, String link) {}

    /** All by name. */
    @GET
    public Map<String, Marked> markers(@QueryParam("locale") @DefaultValue("") String locale, @Context Request asked) {
        var request = Asked.in(asked, locale);
        var sight = access.of(request.site(), request.caller());
        var tree = request.site().require(SitePages.class).tree();
        var marked = new TreeMap<String, Marked>();
        request.site().part(SiteMarkers.class).orElse(SiteMarkers.NONE).paths().forEach((name, path) -> tree.entry(path).filter(sight::of).map(Entry::page)
                .ifPresent(page -> marked.put(name, new Marked(path, page.title().in(request.locale()), request.link(path)))));
        return marked;
    }
}
