package torg.launcher.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Somebody of the demo who is signed in. */
record Session(String cookieValue, String csrf) {
    static Session of(HttpClient http, URI portal, String email) throws IOException, InterruptedException {
        var body = "{\"email\":\"" + email + "\",\"password\":\"northwind\"}";
        var response = http.send(HttpRequest.newBuilder(portal.resolve("/api/session")).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new IllegalStateException(email + " could not sign in: " + response.body());
        return new Session(response.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", ""), response.body().replaceAll(".*\"csrf\"\\s*:\\s*\"([^\"]+)\".*", "$1"));
    }

    String cookie() {
        return "Cookie: " + cookieValue;
    }
}
