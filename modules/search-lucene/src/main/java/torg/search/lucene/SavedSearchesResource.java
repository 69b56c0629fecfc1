package torg.search.lucene;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.search.lucene.saved.SavedSearches;
import torg.search.lucene.saved.SavedSearches.Saved;
import torg.spi.web.RestResource;

/** The searches that a person keeps, as JSON: the same as on the page of {@code search-results}. */
@Component(service = RestResource.class)
@Path("search/saved")
@Produces("application/json")
public final class SavedSearchesResource implements RestResource {
    private final SavedSearches saved;

    @Activate
    public SavedSearchesResource(@Reference SavedSearches saved) {
        this.saved = saved;
    }

    /** Those of who asks, by their names; {@code query} stands behind {@code /api/search}, and behind the address of the page. */
    public record All(List<Saved> value) {}

    /**
     * What is to be kept.
     *
     * @param name of at most 60 characters; one that has it already is replaced
     * @param q the text that is looked for
     * @param facet chosen values, {@code salesorder.status:open}; may be left out
     * @param sort as for {@code /api/search}; may be left out
     */
    public record Wanted(String name, String q, List<String> facet, String sort) {}

    /** One's own. */
    @GET
    public All all(@Context Request request) {
        admit(request);
        return new All(saved.of(request));
    }

    /** Keep one, and say how it is kept. */
    @POST
    @Consumes("application/json")
    public Saved keep(@Context Request request, Wanted wanted) {
        admit(request);
        if (wanted == null) throw TorgException.of(ProblemKind.MALFORMED, "search.no-body", "the request has no body").help("send {\"name\", \"q\", \"facet\", \"sort\"}");
        var facets = Objects.requireNonNullElse(wanted.facet(), List.<String>of()).stream().filter(Objects::nonNull).toList();
        var wish = new Wish(Objects.requireNonNullElse(wanted.q(), ""), Wish.chosen(facets), Wish.sort(Objects.requireNonNullElse(wanted.sort(), "")), Optional.empty());
        if (!wish.asks()) throw refused("search.saved-nothing", "'q' is what is looked for");
        var name = Objects.requireNonNullElse(wanted.name(), "");
        switch (saved.keep(request, name, wish.query())) {
            case KEPT -> { }
            case NO_NAME -> throw refused("search.saved-name", "'name' has 1 to " + SavedSearches.LONGEST_NAME + " characters");
            case TOO_LONG -> throw refused("search.saved-too-long", "this is too long to be kept");
            case TOO_MANY -> throw refused("search.saved-too-many", "a person keeps at most " + SavedSearches.MOST + " searches");
        }
        return saved.of(request).stream().filter(one -> one.name().equals(SavedSearches.named(name))).findFirst().orElseThrow(SavedSearchesResource::gone);
    }

    /** Keep one no longer. */
    @DELETE
    @Path("{id}")
    public void forget(@Context Request request, @PathParam("id") String id) {
        admit(request);
        if (!saved.forget(request, id)) throw gone();
    }

    private void admit(Request request) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "search.sign-in", "saved searches are for who signed in");
        if (!saved.areFor(request)) throw TorgException.of(ProblemKind.DENIED, "search.saved-denied", "saved searches are for a person, and neither for a program nor for who works on behalf of another");
    }

    private static TorgException gone() {
        return TorgException.of(ProblemKind.NOT_FOUND, "search.no-saved", "there is no such saved search");
    }

    private static TorgException refused(String code, String message) {
        return TorgException.of(ProblemKind.INVALID, code, message);
    }
}
