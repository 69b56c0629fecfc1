package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.site.Sites;
import torg.api.web.Request;
import torg.spi.identity.Identity;
import torg.spi.web.ApiDescription;
import torg.spi.web.RestResource;

/** The description of the API is made once for all who are not signed in, and anew when it would be another. */
class OpenApiInFelixTest {
    @TempDir
    static java.nio.file.Path storage;

    /** Counts how often it is asked, and tells whom it describes itself to. */
    @Path("counting")
    public static final class Counting implements RestResource {
        final AtomicInteger described = new AtomicInteger();

        @GET
        public Map<String, Object> count() {
            return Map.of();
        }

        @Override
        public ApiDescription describe(Request request) {
            described.incrementAndGet();
            return new ApiDescription(Map.of("/counting/of-" + request.caller().name() + "/in-" + request.locale() + "/at-" + request.site().version(), Map.of()), Map.of());
        }
    }

    @Test
    void itIsMadeOnceForEverybodyAndAnewWhenItWouldBeAnother() throws Exception {
        var counting = new Counting();
        var site = new SmallSite();
        try (var felix = new InFelix(storage)) {
            felix.offer(Sites.class, site);
            felix.offer(Identity.class, new OnePerson());
            felix.offer(RestResource.class, counting);
            var first = felix.get("/api/openapi.json");
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(first.body()).contains("\"openapi\":\"3.1.0\"", "/counting/of-anonymous/in-en/at-1");
            for (var i = 0; i < 20; i++) assertThat(felix.get("/api/openapi.json").body()).isEqualTo(first.body());
            assertThat(counting.described).hasValue(1);

            assertThat(felix.get("/api/openapi.json", "Accept-Language", "nb").body()).contains("in-nb");
            site.swap("p {}");
            assertThat(felix.get("/api/openapi.json").body()).contains("at-2").doesNotContain("at-1");
            felix.offer(RestResource.class, new LateResource("new"));
            assertThat(felix.get("/api/openapi.json").body()).contains("\"/late\"");

            var signedIn = felix.send("POST", "/api/session", "application/json", "{\"email\":\"maria@example\",\"password\":\"right\"}");
            var cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
            assertThat(felix.get("/api/openapi.json", "Cookie", cookie).body()).contains("of-Maria").doesNotContain("of-anonymous");
            assertThat(felix.get("/api/openapi.json").body()).contains("of-anonymous").doesNotContain("of-Maria");
        }
    }
}
