package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.identity.Caller;
import torg.api.site.Preview;
import torg.api.site.Site;
import torg.api.web.Detour;
import torg.api.web.Tickets;
import torg.spi.identity.Identity;
import torg.spi.web.Previews;
import torg.spi.web.RestResource;

/** A browser is led through somewhere else, and comes back with what it was given to keep. */
class DetoursInFelixTest {
    @TempDir
    static java.nio.file.Path storage;

    static InFelix felix;
    private static final OnePerson PEOPLE = new OnePerson();

    /** What was brought back, since the test began. */
    private static final List<String> CAME_BACK = new CopyOnWriteArrayList<>();

    @BeforeEach
    void nobodyCameBack() {
        CAME_BACK.clear();
    }

    @BeforeAll
    static void start() throws Exception {
        felix = InFelix.withFewPages(storage);
        felix.offer(Identity.class, PEOPLE);
        felix.offer(RestResource.class, new AwayResource());
    }

    @AfterAll
    static void stop() throws Exception {
        felix.close();
    }

    /** Leads away, and lets in whoever comes back with what it kept. */
    @Path("away")
    public static final class AwayResource implements RestResource {
        @GET
        public Response begin() {
            return Response.ok(new Detour.Begins("https://elsewhere.example/?a=b", "kept-1")).build();
        }

        @GET
        @Path("half")
        public Response half(@QueryParam("ticket") String ticket) {
            return Response.ok(new Detour.SecondFactor(ticket, "/sign-in?return=%2Forders")).build();
        }

        @GET
        @Path("back")
        public Response back(@CookieParam(Detour.KEPT) String kept) {
            CAME_BACK.add("" + kept);
            if (!"kept-1".equals(kept)) return Response.ok(new Detour.Ends("/sign-in?kept=" + kept)).build();
            return Response.ok(new Detour.SignedIn(((Identity.Entry.Granted) PEOPLE.signIn("maria@example", "right", "")).token(), "/orders")).build();
        }
    }

    @Test
    void whatTheBrowserKeepsIsOutOfReachOfScriptsAndOtherSites() throws Exception {
        var answer = felix.get("/api/away");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("https://elsewhere.example/?a=b");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(cookies(answer)).containsExactly("torg-detour=kept-1; Path=/; Max-Age=600; HttpOnly; SameSite=Lax");
    }

    @Test
    void whoComesBackWithItIsIn() throws Exception {
        var answer = felix.get("/api/away/back", "Cookie", "torg-detour=kept-1");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/orders");
        assertThat(cookies(answer)).anyMatch(cookie -> cookie.startsWith("torg-detour=; Path=/; Max-Age=0"));
        var session = cookies(answer).stream().filter(cookie -> cookie.startsWith("torg-session=token-")).findFirst().orElseThrow().replaceAll(";.*", "");
        assertThat(felix.get("/api/session", "Cookie", session).body()).contains("MARIA");
    }

    @Test
    void whoComesWithoutItOrWithSomethingElseIsNot() throws Exception {
        for (var cookie : List.of("another=kept-1", "torg-detour=kept-2", "torg-detour=kept-1; torg-detour=kept-2", "__Host-torg-detour=kept-1", "torg-detour=\"kept-1\"", "torg-detour=" + "k".repeat(1_501))) {
            var answer = felix.get("/api/away/back", "Cookie", cookie);
            assertThat(answer.headers().firstValue("Location").orElse("")).as(cookie).startsWith("/sign-in");
            assertThat(cookies(answer)).as(cookie).noneMatch(given -> given.startsWith("torg-session"));
        }
    }

    @Test
    void inAPreviewNobodyIsLedAwayNorComesBack() throws Exception {
        var seen = new Previews.Seen(previewed(), Caller.ANONYMOUS);
        var previews = felix.offer(Previews.class, token -> Optional.of(seen));
        try {
            for (var address : List.of("/api/away", "/api/away/back")) {
                for (var answer : List.of(felix.get(address + "?torg-preview=signed", "Cookie", "torg-detour=kept-1"), felix.get(address, "Cookie", "torg-detour=kept-1", "torg-preview", "signed"))) {
                    assertThat(answer.statusCode()).as(address).isEqualTo(403);
                    assertThat(answer.body()).as(address).contains("web.preview-read-only");
                    assertThat(cookies(answer)).as(address).isEmpty();
                    assertThat(answer.headers().firstValue("Location")).as(address).isEmpty();
                }
            }
            assertThat(CAME_BACK).as("what would be done for who is back is not begun").doesNotContain("kept-1");
        } finally {
            previews.unregister();
        }
    }

    @Test
    void theTicketOfASecondFactorStandsInNoAddress() throws Exception {
        var answer = felix.get("/api/away/half?ticket=ticket-1", "Cookie", "torg-detour=kept-1");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/sign-in?return=%2Forders&step=" + Tickets.step("ticket-1"));
        assertThat(cookies(answer)).contains("torg-ticket=ticket-1; Path=/; Max-Age=300; HttpOnly; SameSite=Lax").anyMatch(cookie -> cookie.startsWith("torg-detour=; Path=/; Max-Age=0"));
    }

    @Test
    void aSessionStaysUntilTheSecondFactorIsGivenAndTicketsGoWithTheNextOne() throws Exception {
        var in = felix.get("/api/away/back", "Cookie", "torg-detour=kept-1; torg-ticket=ticket-1");
        assertThat(cookies(in)).contains("torg-ticket=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
        var session = cookies(in).stream().filter(cookie -> cookie.startsWith("torg-session=token-")).findFirst().orElseThrow().replaceAll(";.*", "");

        var half = felix.get("/api/away/half?ticket=ticket-3", "Cookie", session + "; torg-ticket=ticket-2.ticket-1");

        assertThat(cookies(half)).contains("torg-ticket=ticket-3.ticket-2.ticket-1; Path=/; Max-Age=300; HttpOnly; SameSite=Lax").noneMatch(cookie -> cookie.startsWith("torg-session"));
        assertThat(felix.get("/api/session", "Cookie", session).body()).contains("MARIA");
    }

    private static Site previewed() {
        var site = new SmallSite().current();
        return new Site(site.name(), site.version(), site.settings(), site.documents(), site.files(), Map.of(Preview.class, new Preview(Optional.empty(), Instant.MAX)));
    }

    private static List<String> cookies(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie");
    }
}
