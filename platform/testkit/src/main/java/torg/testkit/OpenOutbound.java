package torg.testkit;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import torg.api.web.Outbound;

/** The way out for a module under test: every host is reached, nobody is followed elsewhere, and no answer is waited for longer than in the house. */
public final class OpenOutbound implements Outbound, AutoCloseable {
    private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(request, (_, _) -> true).timeout(request.timeout().filter(time -> time.compareTo(LONGEST) < 0).orElse(LONGEST)).build(), body);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
