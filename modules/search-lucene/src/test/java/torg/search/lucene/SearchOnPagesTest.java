package torg.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.problem.TorgException;
import torg.api.search.Sought;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.search.lucene.miss.MissTable;
import torg.search.lucene.saved.SavedSearches;
import torg.search.lucene.saved.SavedTable;
import torg.search.lucene.miss.Misses;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.testkit.Requests;
import torg.testkit.contract.ComponentContract;

/** What is found, on a page and as JSON. */
class SearchOnPagesTest implements ComponentContract {
    @TempDir
    Path folder;

    private ShopHouse shop;
    private Misses misses;
    private SavedSearches saved;

    @BeforeEach
    void open() {
        shop = new ShopHouse(folder);
        misses = new Misses(shop.tables.with(new MissTable()));
        saved = new SavedSearches(shop.tables.with(new SavedTable()));
        shop.all(ShopHouse.JANE, Sought.of("chai", 1));
    }

    @AfterEach
    void close() throws Exception {
        misses.close();
        shop.close();
    }

    @Override
    public Component component() {
        return new SearchResultsComponent(shop.search, shop.tables, misses, saved);
    }

    @Override
    public Site site() {
        return shop.sites.current();
    }

    @Override
    public String parameters() {
        return "page-size: 2";
    }

    @Override
    public List<String> inputs() {
        return List.of("q", "facet", "sort", "page");
    }

    private Model shown(String... query) {
        var request = Requests.get(site(), "/search").as(ShopHouse.JANE);
        for (var i = 0; i < query.length; i += 2) request.query(query[i], query[i + 1]);
        return ((Filled.Shown) component().fill(request.place(parameters()))).model();
    }

    @Test
    void hitsStandWithTheirLinksAndFacetsWithTheirNames() {
        var model = shown("q", "futterkiste");
        assertThat(values(model, "hits", "link")).containsExactly("/customers/ALFKI", "/orders/10248");
        assertThat(values(model, "hits", "kind")).containsExactly("account", "salesorder");
        assertThat(model.get("total")).isEqualTo("3 hits");
        assertThat(((Model) model.get("pager")).values()).containsOnlyKeys("next");
        var account = (Model) ((List<?>) model.get("facets")).getLast();
        assertThat(values(account, "values", "label")).containsExactly("Alfreds Futterkiste");
        assertThat(values(account, "values", "link")).containsExactly("?q=futterkiste&facet=salesorder.account%3AALFKI");
    }

    @Test
    void aChosenValueNarrowsAndIsTakenBackByItsLink() {
        var model = shown("q", "futterkiste", "facet", "salesorder.status:open");
        assertThat(values(model, "hits", "link")).containsExactly("/orders/W000017");
        assertThat(model.get("narrowed")).isEqualTo("?q=futterkiste");
        assertThat((List<?>) model.get("facets")).as("what all hits have in common tells nothing apart").singleElement()
                .satisfies(status -> assertThat(values((Model) status, "values", "link")).containsExactly("?q=futterkiste"));
    }

    @Test
    void whatLiesWithinAValueShowsOnceThatIsChosenAndIsTakenBackToIt() {
        shop.sites.swap(shop.source.document("search.yml", ShopHouse.SEARCH.replace("facets: [status, placed, account]", "facets: [{placed: {tree: month}}]")));
        shop.all(ShopHouse.JANE, Sought.of("chai", 1));
        assertThat(placed("q", "futterkiste")).containsExactly("2026 ?q=futterkiste&facet=salesorder.placed%3A2026", "2025 ?q=futterkiste&facet=salesorder.placed%3A2025");
        assertThat(placed("q", "futterkiste", "facet", "salesorder.placed:2026")).containsExactly("2026 ?q=futterkiste", "August 2026 ?q=futterkiste&facet=salesorder.placed%3A2026-08");
        assertThat(placed("q", "futterkiste", "facet", "salesorder.placed:2026-08")).containsExactly("2026 ?q=futterkiste&facet=salesorder.placed%3A2026", "August 2026 ?q=futterkiste&facet=salesorder.placed%3A2026");
        var answer = new SearchResource(shop.search, shop.tables).find("w000017", List.of(), "nb", "", "10", "", shop.request(ShopHouse.JANE, "en"));
        assertThat(answer.facets().getLast().values()).containsExactly(new SearchResource.FoundValue("2026", "2026", 1, null), new SearchResource.FoundValue("2026-08", "august 2026", 1, "2026"));
    }

    /** The labels and links of the facet that stands in levels. */
    private List<String> placed(String... query) {
        var facet = (Model) ((List<?>) shown(query).get("facets")).getLast();
        return ((List<?>) facet.get("values")).stream().map(Model.class::cast).map(value -> value.get("label") + " " + value.get("link")).toList();
    }

