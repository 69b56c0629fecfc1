package torg.identity.oidc.provider;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a provider. No answer is waited for longer than ten seconds or taken beyond 256 KB, and nobody is followed elsewhere. */
public final class Wire implements HTTPRequestSender, ResourceRetriever, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LARGEST = 256 * 1024;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER).build();

    /** Whether an address is one that a provider can have: over HTTPS, or on this machine. */
    public static boolean mayAsk(String address) {
        try {
            var uri = new URI(address);
            if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) return false;
            return "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && isThisMachine(uri.getHost());
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isThisMachine(String host) {
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** What stands at an address. */
    String get(URI address) throws IOException {
        var answer = answer(HttpRequest.newBuilder(checked(address)).header("Accept", "application/json").build());
        if (answer.statusCode() != 200) throw new IOException("answered " + answer.statusCode());
        return answer.body();
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        return new Resource(get(URI.create(url.toString())), "application/json");
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
        var request = HttpRequest.newBuilder(checked(asked.getURI())).method(asked.getMethod().name(), asked.getBody() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(asked.getBody()));
        asked.getHeaderMap().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        var answer = answer(request.build());
        var response = new HTTPResponse(answer.statusCode());
        try {
            response.setContentType(answer.headers().firstValue("Content-Type").orElse("text/plain"));
        } catch (ParseException e) {
            throw new IOException("answered without a media type", e);
        }
        response.setBody(answer.body());
        return response;
    }

    private static URI checked(URI address) throws IOException {
        if (!mayAsk(address.toString())) throw new IOException("is to be asked at an address that is not https");
        return address;
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException {
        var coming = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST));
        try {
            return coming.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("cannot be asked", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("does not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("was asked while the module stops", e);
        } finally {
            coming.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
