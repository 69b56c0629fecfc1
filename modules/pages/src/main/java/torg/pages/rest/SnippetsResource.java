package torg.pages.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import org.osgi.service.component.annotations.Component;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.pages.tree.SitePages;
import torg.spi.web.RestResource;

/** The snippets that the theme shows around pages, as JSON; any other is told with the pages it stands on, to those who may read them. */
@Component(service = RestResource.class)
@Path("snippets")
@Produces("application/json")
public final class SnippetsResource implements RestResource {
    /** A text, as safe HTML. */
    public record Snippet(String body) {}

    /** One snippet. */
    @GET
    @Path("{name}")
    public Snippet snippet(@PathParam("name") String name, @Context Request request) {
        var pages = request.site().require(SitePages.class);
        if (!pages.around().contains(name)) throw TorgException.of(ProblemKind.NOT_FOUND, "pages.no-snippet", "there is no such snippet around pages");
        return new Snippet(pages.snippets().get(name).in(request.locale()).markup());
    }
}
