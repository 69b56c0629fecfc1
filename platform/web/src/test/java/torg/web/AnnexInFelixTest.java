package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.text.Text;
import torg.api.view.Page;
import torg.api.view.Page.Placement;
import torg.api.web.Request;
import torg.spi.identity.Identity;
import torg.spi.view.Annex;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;

/** Pages that a module brings beside those of the site, over real HTTP. */
class AnnexInFelixTest {
    @TempDir
    static Path storage;

    static InFelix felix;

    @BeforeAll
    static void start() throws Exception {
        felix = InFelix.withFewPages(storage);
        felix.offer(Identity.class, new OnePerson());
        felix.offer(Component.class, new Parts("desk", place -> Parts.shown("desk of " + place.request().caller().name(), true), AnnexInFelixTest::act));
        felix.offer(Component.class, Parts.of("mine", place -> Parts.shown(place.request().caller().name(), true)));
        felix.offer(Component.class, Parts.of("absent", _ -> new Filled.Absent()));
        felix.offer(Component.class, Parts.of("elsewhere", _ -> new Filled.Elsewhere("/")));
        // stands before the site's own page of that address
        felix.offer(Annex.class, new OfChiefs("private"));
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    private static Outcome act(Component.Place place) {
        var request = place.request();
        return request.form("preview").<Outcome>map(path -> new Outcome.Preview(request.site(), path, Locale.of("nb"), new Outcome.Show(422, Parts.shown("no page there", true)))).orElseGet(() -> new Outcome.Redirect("/private?taken"));
    }

    /** One page, for those whose role it is. */
    private record OfChiefs(String name) implements Annex {
        @Override
        public Optional<Page> find(Request request) {
            if (!request.path().equals("/private") || !request.caller().isAnonymous() && !request.caller().hasRole("chief")) return Optional.empty();
            var desk = new Placement("c1", "desk", "main", Node.empty(Position.start("desk")));
            return Optional.of(new Page("/private", Text.of("Desk"), Optional.empty(), "page", Map.of(), List.of(desk), false, List.of(), Optional.of("/"), Map.of()));
        }
    }

    @Test
    void whoMayHasThePageWithItsForms() throws Exception {
        var kim = signIn("kim@example");
        var shown = felix.get("/private", "Cookie", kim);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("desk of Kim");
        assertThat(shown.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(post(kim, "_component=c1&_csrf=csrf-of-" + kim.replaceAll(".*=", "")).headers().firstValue("Location")).contains("/private?taken");
        assertThat(post(kim, "_component=c1&_csrf=another").statusCode()).isEqualTo(403);
    }

    @Test
    void aPreviewIsAPageWithoutTheTokenOfTheSession() throws Exception {
        var kim = signIn("kim@example");
        var token = "csrf-of-" + kim.replaceAll(".*=", "");
        var preview = post(kim, "_component=c1&preview=/mine&_csrf=" + token);
        assertThat(preview.statusCode()).isEqualTo(200);
        assertThat(preview.body()).contains("{text=Kim", "tag=nb", "Dette er en forhåndsvisning").doesNotContain(token);
        assertThat(preview.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(preview.headers().firstValue("Content-Security-Policy").orElse("")).as("seen beside the form it is of, and nowhere else").contains("default-src 'self'", "frame-ancestors 'self'");
        for (var nowhere : List.of("/nowhere", "/gone", "/away", "/files/a.txt")) {
            var again = post(kim, "_component=c1&preview=" + nowhere + "&_csrf=" + token);
            assertThat(again.statusCode()).as(nowhere).isEqualTo(422);
            assertThat(again.body()).as(nowhere).contains("no page there");
        }
    }

    @Test
    void whoMayNotFindsNothingThere() throws Exception {
        var maria = signIn("maria@example");
        var nowhere = felix.get("/nowhere", "Cookie", maria);
        assertThat(nowhere.statusCode()).isEqualTo(404);
        for (var path : List.of("/private", "/private/38")) {
            assertThat(felix.get(path, "Cookie", maria).statusCode()).as(path).isEqualTo(404);
            assertThat(felix.get(path, "Cookie", maria).body()).as(path).isEqualTo(nowhere.body());
        }
        assertThat(post(maria, "_component=c1&_csrf=csrf-of-" + maria.replaceAll(".*=", "")).statusCode()).isEqualTo(404);
    }

    @Test
    void whoDidNotSignInIsLedToWhereThatIsDone() throws Exception {
        var answer = felix.get("/private");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("/way-in?return=/private");
        assertThat(felix.get("/private/38").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> post(String cookie, String form) throws Exception {
        return felix.send("POST", "/private", "application/x-www-form-urlencoded", form, "Cookie", cookie);
    }

    private static String signIn(String name) throws Exception {
        return felix.send("POST", "/api/session", "application/json", "{\"email\":\"" + name + "\",\"password\":\"right\"}").headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }
}
