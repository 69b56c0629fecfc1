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

    private void look(String text, String... contacts) {
        for (var contact : contacts) misses.note(Requests.get(site(), "/search").as(contact.isEmpty() ? Caller.ANONYMOUS : Caller.contact(contact, contact, List.of(), List.of())).request(), text);
    }

    private List<Miss> kept() {
        return misses.of(site().name());
    }

    @Test
    void aTextIsKeptOnceThreeHaveLookedForIt() {
        look("Oat milk", "a", "b", "a", "a");
        look("rye bread", "a", "", "");
        assertThat(kept()).containsExactly(new Miss("rye bread", 3, LocalDate.of(2026, 11, 30)));
        look(" oat  MILK", "c");
        assertThat(kept()).extracting(Miss::text, Miss::count).containsExactly(org.assertj.core.groups.Tuple.tuple("oat milk", 5L), org.assertj.core.groups.Tuple.tuple("rye bread", 3L));
        look("rye bread", "", "", "");
        assertThat(kept()).extracting(Miss::count).containsExactly(6L, 5L);
        assertThat(misses.of("another-site")).isEmpty();
    }

    @Test
    void whatWasWrittenDownOutlivesThePortalAndIsCountedOn() {
        look("oat milk", "", "", "");
        misses.close();
        misses = new Misses(tables, InstantSource.system());
        assertThat(kept()).extracting(Miss::count).containsExactly(3L);
        look("oat milk", "", "", "");
        assertThat(kept()).extracting(Miss::count).containsExactly(6L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "W000017", "jane@alfki.example", "a very long text of somebody who tells all that happened to them"})
    void whatMayBeAboutSomebodyIsNotKept(String text) {
        look(text, "", "", "");
        assertThat(kept()).isEmpty();
    }

    @Test
    void ofManyTheMostFrequentAreKept() {
        look("oat milk", "", "", "", "");
        IntStream.range(0, Misses.MOST_KEPT + 5).forEach(number -> look("word" + Integer.toString(number, 2).replace('0', 'a').replace('1', 'b'), "", "", ""));
        assertThat(kept()).hasSize(Misses.MOST_KEPT).first().extracting(Miss::text).isEqualTo("oat milk");
    }

    @Test
    void administratorsAloneSeeThemAndBeginAnew() {
        look("oat milk", "", "", "");
        var admin = Caller.contact("admin", "Admin", List.of(), List.of("administrator"));
        assertThat(component().fill(Requests.get(site(), "/searches").as(Caller.contact("jane", "Jane", List.of(), List.of())).place(""))).isInstanceOf(Filled.Hidden.class);
        component().act(Requests.post(site(), "/searches").as(Caller.contact("jane", "Jane", List.of(), List.of())).form("forget", "all").place(""));
        var shown = (Filled.Shown) component().fill(Requests.get(site(), "/searches").as(admin).place(""));
        assertThat((List<?>) shown.model().get("misses")).singleElement().isEqualTo(Model.with("text", "oat milk").with("count", 3L).with("last", "Nov 30, 2026").build());
        assertThat(component().act(Requests.post(site(), "/searches").as(admin).form("forget", "all").place(""))).isInstanceOf(Outcome.Redirect.class);
        assertThat(kept()).isEmpty();
    }
}
