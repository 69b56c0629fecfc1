package torg.lists.forms.form.api;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Providers;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.api.web.RowTag;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.Forms;
import torg.spi.web.Answers;
import torg.spi.web.ApiDescription;
import torg.spi.web.RestResource;

/**
 * Forms as JSON: {@code POST /api/forms/<form>}, and {@code POST /api/<name>} for a form whose document says {@code api: <name>}. Its path is the
 * least specific there is, so every other resource below {@code /api} goes first.
 */
@Component(service = RestResource.class)
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class FormsResource implements RestResource {
    @SuppressWarnings("unchecked") // an object of JSON has texts for names
    private static final Class<Map<String, Object>> JSON_OBJECT = (Class<Map<String, Object>>) (Class<?>) Map.class;
    private static final Annotation[] NO_ANNOTATIONS = {};

    private final FormPosts posts;

    @Activate
    public FormsResource(@Reference Tables tables) {
        this(tables, Clock.systemUTC());
    }

    public FormsResource(Tables tables, Clock clock) {
        this.posts = new FormPosts(tables, clock);
    }

    /** What a form asks. */
    @GET
    @Path("forms/{form}")
    public Map<String, Object> describeForm(@Context Request request, @PathParam("form") String form) {
        return posts.describe(request, named(request, form));
    }

    /**
     * Fill a form; a repeat with the same key and values answers what the first one made. A form that edits a row does so only if the row still has
     * the version that {@code If-Match} names.
     */
    @POST
    @Path("forms/{form}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Answers(status = {201, 200}, body = Map.class)
    public Response fillForm(@Context Request request, @PathParam("form") String form, @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("If-Match") String ifMatch, InputStream body, @Context Providers providers) throws IOException {
        return fill(request, named(request, form), key, ifMatch, body, providers);
    }

    /** What the form of this name asks, for example {@code orders}. */
    @GET
    @Path("{api: [a-z][a-z0-9-]*}")
    public Map<String, Object> describeApi(@Context Request request, @PathParam("api") String api) {
        return posts.describe(request, alias(request, api));
    }

    /** Fill the form of this name. */
    @POST
    @Path("{api: [a-z][a-z0-9-]*}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Answers(status = {201, 200}, body = Map.class)
    public Response fillApi(@Context Request request, @PathParam("api") String api, @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("If-Match") String ifMatch, InputStream body, @Context Providers providers) throws IOException {
        return fill(request, alias(request, api), key, ifMatch, body, providers);
    }

    /** The body is read last: a large one must not be work for whoever may not use the form. */
    private Response fill(Request request, FormView form, String key, String ifMatch, InputStream body, Providers providers) throws IOException {
        var visit = posts.open(request, form);
        return answer(posts.take(visit, read(body, providers), key, ifMatch));
    }

    @Override
    public ApiDescription describe(Request request) {
        return new OpenApiForms(posts, request).describe();
    }

    /** With the house's own JSON reader and its bounds; null when there is no object. */
    private static Map<String, Object> read(InputStream body, Providers providers) throws IOException {
        var reader = providers.getMessageBodyReader(JSON_OBJECT, JSON_OBJECT, NO_ANNOTATIONS, MediaType.APPLICATION_JSON_TYPE);
        return reader.readFrom(JSON_OBJECT, JSON_OBJECT, NO_ANNOTATIONS, MediaType.APPLICATION_JSON_TYPE, new MultivaluedHashMap<>(), body);
    }

    private static Response answer(FormPosts.Taken taken) {
        var response = Response.status(taken.made() ? 201 : 200).entity(taken.row());
        taken.version().ifPresent(version -> response.header("ETag", RowTag.of(version)));
        return response.build();
    }

    private static FormView named(Request request, String name) {
        return found(request.site().part(Forms.class).map(forms -> forms.byName().get(name)));
    }

    private static FormView alias(Request request, String api) {
        return found(request.site().part(Forms.class).flatMap(forms -> forms.api(api)));
    }

    private static FormView found(Optional<FormView> form) {
        return form.orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "forms.unknown", "there is nothing here"));
    }
}
