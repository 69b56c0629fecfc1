package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.health.Status;
import torg.api.site.Sites;
import torg.api.table.Committed;
import torg.api.web.Reply;
import torg.spi.access.PageAccess;
import torg.spi.access.TableAccess;
import torg.spi.health.HealthCheck;
import torg.spi.identity.Identity;
import torg.spi.table.ChangeListener;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.spi.view.PageGuide;
import torg.spi.view.Painter;
import torg.spi.web.RequestFilter;
import torg.spi.web.RestResource;
import torg.spi.web.Turnstile;

/** The whole room over real HTTP, with small stand-ins for everybody it works with. */
class WebInFelixTest {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    static Path storage;

    static InFelix felix;
    static final SmallSite site = new SmallSite();
    static final Parts greeting = Parts.of("greeting", place -> Parts.shown("hello", false));
    static final Parts rows = Parts.of("rows", place -> Parts.shown("rows", false, "product"));

    @BeforeAll
    static void start() throws Exception {
        felix = new InFelix(storage);
        assertThat(felix.get("/").statusCode()).isEqualTo(503);
        felix.offer(Sites.class, site);
        felix.offer(PageGuide.class, new FewPages());
        felix.offer(Painter.class, new PlainPainter());
        felix.offer(Identity.class, new OnePerson());
        felix.offer(RestResource.class, new EchoResource());
        felix.offer(Component.class, greeting);
        felix.offer(Component.class, rows);
        felix.offer(Component.class, Parts.of("mine", place -> Parts.shown(place.request().caller().name(), true)));
        felix.offer(Component.class, Parts.of("absent", _ -> new Filled.Absent()));
        felix.offer(Component.class, Parts.of("elsewhere", _ -> new Filled.Elsewhere("/")));
        felix.offer(Component.class, Parts.of("subject", _ -> Parts.about("Côte & co")));
        felix.offer(Component.class, Parts.of("other-subject", _ -> Parts.about("Another")));
        felix.offer(Component.class, Parts.of("broken", _ -> {
            throw new IllegalStateException("inner secret");
        }));
        felix.offer(Component.class, new Parts("form", _ -> Parts.shown("a form", true), place -> switch (place.request().form("do").orElse("")) {
            case "in" -> new Outcome.SignedIn("token-of-form", "/");
            case "out" -> new Outcome.SignedOut("/");
            case "go" -> new Outcome.Redirect("/mine?æ");
            default -> new Outcome.Show(422, Parts.shown("wrong: " + place.request().form("text").orElse(""), true));
        }));
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    @Test
    void servesAPublicPageToAnybodyAndKeepsIt() throws Exception {
        var first = felix.get("/");
        var filled = greeting.filled.get();
        var second = felix.get("/");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("hello").contains("/assets/");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(greeting.filled.get()).isEqualTo(filled);
        assertThat(felix.get("/", "If-None-Match", first.headers().firstValue("ETag").orElseThrow()).statusCode()).isEqualTo(304);
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (var target : List.of("/", "/nowhere", "/api/session", "/api/nowhere", "/health", "/a;b", "/assets/x/y")) {
            var headers = felix.get(target).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse("")).as(target).contains("default-src 'self'").contains("frame-ancestors 'none'");
            assertThat(headers.firstValue("X-Content-Type-Options")).as(target).contains("nosniff");
            assertThat(headers.firstValue("X-Request-Id")).as(target).isPresent();
            assertThat(headers.firstValue("Strict-Transport-Security")).as(target).isEmpty();
        }
    }

