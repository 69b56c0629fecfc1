package torg.launcher.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** People of the seller at their screens: what they do in Tryton, done by its own procedures. */
final class TrytonStaff {
    private final JsonMapper json = new JsonMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final String authorization;
    private final JsonNode context;

    TrytonStaff(URI database, String password) {
        this.address = URI.create(database + "/");
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        this.context = call("model.res.user.get_preferences", List.of(true, Map.of()));
    }

    /** Do something. Fails the test when Tryton does not. */
    JsonNode does(String procedure, Object... parameters) {
        var all = new ArrayList<>(List.of(parameters));
        all.add(context);
        return call(procedure, all);
    }

    /** Ids of the sales that carry this reference. */
    JsonNode sales(String reference) {
        return does("model.sale.sale.search", List.of(List.of("reference", "=", reference)), 0, 10, List.of());
    }

    private JsonNode call(String procedure, List<Object> parameters) {
        try {
            var body = json.writeValueAsString(Map.of("id", 0, "method", procedure, "params", parameters));
            var request = HttpRequest.newBuilder(address).header("Content-Type", "application/json").header("Authorization", authorization).POST(HttpRequest.BodyPublishers.ofString(body)).build();
            var answer = json.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (!answer.has("result")) throw new AssertionError(procedure + ": " + answer);
            return answer.get("result");
        } catch (IOException e) {
            throw new AssertionError(procedure, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
