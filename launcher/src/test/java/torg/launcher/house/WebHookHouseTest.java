package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Another front end is told what changed, by an edit and by the clock, without a restart of either. */
class WebHookHouseTest {
    private final Portal portal = Portal.shared();

    @Test
    void whoeverIsNamedIsToldWhatChanged() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            heard.add(exchange.getRequestHeaders().getFirst("webhook-signature") + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        var settings = Files.createDirectories(portal.settings()).resolve("torg.pages.hooks.properties");
        var page = portal.site().resolve("pages/hooked.md");
        try {
            Files.writeString(settings, "addresses=http://127.0.0.1:" + receiver.getAddress().getPort() + "/\nsecret=known to both of us\n");
            Eventually.holds("somebody is to be told", () -> portal.anonymous().get("/health").body().contains("all that changed was told"));
            Eventually.holds("it is remembered what is there", () -> Files.isDirectory(portal.settings().resolveSibling("hooks")));
            Files.writeString(page, "---\ntitle: Hooked\naccess: public\npublish: " + Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS) + "\n---\n");
            Eventually.holds("the page that came by the clock", () -> heard.stream().anyMatch(told -> told.startsWith("v1,") && told.contains("{\"change\":\"added\",\"kind\":\"page\",\"path\":\"/hooked\"")));
            Files.delete(page);
            Eventually.holds("the page that went", () -> heard.stream().anyMatch(told -> told.contains("{\"change\":\"removed\",\"kind\":\"page\",\"path\":\"/hooked\"")));
            assertThat(portal.anonymous().get("/health").body()).doesNotContain("known to both");
        } finally {
            Files.deleteIfExists(page);
            Files.deleteIfExists(settings);
            receiver.stop(0);
        }
        Eventually.holds("nobody is told any more", () -> portal.anonymous().get("/health").body().contains("nobody wants to be told what changes"));
    }
}
