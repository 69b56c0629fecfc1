package torg.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a command says to the portal when it signs in. */
class PortalCallTest {
    private final List<String> heard = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    /** As the door answers: a ticket and its cookie, then the session, which takes the ticket away. */
    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
        heard.add(exchange.getRequestMethod() + " " + cookie);
        var second = body.contains("\"code\":\"123456\"");
        var headers = exchange.getResponseHeaders();
        if (second) {
            headers.add("Set-Cookie", "torg-ticket=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
            headers.add("Set-Cookie", "torg-session=s-1; Path=/; HttpOnly; SameSite=Lax");
        } else {
            headers.add("Set-Cookie", "torg-ticket=t-1; Path=/; Max-Age=300; HttpOnly; SameSite=Lax");
            headers.add("Set-Cookie", "torg-device=d-1; Path=/; HttpOnly; SameSite=Lax");
        }
        var answer = (second ? "{\"csrf\":\"c-1\"}" : "{\"ticket\":\"t-1\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(second ? 200 : 202, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void theCookieOfTheTicketGoesWithTheCodeAndThatOfTheSessionWithWhatComesThen() throws Exception {
        var typed = System.in;
        System.setIn(new ByteArrayInputStream("right\n123456\n".getBytes(StandardCharsets.UTF_8)));
        try (var call = PortalCall.as("jane@a.example", "http://127.0.0.1:" + server.getAddress().getPort())) {
            assertThat(heard).containsExactly("POST null", "POST torg-ticket=t-1; torg-device=d-1");
            call.get("/api/session", "application/json");
        } finally {
            System.setIn(typed);
        }
        assertThat(heard).endsWith("GET torg-session=s-1", "DELETE torg-session=s-1");
    }
}
