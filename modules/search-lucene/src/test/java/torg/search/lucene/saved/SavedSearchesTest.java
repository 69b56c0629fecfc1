package torg.search.lucene.saved;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.problem.TorgException;
import torg.api.search.Found;
import torg.api.view.Model;
import torg.search.lucene.SavedSearchesResource;
import torg.search.lucene.SavedSearchesResource.Wanted;
import torg.search.lucene.SearchResultsComponent;
import torg.search.lucene.miss.MissTable;
import torg.search.lucene.miss.Misses;
import torg.search.lucene.saved.SavedSearches.Outcome;
import torg.search.lucene.saved.SavedSearches.Saved;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** Searches that people keep. */
class SavedSearchesTest {
    private static final Caller JANE = Caller.contact("jane", "Jane", List.of(), List.of());
    private static final Caller SAM = Caller.contact("sam", "Sam", List.of(), List.of());

    private final TestSites sites = TestSites.of(new TestSource(), new TableDocuments());
    private final MemoryTables tables = new MemoryTables(sites::schema).with(new SavedTable()).with(new MissTable());
    private final SavedSearches saved = new SavedSearches(tables);
    private final Component component = new SearchResultsComponent((_, _) -> Found.nothing(true), tables, new Misses(tables), saved);

    private Requests get(Caller caller) {
        return Requests.get(sites.current(), "/search").as(caller);
    }

    private Outcome keep(Caller caller, String name, String query) {
        return saved.keep(get(caller).request(), name, query);
    }

    private List<Saved> of(Caller caller) {
        return saved.of(get(caller).request());
    }

    @Test
    void aPersonFindsTheOwnOnesByTheirNamesAndNobodyElseDoes() {
        assertThat(keep(JANE, "Tea", "?q=chai")).isEqualTo(Outcome.KEPT);
        assertThat(keep(JANE, " Open \u00a0 orders ", "?q=orders&facet=salesorder.status%3Aopen")).isEqualTo(Outcome.KEPT);
        assertThat(keep(SAM, "Tea", "?q=mate")).isEqualTo(Outcome.KEPT);
        assertThat(of(JANE)).extracting(Saved::name, Saved::query).containsExactly(org.assertj.core.groups.Tuple.tuple("Open orders", "?q=orders&facet=salesorder.status%3Aopen"),
                org.assertj.core.groups.Tuple.tuple("Tea", "?q=chai"));
        keep(JANE, "Tea", "?q=green+tea");
        assertThat(of(JANE)).extracting(Saved::query).as("one that has the name is replaced").containsExactly("?q=orders&facet=salesorder.status%3Aopen", "?q=green+tea");
        saved.forget(get(SAM).request(), of(JANE).getLast().id());
        assertThat(of(JANE)).as("another's stays").hasSize(2);
        saved.forget(get(JANE).request(), of(JANE).getLast().id());
        assertThat(of(JANE)).extracting(Saved::name).containsExactly("Open orders");
        assertThat(of(SAM)).hasSize(1);
    }

