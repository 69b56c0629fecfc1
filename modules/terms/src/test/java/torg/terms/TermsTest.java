package torg.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.api.view.Html;
import torg.api.view.Model;
import torg.api.web.Reply;
import torg.api.web.Request;
import torg.spi.identity.WayIn;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;

/** Whoever signs in accepts the terms that hold, once for each version, and the text that they read is kept. */
class TermsTest {
    private final House house = new House();

    @Test
    void whoHasNotAcceptedIsLedToTheTermsAndBackAgain() {
        assertThat(led(Requests.get(house.site(), "/orders").query("q", "1").as(House.JANE))).isEqualTo("/terms?return=%2Forders%3Fq%3D1");
        assertThat(led(Requests.get(house.site(), "/orders").as(House.JANE).in("nb"))).isEqualTo("/nb/terms?return=%2Fnb%2Forders");
        for (var path : List.of("/", "/profile", "/studio", "/terms/x", "/termsx", "/admin")) assertThat(led(Requests.post(house.site(), path).as(House.JANE))).as(path).startsWith("/terms?return=");

        assertThat(house.accept(House.JANE, "en")).isEqualTo(new Outcome.Redirect("/orders?q=1"));

        assertThat(house.filter.pass(house.request(House.JANE, "/orders"))).isEmpty();
        assertThat(house.owes(House.SAM)).as("each for themselves").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/terms", "/prove", "/second-factor", "/api/session", "/api/session/on-behalf", "/api/personal-data", "/api/passkeys/entering"})
    void theTermsProvingWhoOneIsSigningOutAndOnesOwnDataAreOpen(String path) {
        house.filter.ways = List.of(new WayIn() {
            @Override
            public List<Change> taken(String contact) {
                return List.of();
            }

            @Override
            public Set<String> paths() {
                return Set.of("/api/passkeys");
            }
        });

        assertThat(house.filter.pass(house.request(House.JANE, path))).isEmpty();
    }

    /** A token is as good as whoever made it: it is refused while they have not accepted, and good again as soon as they have. */
    @Test
    void callsAreRefusedThoseOfProgramsInAPersonsNameAsWell() {
        for (var path : List.of("/api", "/api/tables/salesorder", "/api/tokens", "/api/personal-data/erasure", "/api/sessions", "/api/passkeys")) {
            assertThatThrownBy(() -> house.filter.pass(house.request(House.JANE, path))).as(path).satisfies(TermsTest::isRefused);
        }
        assertThatThrownBy(() -> house.filter.pass(program(House.JANE, "/orders"))).as("nobody sits there who could be led to a page").satisfies(TermsTest::isRefused);

        house.accept(House.JANE, "en");

        assertThat(house.filter.pass(program(House.JANE, "/api/tables/salesorder"))).isEmpty();
        var client = Caller.client("feed", List.of("ALFKI"), List.of("buyer"));
        assertThat(house.filter.pass(program(client, "/api/tables/salesorder"))).as("a program of its own is no person").isEmpty();
    }

    private static void isRefused(Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(TorgException.class, e -> assertThat(List.of(e.kind(), e.code())).isEqualTo(List.of(ProblemKind.DENIED, TermsFilter.DEMANDED)));
    }

    @Test
    void aNewVersionIsAskedForFromItsDayOnByTheClockOfTheSite() {
        house.accept(House.JANE, "en");
        house.at("2026-12-31T22:59:59Z");
        assertThat(house.owes(House.JANE)).isFalse();

        house.at("2026-12-31T23:00:00Z");

        assertThat(house.owes(House.JANE)).as("midnight in Oslo").isTrue();
        house.accept(House.JANE, "en");
        assertThat(house.owes(House.JANE)).isFalse();
        assertThat(rows(TermsTables.ACCEPTANCE)).extracting(row -> row.text("version").orElseThrow()).containsExactlyInAnyOrder("2026", "2027");
    }

    @Test
    void beforeTheFirstVersionAndWithoutTermsNothingIsAsked() {
        house.at("2026-10-01T00:00:00Z");
        assertThat(house.owes(House.JANE)).isFalse();
        assertThat(house.component.fill(house.place(Requests.get(house.site(), "/terms").as(House.JANE)))).isInstanceOf(Filled.Hidden.class);
        house.at("2026-11-15T00:00:00Z");

        house.sites.swap(House.source(House.TERMS).without("terms.yml"));

        assertThat(house.owes(House.JANE)).isFalse();
    }

    @Test
    void whatIsAcceptedIsKeptWithVersionTimeAndTheTextThatWasRead() {
        house.accept(House.JANE, "nb");
        house.accept(House.SAM, "en");

        assertThat(rows(TermsTables.TEXT)).extracting(row -> row.text("language").orElseThrow() + row.text("markup").orElseThrow()).containsExactlyInAnyOrder("nb<p>Betal.</p>", "en<p>Pay.</p>");
        assertThat(rows(TermsTables.ACCEPTANCE)).extracting(row -> row.text("contact").orElseThrow() + " " + row.text("version").orElseThrow() + " " + row.instant("at").orElseThrow() + " " + row.text("address").orElseThrow())
                .containsExactlyInAnyOrder("A-1 2026 2026-11-15T12:00:00Z 127.0.0.1", "A-2 2026 2026-11-15T12:00:00Z 127.0.0.1");
        assertThat(rows(TermsTables.ACCEPTANCE)).extracting(row -> row.text("digest").orElseThrow()).containsExactlyInAnyOrder(house.digest(House.JANE, "nb"), house.digest(House.SAM, "en"));
    }

    /** Else somebody would be held to what they never saw. */
    @Test
    void aTextThatChangedMeanwhileIsReadFirst() {
        var read = house.digest(House.JANE, "en");
        house.body = Map.of("en", new Html("<p>Pay twice.</p>"));

        var outcome = house.component.act(house.place(Requests.post(house.site(), "/terms").as(House.JANE).form("accepted", "yes").form("digest", read)));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(422));
        assertThat(rows(TermsTables.ACCEPTANCE)).isEmpty();
        house.accept(House.JANE, "en");
        house.body = Map.of("en", new Html("<p>Pay, please.</p>"));
        assertThat(house.owes(House.JANE)).as("a word that is put right is no other version").isFalse();
    }

