package torg.identity.oidc.provider;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import torg.api.web.Outbound;

/** Asks a provider, also for the library that speaks its protocol. No answer is waited for longer than ten seconds or taken beyond 256 KB, and nobody is followed elsewhere. */
record Wire(Outbound outbound) implements HTTPRequestSender, ResourceRetriever {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST = 256 * 1024;

    /** What stands at an address. */
    String get(URI address) throws IOException {
        var answer = answer(HttpRequest.newBuilder(address).header("Accept", "application/json"), address);
        if (answer.statusCode() != 200) throw new IOException("answered " + answer.statusCode());
        return text(answer);
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        return new Resource(get(URI.create(url.toString())), "application/json");
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
        var request = HttpRequest.newBuilder(asked.getURI()).method(asked.getMethod().name(), asked.getBody() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(asked.getBody()));
        asked.getHeaderMap().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        var answer = answer(request, asked.getURI());
        var response = new HTTPResponse(answer.statusCode());
        try {
            response.setContentType(answer.headers().firstValue("Content-Type").orElse("text/plain"));
        } catch (ParseException e) {
            throw new IOException("answered without a media type", e);
        }
        response.setBody(text(answer));
        return response;
    }

    private HttpResponse<byte[]> answer(HttpRequest.Builder request, URI address) throws IOException {
        if (!Outbound.isConfidential(address.toString())) throw new IOException("is to be asked at an address that is not https");
        return outbound.whole(request.build(), PATIENCE, LARGEST);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