    @Test
    void thereAreNoneForVisitorsAndDeputies() {
        keep(JANE, "Tea", "?q=chai");
        for (var other : List.of(Caller.ANONYMOUS, Caller.client("A program", List.of(), List.of()), JANE.by(new Deputy("ann", "Ann", java.time.Instant.MAX)))) {
            assertThat(of(other)).isEmpty();
            assertThat(((Filled.Shown) component.fill(get(other).query("q", "chai").place(""))).model().has("saved")).isFalse();
            var posted = component.act(Requests.post(sites.current(), "/search").as(other).query("q", "chai").form("keep", "yes").form("name", "Mine").place(""));
            assertThat(posted).isInstanceOfSatisfying(Component.Outcome.Show.class, show -> assertThat(show.status()).isEqualTo(405));
        }
        assertThat(of(JANE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \u00a0", "a\u0000b", "\ud800", "a name that is longer than sixty characters, which nobody reads"})
    void aNameIsShortAndIsOne(String name) {
        assertThat(keep(JANE, name, "?q=chai")).isEqualTo(Outcome.NO_NAME);
        assertThat(of(JANE)).isEmpty();
    }

    @Test
    void thereAreSoManyAndNoneIsTooLong() {
        assertThat(keep(JANE, "Long", "?q=" + "x".repeat(SavedSearches.LONGEST_QUERY))).isEqualTo(Outcome.TOO_LONG);
        IntStream.range(0, SavedSearches.MOST).forEach(number -> assertThat(keep(JANE, "Search " + number, "?q=chai")).isEqualTo(Outcome.KEPT));
        assertThat(keep(JANE, "One more", "?q=chai")).isEqualTo(Outcome.TOO_MANY);
        assertThat(keep(JANE, "Search 7", "?q=tea")).as("in the place of another").isEqualTo(Outcome.KEPT);
        assertThat(of(JANE)).hasSize(SavedSearches.MOST);
        assertThat(keep(SAM, "Mine", "?q=chai")).isEqualTo(Outcome.KEPT);
    }

    @Test
    void whatIsAskedIsKeptFromItsPageAndLeadsBackToIt() {
        var asked = Requests.post(sites.current(), "/search").as(JANE).query("q", "chai").query("facet", "kind:product").query("sort", "-product.price").query("page", "a-key");
        assertThat(component.act(asked.form("keep", "yes").form("name", "Tea").place(""))).isEqualTo(new Component.Outcome.Redirect("/search?q=chai&facet=kind%3Aproduct&sort=-product.price&page=a-key#c1"));
        var model = (Model) ((Filled.Shown) component.fill(get(JANE).place(""))).model().get("saved");
        assertThat((List<?>) model.get("kept")).singleElement().isInstanceOfSatisfying(Model.class,
                one -> assertThat(one.values()).containsEntry("name", "Tea").containsEntry("link", "?q=chai&facet=kind%3Aproduct&sort=-product.price"));
        assertThat(model.get("keeps")).as("nothing is asked here").isEqualTo(false);
        var id = of(JANE).getFirst().id();
        assertThat(component.act(Requests.post(sites.current(), "/search").as(JANE).form("forget", id).place(""))).isEqualTo(new Component.Outcome.Redirect("/search?q=#c1"));
        assertThat(of(JANE)).isEmpty();
    }

    @Test
    void theResourceSaysTheSame() {
        var resource = new SavedSearchesResource(saved);
        var jane = get(JANE).request();
        keep(SAM, "Hers", "?q=mate");
        assertThat(resource.all(jane).value()).isEmpty();
        var wanted = new Wanted(" Open  orders", "orders", List.of("salesorder.status:open"), "-salesorder.total");
        var made = resource.keep(jane, wanted);
        assertThat(resource.all(jane).value()).isEqualTo(of(JANE)).singleElement().isEqualTo(made)
                .extracting(Saved::name, Saved::query).containsExactly("Open orders", "?q=orders&facet=salesorder.status%3Aopen&sort=-salesorder.total");
        isRefused(() -> resource.keep(jane, new Wanted(null, "tea", null, null)), 422);
        isRefused(() -> resource.keep(jane, new Wanted("Nothing", " ", null, null)), 422);
        isRefused(() -> resource.keep(jane, new Wanted("Long", "x".repeat(SavedSearches.LONGEST_QUERY), null, null)), 422);
        isRefused(() -> resource.keep(jane, null), 400);
        isRefused(() -> resource.forget(jane, of(SAM).getFirst().id()), 404);
        isRefused(() -> resource.all(get(Caller.ANONYMOUS).request()), 401);
        isRefused(() -> resource.keep(get(Caller.client("A program", List.of(), List.of())).request(), wanted), 403);
        isRefused(() -> resource.all(get(JANE.by(new Deputy("ann", "Ann", java.time.Instant.MAX))).request()), 403);
        resource.forget(jane, of(JANE).getFirst().id());
        assertThat(of(JANE)).isEmpty();
        assertThat(of(SAM)).hasSize(1);
    }

    private static void isRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, int status) {
        org.assertj.core.api.Assertions.assertThatThrownBy(call).isInstanceOfSatisfying(TorgException.class, fault -> assertThat(fault.kind().status()).isEqualTo(status));
    }

    @Test
    void whatIsNotKeptIsSaidWhereItWasTyped() {
        var posted = component.act(Requests.post(sites.current(), "/search").as(JANE).query("q", "chai").form("keep", "yes").form("name", " ").place(""));
        assertThat(posted).isInstanceOfSatisfying(Component.Outcome.Show.class, show -> {
            assertThat(show.status()).isEqualTo(422);
            assertThat(((Model) ((Filled.Shown) show.filled()).model().get("saved")).get("trouble")).isEqualTo("Give it a name of at most 60 characters.");
        });
        component.act(Requests.post(sites.current(), "/search").as(JANE).query("q", " ").form("keep", "yes").form("name", "Nothing").place(""));
        assertThat(of(JANE)).as("nothing was asked").isEmpty();
    }

    @Test
    void whatIsKeptIsHandedOutToThePerson() {
        var kept = new SavedTable().kept().getFirst();
        assertThat(kept.table()).isEqualTo(new SavedTable().tables().getFirst().name());
        assertThat(new SavedTable().tables().getFirst().columns().keySet()).containsAll(kept.told()).contains(kept.column());
    }
}
