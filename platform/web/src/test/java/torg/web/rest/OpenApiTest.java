package torg.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.web.Request;
import torg.spi.web.Answers;
import torg.spi.web.ApiDescription;
import torg.spi.web.RestResource;
import torg.web.EchoResource;
import torg.web.SmallSite;
import torg.web.page.Notices;

class OpenApiTest {
    private static final String ANYBODY = "[{},{\"session\":[]},{\"bearer\":[]}]";
    private static final String SIGNED_IN = "[{\"session\":[],\"csrf\":[]},{\"bearer\":[]}]";

    private final JsonNode document = document(new Forms(), new EchoResource(), new SessionResource(new ProblemDetails(new Notices())), new OpenApiResource(List.of()));

    /** Serves what has no address of its own, and describes one of them. */
    @Path("/")
    public static final class Forms implements RestResource {
        /** Another record has this name. */
        public record Echo(List<Echo> inner, Map<String, Integer> counts) {}

        @GET
        @Path("{api: [a-z]+}")
        public Echo ask(@PathParam("api") String api) {
            throw new AssertionError(api);
        }

        /** The same for people. */
        @GET
        @Path("{api: [a-z]+}")
        @Produces("text/plain")
        public String askAsText(@PathParam("api") String api) {
            throw new AssertionError(api);
        }

        @POST
        @Path("{api: [a-z]+}")
        @Answers(status = {201, 204}, body = Echo.class)
        public Response fill(@PathParam("api") String api, Map<String, Object> values) {
            throw new AssertionError(api + values);
        }

        @Override
        public ApiDescription describe(Request request) {
            return new ApiDescription(Map.of("/orders", Map.of("post", Map.of("summary", "Order"))), Map.of());
        }
    }

    @Test
    void securityIsWhatIsDemanded() {
        assertThat(operation("/session", "get").get("security")).isEqualTo(json(ANYBODY));
        assertThat(operation("/session", "post").get("security")).isEqualTo(json("[]"));
        assertThat(operation("/session", "delete").get("security")).isEqualTo(json("[{\"session\":[],\"csrf\":[]}]"));
        assertThat(operation("/echo", "post").get("security")).isEqualTo(json(SIGNED_IN));
        assertThat(operation("/echo/wake", "post").get("security")).isEqualTo(json("[]"));
        assertThat(operation("/orders", "post").get("security")).isEqualTo(json(SIGNED_IN));
    }

    @Test
    void whatIsWrittenSomewhereCanAlsoBeReadThere() {
        var read = operation("/orders", "get");
        assertThat(read.get("security")).isEqualTo(json(ANYBODY));
        assertThat(read.get("parameters")).isEmpty();
        assertThat(operation("/orders", "post").get("summary").asText()).isEqualTo("Order");
        assertThat(operation("/{api}", "get").get("parameters")).hasSize(1);
    }

    @Test
    void answersHaveStatusAndShape() {
        assertThat(operation("/session", "get").at("/responses/200/content/application~1json/schema/$ref").asText()).isEqualTo("#/components/schemas/Who");
        assertThat(operation("/session", "post").at("/responses/200/content/application~1json/schema/$ref").asText()).isEqualTo("#/components/schemas/Begun");
        assertThat(operation("/session", "delete").at("/responses/204").has("content")).isFalse();
        assertThat(operation("/echo/later", "get").at("/responses/200/content/application~1json/schema")).isEqualTo(json("{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"));
        assertThat(operation("/echo", "post").get("responses").fieldNames()).toIterable().contains("200", "400", "401", "403", "413", "415", "422", "4XX", "5XX");
        assertThat(operation("/{api}", "get").get("responses").fieldNames()).toIterable().contains("200", "404").doesNotContain("401");
        assertThat(operation("/{api}", "post").get("responses").fieldNames()).toIterable().contains("201", "204").doesNotContain("200", "2XX");
        assertThat(operation("/{api}", "post").at("/responses/201").has("content")).isTrue();
        assertThat(operation("/{api}", "post").at("/responses/204").has("content")).isFalse();
        assertThat(document.at("/components/responses/Problem/content/application~1problem+json/schema/$ref").asText()).isEqualTo("#/components/schemas/Problem");
    }

    @Test
    void oneCallThatIsAnsweredInTwoFormsIsOneOperation() {
        var ask = operation("/{api}", "get");
        assertThat(ask.get("operationId").asText()).isEqualTo("Forms.ask");
        assertThat(ask.at("/responses/200/content").fieldNames()).toIterable().containsExactly("application/json", "text/plain");
        assertThat(ask.at("/responses/200/content/text~1plain/schema")).isEqualTo(json("{\"type\":\"string\"}"));
    }

    @Test
    void recordsOfOneNameAreTwo() {
        var asked = operation("/{api}", "get").at("/responses/200/content/application~1json/schema/$ref").asText();
        var echoed = operation("/echo", "post").at("/responses/200/content/application~1json/schema/$ref").asText();
        assertThat(asked).isNotEqualTo(echoed);
        for (var name : List.of(asked, echoed)) assertThat(document.at(name.substring(1)).get("properties")).as(name).isNotNull();
    }

    @Test
    void theDocumentNamesItselfAndNoOperationTwice() {
        assertThat(document.get("paths").has("/openapi.json")).isTrue();
        var ids = new HashSet<String>();
        document.get("paths").forEach(path -> path.forEach(operation -> {
            if (operation.has("operationId")) assertThat(ids.add(operation.get("operationId").asText())).as(operation.toString()).isTrue();
        }));
        assertThat(ids).contains("Forms.ask.orders");
    }

    private JsonNode operation(String path, String verb) {
        return document.get("paths").get(path).get(verb);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode document(RestResource... resources) {
        var request = new Request("r-1", "GET", "/api/openapi.json", Locale.ENGLISH, Map.of(), Map.of(), Map.of(), Caller.ANONYMOUS, Optional.empty(), "127.0.0.1",
                SmallSite.version(1, ""));
        return new ObjectMapper().valueToTree(new OpenApi(request, "torg-session").describe(List.of(resources)));
    }
}