    @Test
    void withoutTheTickNothingIsAccepted() {
        var outcome = house.component.act(house.place(Requests.post(house.site(), "/terms").as(House.JANE).form("digest", house.digest(House.JANE, "en"))));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(((Filled.Shown) show.filled()).model().has("problem")).isTrue());
        assertThat(house.owes(House.JANE)).isTrue();
    }

    @Test
    void whoAcceptsTwiceDidSoOnceAndIsLedNowhereElse() {
        house.accept(House.JANE, "en");
        assertThat(house.accept(House.JANE, "nb")).isInstanceOf(Outcome.Redirect.class);
        var text = TermsText.on(house.place(Requests.get(house.site(), "/terms")).page(), new Terms.Version("2026", LocalDate.EPOCH), Locale.of("nb"));
        house.acceptances.accept(House.JANE, text, "192.0.2.1");
        assertThat(rows(TermsTables.ACCEPTANCE)).singleElement().satisfies(row -> assertThat(row.text("address")).contains("127.0.0.1"));

        var elsewhere = house.component.act(house.place(Requests.post(house.site(), "/terms").as(House.SAM).form("accepted", "yes").form("digest", house.digest(House.SAM, "en"))
                .form("return", "//elsewhere.example")));
        assertThat(elsewhere).isEqualTo(new Outcome.Redirect("/"));
    }

    /** Everybody knows what they come in with. */
    @Test
    void peopleOfTheDemoAreNotAsked() {
        assertThat(house.owes(House.DANA)).isFalse();
        house.shared.clear();
        assertThat(house.owes(House.DANA)).as("once they have a password of their own").isTrue();
    }

    @Test
    void nobodyAcceptsInSomebodyElsesPlaceAndADeputyOwesWhatIsTheirs() {
        var onBehalf = House.JANE.by(new Deputy("N-1", "Nancy", Instant.MAX));
        assertThat(house.owes(onBehalf)).as("Nancy has not accepted").isTrue();
        assertThat(house.component.act(house.place(Requests.post(house.site(), "/terms").as(onBehalf).form("accepted", "yes").form("digest", house.digest(onBehalf, "en")))))
                .isInstanceOfSatisfying(Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(405));
        assertThat(rows(TermsTables.ACCEPTANCE)).isEmpty();

        house.accept(House.NANCY, "en");

        assertThat(house.owes(onBehalf)).as("she takes Jane's orders by telephone, and accepts nothing for her").isFalse();
        assertThat(house.owes(House.JANE)).isTrue();
        assertThat(house.component.fill(house.place(Requests.get(house.site(), "/terms").as(onBehalf)))).as("nor does Jane seem to have").isInstanceOf(Filled.Hidden.class);
    }

    @Test
    void whatIsErasedIsForgottenAtOnce() {
        house.accept(House.JANE, "en");
        assertThat(house.owes(House.JANE)).isFalse();

        house.tables.write(Acceptances.HOUSE, Write.of(new Change.Delete(TermsTables.ACCEPTANCE, rows(TermsTables.ACCEPTANCE).getFirst().key(), OptionalLong.empty())));

        assertThat(house.owes(House.JANE)).isTrue();
    }

    @Test
    void onesOwnDataCanBeFetchedAndAProofIsAskedForWhereItIsTooLongAgo() {
        assertThat(shown(House.JANE)).extracting(owed -> owed.get("ownData")).isEqualTo("/prove?return=%2Fapi%2Fpersonal-data");
        assertThat(shown(House.SAM)).extracting(owed -> owed.get("ownData")).isEqualTo("/api/personal-data");
    }

    @Test
    void administratorsSeeEachTextAndWhoAcceptedItAlsoWhenTheSiteHasItNoLonger() {
        house.accept(House.JANE, "en");
        var digest = house.digest(House.JANE, "en");
        house.sites.swap(House.source("versions: [{version: '2028', from: 2028-01-01}]"));

        var model = ((Filled.Shown) house.history.fill(Requests.get(house.site(), "/admin/terms").query("text", digest).as(House.NANCY).place(""))).model();

        assertThat((List<?>) model.get("texts")).singleElement().satisfies(text -> assertThat(((Model) text).get("withdrawn")).isEqualTo(true));
        assertThat(((Model) model.get("chosen")).get("html")).isEqualTo(new Html("<p>Pay.</p>"));
        assertThat((List<?>) ((Model) model.get("chosen")).get("people")).singleElement().satisfies(person -> assertThat(((Model) person).get("key")).isEqualTo("A-1"));
        assertThat(house.history.fill(Requests.get(house.site(), "/admin/terms").query("text", digest).as(House.JANE).place(""))).isInstanceOf(Filled.Hidden.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "versions: []                                                        | terms.none",
        "versions: [{version: a, from: 2026-13-01}]                          | terms.no-day",
        "versions: [{version: a, from: 2026-01-01}, {version: a, from: 2027-01-01}] | terms.same-version",
        "versions: [{version: a, from: 2026-01-01}, {version: b, from: 2026-01-01}] | terms.same-day",
        "versions: [{version: a}]                                            | site.missing",
        "version: [{version: a, from: 2026-01-01}]                           | site.unknown-key",
        "versions: [{version: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, from: 2026-01-01}] | terms.long-version"})
    void whatIsWrongIsToldBeforeItIsOnTheSite(String terms, String code) {
        assertThat(House.source(terms).problems(new TermsCompiler())).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.fatal()).isTrue();
        });
    }

    /** Nobody who signs in would get any further. */
    @ParameterizedTest
    @CsvSource({"marker: terms,terms.no-page", "access: public,terms.not-public", "components: [{component: terms}],terms.no-component"})
    void aSiteOnWhoseTermsNobodyCouldAgreeIsRefused(String line, String code) {
        var source = House.source(House.TERMS).document("pages/terms.md", House.PAGE.replace(line + "\n", ""));

        assertThat(source.problems(new TermsCompiler())).singleElement().satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void thePageMayHaveOtherMarkersAsWell() {
        assertThat(House.source(House.TERMS).document("pages/terms.md", House.PAGE.replace("marker: terms", "marker: [conditions, terms]")).problems(new TermsCompiler())).isEmpty();
    }

    @Test
    void whatIsRememberedOfTheLastSiteIsWhatSomebodyFindsForTheFirstTime() {
        var remembering = new TermsCompiler();
        var source = House.source(House.TERMS);
        for (var page : List.of(House.PAGE, House.PAGE.replace("access: public\n", ""), House.PAGE.replace("marker: terms\n", ""), House.PAGE + "More.", House.PAGE)) {
            source.document("pages/terms.md", page);
            assertThat(source.problems(remembering)).as(page).isEqualTo(source.problems(new TermsCompiler()));
            source.document("pages/another.md", "---\ntitle: Another\n---\n" + page.length());
            assertThat(source.problems(remembering)).as(page).isEqualTo(source.problems(new TermsCompiler()));
        }
    }

    private Model shown(Caller caller) {
        return (Model) ((Filled.Shown) house.component.fill(house.place(Requests.get(house.site(), "/terms").as(caller)))).model().get("owed");
    }

    private String led(Requests requests) {
        return house.filter.pass(requests.request()).map(Reply::headers).map(headers -> headers.get("Location")).orElseThrow();
    }

    private static Request request(Request of, Optional<String> csrf) {
        return new Request(of.id(), of.method(), of.path(), of.locale(), of.query(), of.form(), of.headers(), of.caller(), csrf, of.address(), of.site());
    }

    private Request program(Caller caller, String path) {
        return request(house.request(caller, path), Optional.empty());
    }

    private List<Row> rows(String table) {
        var columns = house.tables.schema().table(table).columns().keySet().toArray(String[]::new);
        return house.tables.query(Acceptances.HOUSE, Query.of(table, columns)).rows();
    }
}
