package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.lists.forms.Portal;
import torg.lists.forms.form.api.FormsResource;

class FormsResourceTest {
    /** Held, so that it stays quiet about things of no interest here. */
    private static final Logger JERSEY = Logger.getLogger("org.glassfish.jersey");
    private static final String ORDER = "{\"requestedreceiptdate\":\"2027-01-15\",\"lines\":[{\"product\":\"1\",\"quantity\":3}]}";
    private final Portal portal = new Portal();
    private final FormsResource forms = new FormsResource(portal.tables(), Portal.CLOCK);
    private final ApplicationHandler jersey = new ApplicationHandler(new ResourceConfig()
            .registerInstances(forms, new Others(), new JacksonJsonProvider(new ObjectMapper().findAndRegisterModules()), new Kinds(),
            new AbstractBinder() {
                @Override
                protected void configure() {
                    bind(portal.post(Portal.MARIA, "/api/orders")).to(Request.class);
                }
            }));

    @BeforeAll
    static void quiet() {
        JERSEY.setLevel(Level.SEVERE);
    }

    @Test
    void placesAnOrderUnderBothNames() throws Exception {
        assertThat(call("POST", "orders", ORDER)).isEqualTo(201);
        assertThat(call("POST", "orders", ORDER)).isEqualTo(200);
        assertThat(call("POST", "forms/order", ORDER)).isEqualTo(200);
    }

    @Test
    void changesARowOnlyWhileItHasTheVersionTheSenderRead() throws Exception {
        var tag = answer("POST", "forms/profile", "{\"phone\":\"030-1\"}", "*").getHeaderString("ETag");

        assertThat(tag).as("what is shown differs with rights").startsWith("W/");
        assertThat(answer("POST", "forms/profile", "{\"phone\":\"030-2\"}", tag).getStatus()).isEqualTo(200);
        assertThat(answer("POST", "forms/profile", "{\"phone\":\"030-3\"}", tag).getStatus()).isEqualTo(412);
    }

    @Test
    void leavesEveryOtherAddressToOthers() throws Exception {
        assertThat(call("GET", "session", "")).isEqualTo(299);
        assertThat(call("GET", "session/x", "")).isEqualTo(404);
        assertThat(call("POST", "session", "{}")).isEqualTo(405);
        assertThat(call("GET", "nothing", "")).isEqualTo(404);
        assertThat(call("POST", "nothing", "{}")).isEqualTo(404);
        assertThat(call("GET", "forms/nothing", "")).isEqualTo(404);
        assertThat(call("GET", "openapi.json", "")).isEqualTo(404);
        assertThat(call("GET", "a/b/c", "")).isEqualTo(404);
    }

    @Test
    void takesNothingButJson() throws Exception {
        assertThat(call("POST", "orders", "[]")).isEqualTo(400);
        assertThat(call("POST", "orders", "")).isEqualTo(400);
        assertThat(call("POST", "orders", "null")).isEqualTo(400);
    }

    @Test
    void readsNoBodyOfThoseWhoMayNotUseTheForm() {
        var unread = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("the body was read");
            }
        };
        assertThatThrownBy(() -> forms.fillApi(portal.post(Portal.MAY, "/api/orders"), "orders", null, null, unread, null))
                .isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.DENIED));
        assertThatThrownBy(() -> forms.fillForm(portal.post(Caller.ANONYMOUS, "/api/forms/order"), "order", null, null, unread, null))
                .isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.SIGN_IN));
    }

    @Test
    void describesOpenFormsForPrograms() {
        var description = forms.describe(portal.get(Portal.MARIA, "/api/openapi.json"));

        assertThat(description.paths()).containsOnlyKeys("/orders", "/forms/profile", "/forms/inquiry");
        assertThat(description.schemas()).extractingByKey("form-order").extracting("required").asString().isEqualTo("[requestedreceiptdate, lines]");
        assertThat(description.paths().get("/orders").toString()).as("made now, or by an earlier post").contains("200={", "201={").doesNotContain("2XX");
        assertThat(description.paths().get("/forms/profile").toString()).contains("200={").doesNotContain("201={");
        assertThat(forms.describe(portal.get(Portal.MAY, "/api/openapi.json")).paths()).containsOnlyKeys("/forms/profile");
    }

    private int call(String method, String path, String body) throws Exception {
        return answer(method, path, body, "*").getStatus();
    }

    private ContainerResponse answer(String method, String path, String body, String ifMatch) throws Exception {
        var request = new ContainerRequest(URI.create("/api/"), URI.create("/api/" + path), method, null, new MapPropertiesDelegate(),
                jersey.getConfiguration());
        request.header("Content-Type", "application/json");
        request.header("Idempotency-Key", "k1");
        request.header("If-Match", ifMatch);
        request.setEntityStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return jersey.apply(request).get();
    }

    /** What another module brings. */
    @Path("session")
    public static final class Others {
        @GET
        public Response who() {
            return Response.status(299).entity(Map.of()).build();
        }
    }

    /** What the door does with problems. */
    private static final class Kinds implements ExceptionMapper<Exception> {
        @Override
        public Response toResponse(Exception fault) {
            return switch (fault) {
                case TorgException problem -> Response.status(problem.kind().status()).build();
                case WebApplicationException web -> web.getResponse();
                default -> Response.status(400).build();
            };
        }
    }
}
