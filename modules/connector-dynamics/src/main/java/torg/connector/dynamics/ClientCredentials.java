package torg.connector.dynamics;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** OAuth 2.0 client credentials (RFC 6749 section 4.4); a token is kept until a minute before it ends. */
final class ClientCredentials implements Tokens {
    private record Token(String value, Instant ends) {}

    /** A token is a few kilobytes. */
    private static final int LARGEST = 1024 * 1024;
    private final Duration patience;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final JsonMapper json = new JsonMapper();
    private final URI endpoint;
    private final String form;
    private Token token = new Token("", Instant.MIN);

    ClientCredentials(URI endpoint, String clientId, String clientSecret, URI environment, Duration patience) {
        this.patience = patience;
        this.endpoint = endpoint;
        // The resource is the environment's address without a slash at the end; with one the token is refused.
        var resource = environment.toString().replaceAll("/+$", "");
        this.form = "grant_type=client_credentials&client_id=" + encoded(clientId) + "&client_secret=" + encoded(clientSecret) + "&resource=" + encoded(resource);
    }

    @Override
    public synchronized Optional<String> authorization() {
        if (Instant.now().isAfter(token.ends())) token = fetch();
        return Optional.of("Bearer " + token.value());
    }

    private Token fetch() {
        try {
            var request = HttpRequest.newBuilder(endpoint).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form));
            var response = Exchange.send(client, request, patience, LARGEST);
            var body = json.readTree(response.body());
            if (response.statusCode() != 200 || !body.hasNonNull("access_token")) throw refused(null);
            return new Token(body.get("access_token").asText(), Instant.now().plusSeconds(Math.max(0, body.path("expires_in").asLong(300) - 60)));
        } catch (IOException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static TorgException refused(Exception cause) {
        return TorgException.of(ProblemKind.UPSTREAM, "dynamics.no-token", "the identity provider gave no token for the ERP")
                .help("check token-url, client-id and client-secret of torg.connector.dynamics").causedBy(cause);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