    @Test
    void aSessionBeginsIsKnownAndEnds() throws Exception {
        var answer = felix.send("POST", "/api/session", JSON, "{\"email\":\"maria@example\",\"password\":\"right\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("torg-session=").contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain("Secure");
        var session = cookie.substring(0, cookie.indexOf(';'));
        assertThat(felix.get("/api/session", "Cookie", session).body()).contains("\"signedIn\":true", "\"name\":\"Maria\"", "\"account\":\"ALFKI\"", "{\"key\":\"ANATR\",\"name\":\"Ana's\"}", "{\"role\":\"buyer\",\"from\":\"account\",\"of\":\"ALFKI\"}", "\"buyer\"");
        assertThat(felix.get("/mine", "Cookie", session).body()).contains("Maria");
        assertThat(felix.send("DELETE", "/api/session", JSON, "", "Cookie", session).statusCode()).isEqualTo(403);
        var csrf = answer.body().replaceAll(".*\"csrf\":\"([^\"]+)\".*", "$1");
        assertThat(felix.send("DELETE", "/api/session", JSON, "", "Cookie", session, "X-CSRF-Token", csrf).statusCode()).isEqualTo(204);
        var after = felix.get("/api/session", "Cookie", session);
        assertThat(after.body()).contains("\"signedIn\":false");
        assertThat(after.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    }

    @Test
    void aPageForOneCallerIsNeverKept() throws Exception {
        var session = signIn();
        var mine = felix.get("/mine", "Cookie", session.cookie());
        assertThat(mine.body()).contains("Maria");
        assertThat(mine.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(felix.get("/mine").body()).contains("anonymous").doesNotContain("Maria");
    }

    @Test
    void aKeptPageGoesWithATableItReadAndWithTheSite() throws Exception {
        felix.get("/rows");
        var filled = rows.filled.get();
        felix.get("/rows");
        changed("contact");
        felix.get("/rows");
        assertThat(rows.filled.get()).isEqualTo(filled);
        changed("product");
        felix.get("/rows");
        assertThat(rows.filled.get()).isEqualTo(filled + 1);
        site.swap("body { color: red }");
        felix.get("/rows");
        assertThat(rows.filled.get()).isEqualTo(filled + 2);
    }

    @Test
    void aKeptPageGoesWithWhoeverAnswersForRows() throws Exception {
        felix.get("/rows");
        felix.get("/rows");
        var filled = rows.filled.get();
        var rules = felix.offer(TableAccess.class, new NoRights());
        felix.get("/rows");
        assertThat(rows.filled.get()).isEqualTo(filled + 1);
        rules.unregister();
        felix.get("/rows");
        assertThat(rows.filled.get()).isEqualTo(filled + 2);
    }

    @Test
    void whatIsNotThereIsOneAnswerForAllAddresses() throws Exception {
        var absent = felix.get("/gone");
        var unknown = felix.get("/nowhere?x=1");
        var deeper = felix.get("/no/where/at/all");
        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(absent.body()).isEqualTo(unknown.body()).isEqualTo(deeper.body());
        assertThat(ResourcesInFelixTest.headers(absent)).isEqualTo(ResourcesInFelixTest.headers(unknown)).isEqualTo(ResourcesInFelixTest.headers(deeper));
        var session = signIn();
        assertThat(felix.get("/gone", "Cookie", session.cookie()).body()).isEqualTo(felix.get("/nowhere", "Cookie", session.cookie()).body());
    }

    @Test
    void whoIsNotSignedInMayDoSoAndComesBack() throws Exception {
        var answer = felix.get("/nb/private?a=b");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("/nb/way-in?return=/nb/private%3Fa%3Db");
        assertThat(felix.get("/way-in").statusCode()).as("a way in that is open to nobody leads nowhere").isEqualTo(403);
        var session = signIn();
        var denied = felix.get("/private?a=b", "Cookie", session.cookie());
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.body()).as("the page is there, and its address may be repeated").contains("at=/private,").doesNotContain("a=b");
        var one = felix.get("/private/1", "Cookie", session.cookie());
        assertThat(one.body()).as("of many addresses none is told from another").isEqualTo(felix.get("/private/2", "Cookie", session.cookie()).body()).contains("at=/private,");
    }

    @Test
    void aComponentThatFailsOrIsAwayLeavesThePageAlive() throws Exception {
        var broken = felix.get("/broken");
        assertThat(broken.statusCode()).isEqualTo(200);
        assertThat(broken.body()).contains("cannot be shown").contains("hello").doesNotContain("inner secret");
        assertThat(felix.get("/vacant").body()).contains("cannot be shown").doesNotContain("nobody-brings-this");
    }

    @Test
    void aPageIsTitledByWhatItIsAbout() throws Exception {
        assertThat(felix.get("/things/38").body()).contains("title=Thing: Côte & co,");
        assertThat(felix.get("/things/39").body()).as("when nothing says it, by its address").contains("title=Thing: 39,");
    }

    @Test
    void healthSaysWhoIsMissing() throws Exception {
        assertThat(parts().level()).isEqualTo(Status.Level.NOT_READY);
        assertThat(parts().message()).contains("page access");
        var access = felix.offer(PageAccess.class, (_, page) -> page.open());
        assertThat(parts().message()).contains("table permissions");
        assertThat(parts().next()).contains("torg.table.permissions");
        access.unregister();
        assertThat(parts().message()).contains("page access");
    }

    private static Status parts() throws Exception {
        for (var check : felix.services(HealthCheck.class)) if (check.name().equals("web")) return check.check();
        throw new AssertionError("there is no such check");
    }

    @Test
    void whoIsAdministratorIsTheSitesToSay() throws Exception {
        var maria = signIn();
        var kim = signIn("kim@example");
        assertThat(felix.get("/vacant", "Cookie", maria.cookie()).body()).doesNotContain("nobody-brings-this");
        assertThat(felix.get("/vacant", "Cookie", kim.cookie()).body()).contains("nobody-brings-this");
        assertThat(felix.get("/metrics", "Cookie", maria.cookie(), "X-Forwarded-For", "10.0.0.1").statusCode()).isEqualTo(403);
        assertThat(felix.get("/metrics", "Cookie", kim.cookie(), "X-Forwarded-For", "10.0.0.1").statusCode()).isEqualTo(200);
        assertThat(felix.get("/health", "Cookie", kim.cookie(), "X-Forwarded-For", "10.0.0.1").body()).contains("checks");
    }

    @Test
    void languagesHaveAddressesOfTheirOwn() throws Exception {
        assertThat(felix.get("/nb").body()).contains("tag=nb").contains("prefix=/nb");
        assertThat(felix.get("/").body()).contains("tag=en");
        assertThat(location(felix.get("/en/mine?x=1"))).isEqualTo("/mine?x=1");
        assertThat(location(felix.get("/nb/mine/"))).isEqualTo("/nb/mine");
        assertThat(location(felix.get("/mine/"))).isEqualTo("/mine");
        assertThat(location(felix.get("/away"))).isEqualTo("/");
        assertThat(location(felix.get("/old"))).isEqualTo("/");
        assertThat(felix.get("/api/nothing", "Accept-Language", "nb").body()).contains("Ikke funnet", "Her finnes ingenting");
        assertThat(felix.get("/api/echo", "Accept-Language", "nb-NO,nb;q=0.9,en;q=0.5").body()).contains("\"language\":\"nb\"");
    }

    @Test
    void assetsCarryAFingerprintAndAreKeptForGood() throws Exception {
        var base = felix.get("/").body().replaceAll("(?s).*assets=(/assets/[^,}]+).*", "$1");
        var styles = felix.get(base + "/styles.css");
        assertThat(styles.body()).startsWith("body");
        assertThat(styles.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(felix.get("/assets/older/styles.css").headers().firstValue("Cache-Control").orElseThrow()).doesNotContain("immutable");
        assertThat(felix.get(base + "/missing.css").statusCode()).isEqualTo(404);
        assertThat(felix.get("/files/a.txt").body()).isEqualTo("a file");
    }

    @Test
    void aPostedFormReachesItsComponentAndShowsWhatIsWrong() throws Exception {
        var wrong = felix.send("POST", "/form", FORM, "_component=c0&text=%C3%A6+%26");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("wrong: æ &");
        assertThat(location(felix.send("POST", "/form", FORM, "_component=c0&do=go"))).isEqualTo("/mine?%C3%A6");
        assertThat(felix.send("POST", "/form", FORM, "_component=c0&do=in").headers().firstValue("Set-Cookie").orElseThrow()).startsWith("torg-session=token-of-form;");
        assertThat(felix.send("POST", "/form", FORM, "_component=c0&do=out").headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(felix.send("POST", "/form", FORM, "_component=other").statusCode()).isEqualTo(405);
        assertThat(felix.send("POST", "/", FORM, "_component=c0").statusCode()).isEqualTo(405);
    }

    @Test
    void aFormOfAnotherSiteOrSessionIsNotTaken() throws Exception {
        var session = signIn();
        assertThat(felix.send("POST", "/form", FORM, "_component=c0&do=go", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(felix.send("POST", "/form", FORM, "_component=c0&do=go", "Origin", "https://evil.example").statusCode()).isEqualTo(403);
        assertThat(felix.send("POST", "/form", FORM, "_component=c0&do=go", "Origin", "http://127.0.0.1:" + felix.port()).statusCode()).isEqualTo(303);
        assertThat(felix.send("POST", "/form", FORM, "_component=c0&do=go", "Cookie", session.cookie()).statusCode()).isEqualTo(403);
        assertThat(felix.send("POST", "/form", FORM, "_component=c0&do=go&_csrf=guess", "Cookie", session.cookie()).statusCode()).isEqualTo(403);
        assertThat(felix.send("POST", "/form", FORM, "_component=c0&do=go&_csrf=" + session.csrf(), "Cookie", session.cookie()).statusCode()).isEqualTo(303);
    }

    @Test
    void aSessionThatIsLeftOrReplacedIsOver() throws Exception {
        var left = signIn();
        felix.send("POST", "/form", FORM, "_component=c0&do=out&_csrf=" + left.csrf(), "Cookie", left.cookie());
        assertThat(felix.get("/api/session", "Cookie", left.cookie()).body()).contains("\"signedIn\":false");
        var replaced = signIn();
        felix.send("POST", "/api/session", JSON, "{\"email\":\"maria@example\",\"password\":\"right\"}", "Cookie", replaced.cookie());
        assertThat(felix.get("/api/session", "Cookie", replaced.cookie()).body()).contains("\"signedIn\":false");
    }

    @Test
    void signingInTellsWrongFromMalformed() throws Exception {
        assertProblem(felix.send("POST", "/api/session", JSON, "{\"email\":\"maria@example\",\"password\":\"wrong\"}"), 401, "web.sign-in-refused");
        assertProblem(felix.send("POST", "/api/session", JSON, "{\"email\":\"nobody@example\",\"password\":\"wrong\"}"), 401, "web.sign-in-refused");
        var tired = felix.send("POST", "/api/session", JSON, "{\"email\":\"tired@example\",\"password\":\"x\"}");
        assertProblem(tired, 429, "web.too-many-attempts");
        assertThat(tired.headers().firstValue("Retry-After")).contains("30");
        assertProblem(felix.send("POST", "/api/session", JSON, "{\"email\":\"x\"}"), 422, "web.credentials");
        assertProblem(felix.send("POST", "/api/session", JSON, ""), 400, "web.no-body");
        assertProblem(felix.send("POST", "/api/session", JSON, "{\"email\":"), 400, "web.json");
        assertProblem(felix.send("POST", "/api/session", JSON, "{\"email\":1,\"password\":\"x\"}"), 400, "web.json-shape");
        assertProblem(felix.send("POST", "/api/session", JSON, "{\"email\":\"a\",\"email\":\"b\",\"password\":\"x\"}"), 400, "web.json");
        assertProblem(felix.send("POST", "/api/session", JSON, "{\"email\":\"a\",\"password\":\"x\",\"more\":1}"), 400, "web.json-unknown");
        assertProblem(felix.send("POST", "/api/session", FORM, "email=a&password=b"), 415, "web.media-type");
        assertProblem(felix.send("POST", "/api/session", JSON, "{}", "Sec-Fetch-Site", "same-site"), 403, "web.cross-site");
        assertProblem(felix.send("POST", "/api/session", JSON, "{\"email\":\"" + "x".repeat(300) + "\",\"password\":\"x\"}"), 422, "web.credentials");
    }

    @Test
    void resourcesAreServedWithTheCallersRightsAndExactJson() throws Exception {
        var session = signIn();
        assertThat(felix.get("/api/echo?q=a%20%2B%C3%A6", "Cookie", session.cookie()).body()).contains("\"caller\":\"Maria\"", "\"q\":\"a +æ\"", "\"path\":\"/api/echo\"");
        assertThat(felix.get("/api/echo/later").body()).isEqualTo("[\"later\"]");
        var echo = "{\"text\":\"x\",\"times\":1,\"day\":\"2027-01-15\",\"amount\":10.50}";
        assertProblem(felix.send("POST", "/api/echo", JSON, echo), 401, "web.sign-in-first");
        assertProblem(felix.send("POST", "/api/echo", JSON, echo, "Cookie", session.cookie()), 403, "web.csrf");
        assertThat(felix.send("POST", "/api/echo", JSON, echo, "Cookie", session.cookie(), "X-CSRF-Token", session.csrf()).body()).isEqualTo(echo);
        assertThat(felix.send("POST", "/api/echo/wake", JSON, "").body()).isEqualTo("{\"awake\":true}");
    }

    @Test
    void whatAProxyHandsOnIsNotOfThisMachine() throws Exception {
        assertThat(felix.get("/health").body()).contains("\"checks\"");
        assertThat(felix.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(felix.get("/api/echo").body()).contains("\"address\":\"127.0.0.1\"");
        for (var header : List.of("Forwarded", "X-Forwarded-For", "x-forwarded-for", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port",
                "Via", "X-Real-IP")) {
            assertThat(felix.get("/health", header, "").body()).as(header).doesNotContain("checks");
            assertThat(felix.get("/metrics", header, "127.0.0.1").statusCode()).as(header).isEqualTo(403);
            assertThat(felix.get("/api/echo", header, "127.0.0.1").body()).as(header).contains("\"address\":\"unknown\"");
        }
    }

    @Test
    void problemsOfResourcesAreToldWithoutWhatIsInside() throws Exception {
        assertProblem(felix.get("/api/echo/fails/invalid"), 422, "echo.invalid");
        assertThat(felix.get("/api/echo/fails/invalid").body()).contains("\"fields\":[{", "\"too-many\"");
        assertProblem(felix.get("/api/echo/fails/absent"), 404, "echo.absent");
        assertThat(felix.get("/api/echo/fails/config").body()).doesNotContain("/etc/x");
        assertProblem(felix.get("/api/echo/fails/other"), 500, "web.failed");
        assertThat(felix.get("/api/echo/fails/other").body()).doesNotContain("inner secret").contains("\"request\":\"");
        assertProblem(felix.get("/api/nothing"), 404, "web.not-found");
        assertProblem(felix.get("/api"), 404, "web.not-found");
        assertProblem(felix.send("PUT", "/api/echo", JSON, "{}", "Cookie", signIn().cookie()), 403, "web.csrf");
        var session = signIn();
        assertProblem(felix.send("PUT", "/api/echo", JSON, "{}", "Cookie", session.cookie(), "X-CSRF-Token", session.csrf()), 405, "web.method");
    }

    @Test
    void aGateAnswersBeforeAnythingElse() throws Exception {
        felix.get("/");
        var filter = felix.offer(RequestFilter.class, request -> request.path().equals("/") ? Optional.of(Reply.of(503, "text/plain", "closed")) : Optional.empty());
        assertThat(felix.get("/").body()).isEqualTo("closed");
        assertThat(felix.get("/mine").statusCode()).isEqualTo(200);
        filter.unregister();
        assertThat(felix.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void requestsWaitWhileAModuleIsReplaced() throws Exception {
        var turnstile = felix.service(Turnstile.class);
        var answered = new CompletableFuture<Integer>();
        turnstile.whileEmpty(Duration.ofSeconds(1), () -> {
            Thread.startVirtualThread(() -> {
                try {
                    answered.complete(felix.get("/mine").statusCode());
                } catch (Exception e) {
                    answered.completeExceptionally(e);
                }
            });
            assertThat(answered.completeOnTimeout(0, 300, TimeUnit.MILLISECONDS).join()).isZero();
        });
        assertThat(felix.get("/mine").statusCode()).isEqualTo(200);
    }

    @Test
    void textIsCompressedForWhoWantsIt() throws Exception {
        var answer = felix.get("/api/openapi.json", "Accept-Encoding", "gzip");
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(felix.get("/api/openapi.json", "Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding")).isEmpty();
    }

    /** A session of Maria's. */
    private record Session(String cookie, String csrf) {}

    private static Session signIn() throws Exception {
        return signIn("maria@example");
    }

    private static Session signIn(String email) throws Exception {
        var answer = felix.send("POST", "/api/session", JSON, "{\"email\":\"" + email + "\",\"password\":\"right\"}");
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return new Session(cookie.substring(0, cookie.indexOf(';')), answer.body().replaceAll(".*\"csrf\":\"([^\"]+)\".*", "$1"));
    }

    private static void changed(String table) throws Exception {
        for (var listener : felix.services(ChangeListener.class)) listener.committed(List.of(new Committed(1, table, "1", Committed.Kind.UPDATED, Set.of("name"), "portal", "service:test")));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"status\":" + status);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
