package torg.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.search.Sought;
import torg.api.site.Problems;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.testkit.Requests;
import torg.testkit.Yaml;
import torg.testkit.contract.ComponentContract;

/** A finder of products, and one of orders. */
class SearchFinderTest implements ComponentContract {
    @TempDir
    Path folder;

    private ShopHouse shop;

    @BeforeEach
    void open() {
        shop = new ShopHouse(folder);
        shop.put("product", "5", Map.of("name", "Futterkiste mix", "kind", "food"));
        shop.all(ShopHouse.JANE, Sought.of("chai", 1));
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @Override
    public Component component() {
        return new SearchFinderComponent(shop.search, shop.tables);
    }

    @Override
    public Site site() {
        return shop.sites.current();
    }

    @Override
    public String parameters() {
        return "{of: [product, salesorder], page-size: 5}";
    }

    @Override
    public List<String> inputs() {
        return List.of("q", "facet", "sort", "page");
    }

    private Model shown(Caller caller, String parameters, String... query) {
        var request = Requests.get(site(), "/find").as(caller);
        for (var i = 0; i < query.length; i += 2) request.query(query[i], query[i + 1]);
        return ((Filled.Shown) component().fill(request.place(parameters))).model();
    }

    private static List<Object> links(Model model) {
        return model.has("hits") ? values((List<?>) model.get("hits"), "link") : List.of();
    }

    private static List<Object> values(List<?> list, String name) {
        return list.stream().map(Model.class::cast).map(item -> item.get(name)).toList();
    }

    @Test
    void anOrderIsFoundByItsNumberADateAndHalfAProductInItAndNothingElseIs() {
        for (var text : List.of("W000017", "2026-08-25", "25.08.2026", "cha")) assertThat(links(shown(ShopHouse.JANE, "of: salesorder", "q", text))).as(text).containsExactly("/orders/W000017");
        assertThat(links(shown(ShopHouse.ANA, "of: salesorder", "q", "cha"))).containsExactly("/orders/10249");
        assertThat(links(shown(ShopHouse.ANA, "of: salesorder", "q", "W000017"))).isEmpty();
        assertThat(links(shown(ShopHouse.JANE, "of: product", "q", "cha"))).containsExactly("/products/1");
        assertThat(links(shown(ShopHouse.JANE, "of: page", "q", "delivered"))).containsExactly("/terms");
    }

    @Test
    void nothingThatIsChosenLeadsOutOfIt() {
        for (var kind : List.of("account", "page", "nothing")) {
            assertThat(links(shown(ShopHouse.JANE, "of: product", "q", "futterkiste", "facet", "kind:" + kind))).as(kind).containsExactly("/products/5");
        }
        assertThat(links(shown(ShopHouse.JANE, parameters(), "q", "futterkiste"))).containsExactly("/products/5", "/orders/10248", "/orders/W000017");
        assertThat(links(shown(ShopHouse.JANE, parameters(), "q", "futterkiste", "facet", "kind:salesorder", "facet", "kind:account"))).containsExactly("/orders/10248", "/orders/W000017");
    }

    @Test
    void aFacetAndThePagerKeepToIt() {
        var first = shown(ShopHouse.JANE, "{of: salesorder, page-size: 1}", "q", "futterkiste");
        assertThat(values((List<?>) first.get("facets"), "label")).as("its one kind tells nothing apart").doesNotContain("Kind").isNotEmpty();
        var next = ((Model) first.get("pager")).get("next").toString();
        var key = URLDecoder.decode(next.substring(next.indexOf("page=") + 5), StandardCharsets.UTF_8);
        assertThat(links(shown(ShopHouse.JANE, "{of: salesorder, page-size: 1}", "q", "futterkiste", "page", key))).containsExactly("/orders/W000017");
    }

    @Test
    void itsBoxSaysWhatItLooksFor() {
        var box = (Model) shown(ShopHouse.JANE, "of: [product, page]").get("box");
        assertThat(box.get("name")).isEqualTo("Search in: product, Pages");
        assertThat(box.get("kinds")).isEqualTo("product page");
        assertThat(box.get("action")).isEqualTo("/find");
    }

    @Test
    void whatIsNoHitHasNoFinder() {
        for (var kind : List.of("nowhere", "line")) {
            assertThatThrownBy(() -> shown(ShopHouse.JANE, "of: " + kind, "q", "chai")).isInstanceOfSatisfying(TorgException.class, fault -> assertThat(fault.code()).isEqualTo("search.unknown-kind"));
        }
        assertThat(problems("page-size: 5")).isEqualTo("search.no-kind");
        assertThat(problems("of: [a, b, c, d, e, f, g, h, i, j, k]")).isEqualTo("search.too-many-kinds");
    }

    private String problems(String parameters) {
        var problems = new Problems();
        component().check(Yaml.mapping("page.md", parameters), problems);
        return problems.found().getFirst().code();
    }
}
