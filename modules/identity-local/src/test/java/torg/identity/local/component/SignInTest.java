package torg.identity.local.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.identity.Caller;
import torg.api.view.Model;
import torg.identity.local.Portal;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;
import torg.testkit.TemplateFiles;

class SignInTest {
    private static final Caller JANE = Caller.contact("A-1", "Jane", List.of("A"), List.of());
    private final Portal portal = new Portal();
    private final SignIn signIn = new SignIn(portal.identity);

    @Test
    void theFormSaysWhereItLeadsBack() {
        var model = model(signIn.fill(get().query("return", "/orders?page=2").place("")));

        assertThat(model.get("return")).isEqualTo("/orders?page=2");
        assertThat(((Model) model.get("text")).get("sign-in-submit")).isEqualTo("Sign in");
    }

    @Test
    void whoIsInIsSentOn() {
        assertThat(signIn.fill(get().as(JANE).query("return", "/orders").place(""))).isEqualTo(new Filled.Elsewhere("/orders"));
        assertThat(signIn.fill(get().as(JANE).place(""))).isEqualTo(new Filled.Elsewhere("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "/a\nSet-Cookie: x", "orders", ""})
    void nobodyIsSentElsewhere(String back) {
        assertThat(signIn.fill(get().as(JANE).query("return", back).place(""))).isEqualTo(new Filled.Elsewhere("/"));
        var outcome = signIn.act(post().form("email", "jane@a.example").form("password", Portal.PASSWORD).form("return", back).place(""));
        assertThat(((Outcome.SignedIn) outcome).location()).isEqualTo("/");
    }

    @Test
    void theRightPasswordBeginsASession() {
        var outcome = (Outcome.SignedIn) signIn.act(post().form("email", "jane@a.example").form("password", Portal.PASSWORD).form("return", "/orders").place(""));

        assertThat(outcome.location()).isEqualTo("/orders");
        assertThat(portal.identity.whoIs(outcome.token(), Portal.HERE)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"/orders?a=/b, /nb/orders?a=/b", "'', /nb", "/?a=b, /nb?a=b", "/nb/orders, /nb/orders", "/en, /en", "/nbx, /nb/nbx"})
    void whoChoseNoLanguageComesInInTheirOwn(String back, String destination) {
        portal.sites.swap(Portal.source("password: northwind").languages("en", "nb"));

        assertThat(comesTo(post().form("return", back))).isEqualTo(destination);
    }

    @ParameterizedTest
    @CsvSource({"nb-no, /nb/orders", "en-us, /orders", "de, /orders", "norsk bokmaal, /orders", "'', /orders"})
    void aLanguageThatTheSiteDoesNotHaveIsNobodysOwn(String language, String destination) {
        portal.sites.swap(Portal.source("password: northwind").languages("en", "nb"));
        portal.contact("A-1", Map.of("language", language));

        assertThat(comesTo(post().form("return", "/orders"))).isEqualTo(destination);
    }

    @Test
    void whoCameInInALanguageStaysInIt() {
        portal.sites.swap(Portal.source("password: northwind").languages("en", "nb", "da"));

        assertThat(comesTo(post().in("da").form("return", "/orders"))).isEqualTo("/orders");
        assertThat(comesTo(post().in("da"))).isEqualTo("/da");
    }

    private String comesTo(Requests request) {
        return ((Outcome.SignedIn) signIn.act(request.form("email", "jane@a.example").form("password", Portal.PASSWORD).place(""))).location();
    }

    @Test
    void whatIsMissingIsToldBesideItsFieldAndWhatWasTypedIsKept() {
        var shown = (Outcome.Show) signIn.act(post().form("email", "jane@a.example").form("password", "").place(""));

        assertThat(shown.status()).isEqualTo(422);
        assertThat(model(shown.filled()).get("email")).isEqualTo("jane@a.example");
        assertThat(model(shown.filled()).has("passwordProblem")).isTrue();
        assertThat(model(shown.filled()).has("emailProblem")).isFalse();
    }

    @Test
    void aWrongPasswordIsRefusedWithoutSayingWhatWasWrong() {
        var wrong = (Outcome.Show) signIn.act(post().in("nb").form("email", "jane@a.example").form("password", "no").place(""));

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(model(wrong.filled()).get("problem")).isEqualTo("E-postadressen eller passordet er feil. Kontroller begge, og prøv igjen.");
    }

    @Test
    void tooManyAttemptsSayWhenToTryAgain() {
        var right = post().form("email", "jane@a.example").form("password", Portal.PASSWORD).place("");
        for (var i = 0; i < 10; i++) portal.identity.signIn("jane@a.example", "no", right.request().address());
        var late = (Outcome.Show) signIn.act(right);

        assertThat(late.status()).isEqualTo(429);
        assertThat(model(late.filled()).get("problem")).isEqualTo("There were too many attempts. Please try again in 10 min.");
    }

    @Test
    void whoHasNotComeYetIsToldThatThePortalIsStarting() {
        portal.awaited.are(Set.of("late@a.example"));
        var early = (Outcome.Show) signIn.act(post().form("email", "late@a.example").form("password", "northwind").place(""));

        assertThat(early.status()).isEqualTo(503);
        assertThat(model(early.filled()).get("problem")).isEqualTo("The portal is starting up. Please try again in a moment.");
        assertThat(model(early.filled()).get("email")).isEqualTo("late@a.example");
    }

    @Test
    void theThemesButtonSignsOut() {
        assertThat(signIn.act(post().as(JANE).form("action", "sign-out").place(""))).isEqualTo(new Outcome.SignedOut("/sign-in?signed-out=1"));
        assertThat(new SignOut().act(post().as(JANE).place(""))).isEqualTo(new Outcome.SignedOut("/"));
        assertThat(new SignOut().fill(get().place(""))).isEqualTo(new Filled.Hidden());
        assertThat(TemplateFiles.read(SignOut.class, "components/sign-out")).isPresent();
    }

    @Test
    void saysWhySomebodyStandsHere() {
        assertThat(model(signIn.fill(get().query("return", "/orders").place(""))).get("said")).isEqualTo("Sign in to see this page.");
        assertThat(model(signIn.fill(get().query("signed-out", "1").place(""))).get("said")).isEqualTo("You are signed out.");
        assertThat(model(signIn.fill(get().place(""))).has("said")).isFalse();
        assertThat(model(signIn.fill(get().query("return", "https://elsewhere.example").place(""))).has("said")).isFalse();
    }

    private Requests get() {
        return Requests.get(portal.sites.current(), "/sign-in");
    }

    private Requests post() {
        return Requests.post(portal.sites.current(), "/sign-in");
    }

    private static Model model(Filled filled) {
        return ((Filled.Shown) filled).model();
    }
}