    @Test
    void whatCannotBeLookedForIsSaid() {
        assertThat(shown("q", "x".repeat(401)).get("notice")).isEqualTo("That is too much to search for. Try fewer words.");
        assertThat(shown("q", "nothing-like-this").get("notice")).isEqualTo("Nothing was found. Try other words, or fewer.");
        assertThat(shown("q", "chai", "facet", "nowhere:1").get("notice")).isEqualTo("Nothing was found. Try other words, or fewer.");
        assertThat(shown("q", " ").has("hits")).isFalse();
    }

    @Test
    void pagesFollowEachOtherInEitherDirection() {
        var second = turned(shown("q", "futterkiste", "sort", "salesorder.placed"), "next");
        assertThat(values(second, "hits", "link")).containsExactly("/customers/ALFKI");
        assertThat(((Model) second.get("pager")).values()).containsEntry("first", "?q=futterkiste&sort=salesorder.placed").containsOnlyKeys("first", "previous");
        var first = turned(second, "previous");
        assertThat(values(first, "hits", "link")).containsExactly("/orders/10248", "/orders/W000017");
        assertThat(((Model) first.get("pager")).values()).containsOnlyKeys("next");
        var made = shown("q", "futterkiste", "page", "2");
        assertThat(made.get("notice")).isEqualTo("This part of what was found is not there any more.");
        assertThat(made.get("first")).isEqualTo("?q=futterkiste");
    }

    private Model turned(Model model, String where) {
        var query = java.util.Arrays.stream(((Model) model.get("pager")).get(where).toString().substring(1).split("[=&]")).map(part -> java.net.URLDecoder.decode(part, java.nio.charset.StandardCharsets.UTF_8));
        return shown(query.toArray(String[]::new));
    }

    @Test
    void anOrderIsChosenAmongThoseThatTheHitsHave() {
        var ways = (Model) shown("q", "futterkiste", "sort", "-salesorder.placed").get("sorts");
        assertThat(values(ways, "ways", "label")).containsExactly("Best first", "placed, newest first", "placed, oldest first");
        assertThat(values(ways, "ways", "link")).containsExactly("?q=futterkiste", "?q=futterkiste&sort=-salesorder.placed", "?q=futterkiste&sort=salesorder.placed");
        assertThat(values(ways, "ways", "chosen")).containsExactly(false, true, false);
        assertThat(shown("q", "cote").has("sorts")).as("no order is among the hits").isFalse();
    }

    @Test
    void theResourceSaysTheSame() {
        var resource = new SearchResource(shop.search, shop.tables);
        var answer = resource.find("futterkiste", List.of("salesorder.status:open"), "nb", "", "10", "", shop.request(ShopHouse.JANE, "en"));
        assertThat(answer.hits()).extracting(SearchResource.FoundHit::link).containsExactly("/nb/orders/W000017");
        assertThat(answer.total()).isEqualTo(1);
        var first = resource.find("futterkiste", List.of(), "", "-salesorder.placed", "1", "", shop.request(ShopHouse.JANE, "en"));
        assertThat(first.sorts()).containsExactly("salesorder.placed");
        assertThat(resource.find("futterkiste", List.of(), "", "-salesorder.placed", "2", first.next(), shop.request(ShopHouse.JANE, "en")).hits()).extracting(SearchResource.FoundHit::key).containsExactly("10248", "ALFKI");
        for (var wrong : List.of(List.of("xx", "10"), List.of("", "0"), List.of("", "101"), List.of("", "ten"))) {
            assertThatThrownBy(() -> resource.find("chai", List.of(), wrong.get(0), "", wrong.get(1), "", shop.request(ShopHouse.JANE, "en")))
                    .isInstanceOfSatisfying(TorgException.class, fault -> assertThat(fault.code()).isEqualTo("search.asked"));
        }
    }

    @Test
    void whatNothingWasFoundForIsCounted() {
        for (var i = 0; i < 3; i++) component().fill(Requests.get(site(), "/search").from("192.0.2." + i).query("q", "Løvetann").place(parameters()));
        for (var i = 0; i < 3; i++) component().fill(Requests.get(site(), "/search").from("192.0.2." + i).query("q", "terms").place(parameters()));
        assertThat(misses.of(site().name())).extracting(Misses.Miss::text).containsExactly("lovetann");
    }

    @Test
    void aBoxLeadsToThePageItNames() {
        var filled = (Filled.Shown) new SearchBoxComponent().fill(Requests.get(site(), "/").in("nb").place("page: /find"));
        assertThat(filled.model().get("action")).isEqualTo("/nb/find");
        assertThat(filled.perCaller()).as("it is the same for everybody, so its page can be kept").isFalse();
    }

    private static List<Object> values(Model model, String list, String name) {
        return ((List<?>) model.get(list)).stream().map(Model.class::cast).map(item -> item.get(name)).toList();
    }
}
