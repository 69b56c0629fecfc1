package torg.pages.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Component;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.pages.tree.SitePages;
import torg.spi.web.RestResource;
import torg.spi.web.Revalidated;

/** The snippets that the theme shows around pages, as JSON; any other is told with the pages it stands on, to those who may read them. */
@Component(service = RestResource.class)
@Path("content/snippets")
@Produces("application/json")
@Revalidated
public final class SnippetsResource implements RestResource {
    /** A text, as safe HTML. */
    public record Snippet(String body) {}

    /** All of them by name. */
    @GET
    public Map<String, Snippet> snippets(@QueryParam("locale") @DefaultValue("") String locale, @Context Request request) {
        var pages = request.site().require(SitePages.class);
        var snippets = new TreeMap<String, Snippet>();
        pages.around().forEach(name -> snippets.put(name, new Snippet(pages.snippets().get(name).in(Asked.locale(request, locale)).markup())));
        return snippets;
    }

    /** One snippet. */
    @GET
    @Path("{name}")
    public Snippet snippet(@PathParam("name") String name, @QueryParam("locale") @DefaultValue("") String locale, @Context Request request) {
        var pages = request.site().require(SitePages.class);
        if (!pages.around().contains(name)) throw TorgException.of(ProblemKind.NOT_FOUND, "pages.no-snippet", "there is no such snippet around pages");
        return new Snippet(pages.snippets().get(name).in(Asked.locale(request, locale)).markup());
    }
}
