package torg.search.lucene.miss;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.search.lucene.SearchMissesComponent;
import torg.search.lucene.miss.Misses.Miss;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;
import torg.testkit.contract.ComponentContract;

class MissesTest implements ComponentContract {
    private final TestSites sites = TestSites.of(new TestSource(), new TableDocuments());
    private final MemoryTables tables = new MemoryTables(sites::schema).with(new MissTable());
    private Misses misses = new Misses(tables, InstantSource.fixed(Instant.parse("2026-11-30T10:00:00Z")));

    @AfterEach
    void close() {
        misses.close();
    }

    @Override
    public Component component() {
        return new SearchMissesComponent(misses);
    }

    @Override
    public Site site() {
        return sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("forget");
    }

    /** Contacts by their names, visitors by their network addresses. */
    private void look(String text, String... who) {
        for (var one : who) {
            var request = Requests.get(site(), "/search");
            misses.note((one.matches("[a-z]") ? request.as(Caller.contact(one, one, List.of(), List.of())) : request.from(one)).request(), text);
        }
    }

    private void lookEverywhere(String text) {
        look(text, "192.0.2.1", "192.0.2.2", "2001:db8::1");
    }

    private List<Miss> kept() {
        return misses.of(site().name());
    }

    @Test
    void aTextIsKeptOnceThreeHaveLookedForIt() {
        look("Oat milk", "a", "b", "a", "a");
        look("rye bread", "a", "192.0.2.1", "192.0.2.2");
        assertThat(kept()).containsExactly(new Miss("rye bread", 3, LocalDate.of(2026, 11, 30)));
        look(" oat  MILK", "c");
        assertThat(kept()).extracting(Miss::text, Miss::count).containsExactly(org.assertj.core.groups.Tuple.tuple("oat milk", 5L), org.assertj.core.groups.Tuple.tuple("rye bread", 3L));
        lookEverywhere("rye bread");
        assertThat(kept()).extracting(Miss::count).containsExactly(6L, 5L);
        assertThat(misses.of("another-site")).isEmpty();
    }

    @Test
    void aVisitorIsOneWhateverIsSentAndHoweverOften() {
        look("oat milk", "192.0.2.1", "192.0.2.1", "192.0.2.1", "2001:db8:1:1::1", "2001:db8:1:2::1", "2001:db8:1:ffff::9");
        assertThat(kept()).isEmpty();
        look("oat milk", "a");
        assertThat(kept()).extracting(Miss::count).containsExactly(7L);
    }

    @Test
    void whatWasWrittenDownOutlivesThePortalAndIsCountedOn() {
        lookEverywhere("oat milk");
        misses.close();
        misses = new Misses(tables, InstantSource.system());
        assertThat(kept()).extracting(Miss::count).containsExactly(3L);
        lookEverywhere("oat milk");
        assertThat(kept()).extracting(Miss::count).containsExactly(6L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "W000017", "jane@alfki.example", "a very long text of somebody who tells all that happened to them"})
    void whatMayBeAboutSomebodyIsNotKept(String text) {
        lookEverywhere(text);
        assertThat(kept()).isEmpty();
    }

    @Test
    void ofManyTheMostFrequentAreKept() {
        lookEverywhere("oat milk");
        look("oat milk", "a");
        IntStream.range(0, Misses.MOST_KEPT + 5).forEach(number -> lookEverywhere("word" + Integer.toString(number, 2).replace('0', 'a').replace('1', 'b')));
        assertThat(kept()).hasSize(Misses.MOST_KEPT).first().extracting(Miss::text).isEqualTo("oat milk");
    }

    @Test
    void administratorsAloneSeeThemAndBeginAnew() {
        lookEverywhere("oat milk");
        var admin = Caller.contact("admin", "Admin", List.of(), List.of("administrator"));
        assertThat(component().fill(Requests.get(site(), "/searches").as(Caller.contact("jane", "Jane", List.of(), List.of())).place(""))).isInstanceOf(Filled.Hidden.class);
        component().act(Requests.post(site(), "/searches").as(Caller.contact("jane", "Jane", List.of(), List.of())).form("forget", "all").place(""));
        var shown = (Filled.Shown) component().fill(Requests.get(site(), "/searches").as(admin).place(""));
        assertThat((List<?>) shown.model().get("misses")).singleElement().isEqualTo(Model.with("text", "oat milk").with("count", 3L).with("last", "Nov 30, 2026").build());
        assertThat(component().act(Requests.post(site(), "/searches").as(admin).form("forget", "all").place(""))).isInstanceOf(Outcome.Redirect.class);
        assertThat(kept()).isEmpty();
    }
}
