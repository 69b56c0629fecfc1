package torg.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.search.Found.Excerpt;
import torg.api.search.Found.Facet;
import torg.api.search.Found.Piece;
import torg.api.search.Found.Value;
import torg.api.search.Sought;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Write;

class SearchTest {
    @TempDir
    Path folder;

    private ShopHouse shop;

    @BeforeEach
    void open() {
        shop = new ShopHouse(folder);
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @Test
    void wordsAreFoundAsPeopleTypeThem() {
        assertThat(shop.find(ShopHouse.JANE, "CHAI")).first().isEqualTo("product 1");
        assertThat(shop.find(ShopHouse.JANE, "cote")).containsExactly("product 2");
        assertThat(shop.find(ShopHouse.JANE, "maxi")).as("half a name").contains("product PX-49");
        assertThat(shop.find(ShopHouse.JANE, "px49")).first().isEqualTo("product PX-49");
        assertThat(shop.find(ShopHouse.JANE, "PX-49")).first().isEqualTo("product PX-49");
        assertThat(shop.find(ShopHouse.JANE, "10248")).containsExactly("salesorder 10248");
        assertThat(shop.find(ShopHouse.JANE, "box tea")).as("other endings, in any order").first().isEqualTo("product 1");
        assertThat(shop.find(ShopHouse.JANE, "\"tea bags\"")).first().isEqualTo("product 1");
        assertThat(shop.find(ShopHouse.JANE, "\"bags tea\"")).isEmpty();
    }

    @Test
    void anOrderIsFoundByItsNumberAProductInItItsDateAndItsCustomer() {
        assertThat(shop.find(ShopHouse.JANE, "w000017")).containsExactly("salesorder W000017");
        assertThat(shop.find(ShopHouse.JANE, "chai")).containsExactly("product 1", "salesorder W000017");
        assertThat(shop.find(ShopHouse.JANE, "2026-08-25")).containsExactly("salesorder W000017");
        assertThat(shop.find(ShopHouse.JANE, "25.08.2026 chai")).containsExactly("salesorder W000017");
        assertThat(shop.find(ShopHouse.JANE, "futterkiste maxilaku")).containsExactly("salesorder 10248");
        assertThat(shop.find(ShopHouse.HOUSE, "chai")).containsExactly("product 1", "salesorder 10249", "salesorder W000017");
    }

    @Test
    void aSlipIsForgivenWhereNothingIsWrittenSoAndNeverInANumber() {
        var found = shop.all(ShopHouse.JANE, Sought.of("maxilakku", 10));
        assertThat(found.forgiving()).isTrue();
        assertThat(ShopHouse.keys(found)).contains("product PX-49");
        assertThat(shop.all(ShopHouse.JANE, Sought.of("maxilaku", 10)).forgiving()).isFalse();
        assertThat(shop.find(ShopHouse.JANE, "maxilakku ".repeat(7))).as("too many words").isEmpty();
        assertThat(shop.find(ShopHouse.JANE, "10240")).isEmpty();
    }

    @Test
    void whatWasMeantIsWhatTheBestVisibleHitShowsInstead() {
        assertThat(shop.all(ShopHouse.JANE, Sought.of("maxilakku", 10)).meant()).contains("Maxilaku");
        assertThat(shop.all(ShopHouse.JANE, Sought.of("the boxxes of teas", 10)).meant()).as("what says nothing is left out").contains("boxes tea");
        assertThat(shop.all(ShopHouse.JANE, Sought.of("boxxes tea", 10)).meant()).contains("boxes tea");
        assertThat(shop.all(ShopHouse.JANE, Sought.of("maxilaku", 10)).meant()).isEmpty();
        assertThat(shop.all(ShopHouse.ANA, Sought.of("alfredss", 10)).meant()).as("another customer's name").isEmpty();
        assertThat(shop.all(ShopHouse.JANE, Sought.of("alfredss", 10)).meant()).contains("Alfreds");
        var order = shop.all(ShopHouse.JANE, Sought.of("maxilakku", 10).chosen(Map.of("kind", List.of("salesorder"))));
        assertThat(order.hits()).hasSize(1);
        assertThat(order.meant()).as("the word stands in another row").isEmpty();
    }

    @Test
    void whatMeansTheSameOnThisSiteIsFoundAfterWhatWasTyped() {
        assertThat(shop.find(ShopHouse.JANE, "vin")).containsExactly("product 2");
        assertThat(shop.find(ShopHouse.JANE, "\"grape juice\" blaye")).containsExactly("product 2");
        assertThat(ShopHouse.keys(shop.all(ShopHouse.JANE, "nb", Sought.of("lakrisen", 10)))).as("with an ending").containsExactly("product PX-49", "salesorder 10248");
        assertThat(shop.all(ShopHouse.JANE, Sought.of("vin", 10)).forgiving()).isFalse();
        shop.put("product", "4", Map.of("description", "vin chaud"));
        assertThat(shop.find(ShopHouse.JANE, "vin")).containsExactly("product 4", "product 2");
        shop.put("product", "5", Map.of("description", "a juice of the grape"));
        assertThat(shop.find(ShopHouse.JANE, "vin")).as("several words stand one after the other").doesNotContain("product 5");
        var marked = shop.all(ShopHouse.JANE, Sought.of("lakris", 10)).hits().getFirst();
        assertThat(marked.title()).contains(new Piece("liquorice", true));
    }

    @Test
    void whatIsWorthMoreComesFirst() {
        shop.page("/news/tea", "News", "All about orders and tea", "Nytt", "Te");
        shop.page("/newsletter", "Letter", "All about tea", "Brev", "Te");
        shop.edited("en", "nb");
        assertThat(shop.find(ShopHouse.JANE, "tea")).startsWith("product 1", "page /news/tea", "page /newsletter");
        shop.source.document("search.yml", ShopHouse.SEARCH + "pages: {/news: 10, /: 4}\n");
        shop.edited("en", "nb");
        assertThat(shop.find(ShopHouse.JANE, "tea")).as("with those below it, and nothing beside").startsWith("page /news/tea", "page /newsletter", "product 1");
        shop.source.document("search.yml", ShopHouse.SEARCH.replace("table: product,", "table: product, boost: 10,") + "pages: {/news: 9}\n");
        shop.edited("en", "nb");
        assertThat(shop.find(ShopHouse.JANE, "tea")).startsWith("product 1", "page /news/tea", "page /newsletter");
    }

    @Test
    void pagesAreFoundInTheLanguageOfTheRequestByWhoMayReadThem() {
        assertThat(shop.find(Caller.ANONYMOUS, "returning")).containsExactly("page /terms");
        assertThat(ShopHouse.keys(shop.all(Caller.ANONYMOUS, "nb", Sought.of("bestillingen", 10)))).containsExactly("page /terms");
        assertThat(shop.find(Caller.ANONYMOUS, "bestillinger")).isEmpty();

        shop.closedPages = Set.of("/terms");
        assertThat(shop.find(Caller.ANONYMOUS, "returning")).isEmpty();
    }

    @Test
    void anEditOfAPageIsFoundWhereItIsMadeAndWhatWentIsNot() {
        shop.page("/about", "About us", "A company of traders.", "Om oss", "Et handelshus.");
        shop.edited("en", "nb");
        assertThat(shop.find(Caller.ANONYMOUS, "traders")).containsExactly("page /about");

        shop.page("/about", "About us", "A company of&nbsp; <b>merchants</b>.", "Om oss", "Et handelshus.");
        shop.edited("en", "nb");
        assertThat(shop.find(Caller.ANONYMOUS, "\"of merchants\"")).containsExactly("page /about");
        assertThat(shop.find(Caller.ANONYMOUS, "traders")).isEmpty();
        assertThat(shop.find(Caller.ANONYMOUS, "returning")).as("beside it").containsExactly("page /terms");

        shop.edited("en");
        assertThat(ShopHouse.keys(shop.all(Caller.ANONYMOUS, "nb", Sought.of("handelshus", 10)))).as("in a language that went").isEmpty();
        shop.edited("en", "nb");
        assertThat(ShopHouse.keys(shop.all(Caller.ANONYMOUS, "nb", Sought.of("handelshus", 10)))).as("in one that came").containsExactly("page /about");

        shop.pages.remove("/about");
        shop.edited("en", "nb");
        assertThat(shop.find(Caller.ANONYMOUS, "merchants")).isEmpty();
    }

    @Test
    void whatIsShownIsMarkedAndIsNoMarkUp() {
        shop.put("product", "3", Map.of("name", "<b>Tea</b> & more", "description", "a tea for the <script>"));
        var hit = shop.all(ShopHouse.JANE, Sought.of("tea script", 10)).hits().getFirst();

        assertThat(hit.title()).containsExactly(new Piece("<b>", false), new Piece("Tea", true), new Piece("</b> & more", false));
        assertThat(hit.excerpts()).containsExactly(new Excerpt(Optional.of("description"), List.of(new Piece("a ", false), new Piece("tea", true), new Piece(" for the <", false), new Piece("script", true), new Piece(">", false))));
        assertThat(hit.path()).isEqualTo("/products/3");
    }

    @Test
    void facetsCountEveryVisibleHitAndNarrow() {
        var found = shop.all(ShopHouse.JANE, Sought.of("futterkiste", 1));
        assertThat(found.total()).isEqualTo(3);
        assertThat(found.facets()).containsExactly(new Facet("kind", List.of(new Value("salesorder", 2), new Value("account", 1))),
                new Facet("salesorder.status", List.of(new Value("done", 1), new Value("open", 1))),
                new Facet("salesorder.placed", List.of(new Value("2025", 1), new Value("2026", 1))),
                new Facet("salesorder.account", List.of(new Value("ALFKI", 2))));

        assertThat(ShopHouse.keys(shop.all(ShopHouse.JANE, Sought.of("futterkiste", 10).chosen(Map.of("salesorder.status", List.of("open")))))).containsExactly("salesorder W000017");
        shop.hiddenColumns = Set.of("salesorder.status");
        assertThatThrownBy(() -> shop.all(ShopHouse.JANE, Sought.of("futterkiste", 10).chosen(Map.of("salesorder.status", List.of("open")))))
                .isInstanceOfSatisfying(TorgException.class, fault -> assertThat(fault.code()).isEqualTo("search.unknown-facet"));
    }

    @Test
    void rangesCountEveryVisibleHitInTheOrderOfTheDocumentAndNarrow() {
        shop.source.document("tables/offer.yml", "{table: offer, key: id, title: name, columns: {id: {type: text}, name: {type: text}, price: {type: decimal, scale: 4}, begins: {type: date}, account: {type: lookup, to: account}}}");
        shop.rules.put("offer", new Condition.Compare("account", Condition.Operator.EQ, new Operand.MyAccounts()));
        shop.sites.swap(shop.source.document("search.yml", ShopHouse.SEARCH + """
                  - {table: offer, columns: [name], link: "/offers/{id}", facets: [{price: [100.., 0..10.5, "10.5..100", ..0]}, {begins: [today, this-year, last-year, earlier]}]}
                """));
        var today = java.time.LocalDate.now(shop.sites.current().settings().timeZone());
        offer("a", "ALFKI", "10.4999", today);
        offer("b", "ALFKI", "10.5", today.minusYears(1).withDayOfYear(2));
        offer("c", "ALFKI", "100", today.minusYears(20));
        offer("d", "ALFKI", "123456789012345678.5", today);
        offer("e", "ANATR", "5", today);
        shop.put("offer", "f", Map.of("account", "ALFKI", "name", "winter clearance"));

        var found = shop.all(ShopHouse.JANE, Sought.of("clearance", 10));
        assertThat(found.total()).isEqualTo(5);
        assertThat(found.facets()).contains(new Facet("offer.price", List.of(new Value("100..", 2), new Value("0..10.5", 1), new Value("10.5..100", 1))),
                new Facet("offer.begins", List.of(new Value("today", 2), new Value("this-year", 2), new Value("last-year", 1), new Value("earlier", 1))));
        assertThat(ShopHouse.keys(chosen("offer.price", "0..10.5", "100.."))).containsExactly("offer a", "offer c", "offer d");
        assertThat(ShopHouse.keys(chosen("offer.begins", "last-year"))).containsExactly("offer b");
        assertThat(ShopHouse.keys(chosen("offer.price", "0..11", "5"))).as("ranges that are not there").isEmpty();
        shop.hiddenColumns = Set.of("offer.price");
        assertThat(shop.all(ShopHouse.JANE, Sought.of("clearance", 10)).facets()).extracting(Facet::name).contains("offer.begins").doesNotContain("offer.price");
    }

    @Test
    void levelsCountEveryVisibleHitAndNarrow() {
        shop.source.document("tables/offer.yml", "{table: offer, key: id, title: name, columns: {id: {type: text}, name: {type: text}, kind: {type: text}, begins: {type: date}, account: {type: lookup, to: account}}}");
        shop.rules.put("offer", new Condition.Compare("account", Condition.Operator.EQ, new Operand.MyAccounts()));
        shop.sites.swap(shop.source.document("search.yml", ShopHouse.SEARCH + """
                  - {table: offer, columns: [name], link: "/offers/{id}", facets: [{kind: {tree: ">"}}, {begins: {tree: month}}]}
                """));
        kind("a", "ALFKI", "Drinks > Tea > Green", "2026-11-28");
        kind("b", "ALFKI", "Drinks>Tea", "2026-11-01");
        kind("c", "ALFKI", "Drinks > Wine", "2025-02-03");
        kind("d", "ALFKI", "Sweets", "2026-01-31");
        kind("e", "ANATR", "Drinks > Water", "2024-01-01");

        assertThat(shop.all(ShopHouse.JANE, Sought.of("clearance", 10)).facets()).contains(
                new Facet("offer.kind", List.of(new Value("Drinks", 3), within("Drinks>Tea", 2, "Drinks"), within("Drinks>Tea>Green", 1, "Drinks>Tea"), within("Drinks>Wine", 1, "Drinks"), new Value("Sweets", 1))),
                new Facet("offer.begins", List.of(new Value("2026", 3), within("2026-11", 2, "2026"), within("2026-01", 1, "2026"), new Value("2025", 1), within("2025-02", 1, "2025"))));
        assertThat(ShopHouse.keys(chosen("offer.kind", "Drinks>Tea"))).containsExactlyInAnyOrder("offer a", "offer b");
        assertThat(ShopHouse.keys(chosen("offer.kind", "Drinks"))).containsExactlyInAnyOrder("offer a", "offer b", "offer c");
        assertThat(ShopHouse.keys(chosen("offer.begins", "2026-11", "2025"))).containsExactlyInAnyOrder("offer a", "offer b", "offer c");
        assertThat(chosen("offer.kind", "Drinks>Water").total()).as("of another customer").isZero();
        shop.hiddenColumns = Set.of("offer.kind");
        assertThat(shop.all(ShopHouse.JANE, Sought.of("clearance", 10)).facets()).extracting(Facet::name).contains("offer.begins").doesNotContain("offer.kind");
    }

    private void kind(String key, String account, String kind, String begins) {
        shop.put("offer", key, Map.of("account", account, "name", "winter clearance", "kind", kind, "begins", java.time.LocalDate.parse(begins)));
    }

    private static Value within(String value, long count, String within) {
        return new Value(value, count, java.util.Optional.of(within));
    }

    private void offer(String key, String account, String price, java.time.LocalDate begins) {
        shop.put("offer", key, Map.of("account", account, "name", "winter clearance", "price", new java.math.BigDecimal(price), "begins", begins));
    }

    private torg.api.search.Found chosen(String facet, String... values) {
        return shop.all(ShopHouse.JANE, Sought.of("clearance", 10).chosen(Map.of(facet, List.of(values))));
    }

    @Test
    void aRowThatWasHiddenOrARuleThatWasChangedIsNowhereAtOnce() {
        assertThat(shop.find(ShopHouse.JANE, "w000017")).hasSize(1);
        shop.put("salesorder", "W000017", Map.of("account", "ANATR"));
        assertThat(shop.search.find(shop.request(ShopHouse.JANE, "en"), Sought.of("w000017", 10)).total()).isZero();
        assertThat(shop.find(ShopHouse.JANE, "chai")).containsExactly("product 1");
        assertThat(shop.find(ShopHouse.ANA, "w000017")).hasSize(1);

        shop.rules.put("salesorder", Condition.eq("status", "done"));
        assertThat(shop.find(ShopHouse.ANA, "w000017")).isEmpty();
        assertThat(shop.find(ShopHouse.ANA, "10248")).hasSize(1);
        shop.tables.write(ShopHouse.HOUSE, Write.of(new Change.Delete("line", "c"), new Change.Delete("salesorder", "10248")));
        assertThat(shop.search.find(shop.request(ShopHouse.ANA, "en"), Sought.of("10248", 10)).total()).isZero();
    }

    @Test
    void aRuleThatAsksOtherRowsIsKeptUntilOneOfTheseChanges() {
        shop.rules.put("salesorder", Condition.eq("account.name", "Alfreds Futterkiste"));
        assertThat(shop.find(ShopHouse.ANA, "10248")).hasSize(1);
        shop.put("account", "ALFKI", Map.of("name", "Somebody else"));
        assertThat(shop.find(ShopHouse.ANA, "10248")).isEmpty();
    }

    @Test
    void whatStandsInAHiddenColumnIsNotFoundAndNobodyIsFoundByAHiddenLookup() {
        shop.hiddenColumns = Set.of("salesorder.note", "line.product");
        assertThat(shop.find(ShopHouse.JANE, "gate")).isEmpty();
        assertThat(shop.find(ShopHouse.JANE, "chai")).containsExactly("product 1");
    }

    @Test
    void whatIsChangedIsFoundAsItIsNow() {
        shop.put("product", "1", Map.of("name", "Darjeeling"));
        assertThat(shop.find(ShopHouse.JANE, "darjeeling")).contains("product 1");
        assertThat(shop.find(ShopHouse.JANE, "chai")).isEmpty();
        shop.page("/news", "News", "A new tea house", "Nytt", "Et nytt tehus");
        shop.sites.swap(shop.source);
        assertThat(shop.find(Caller.ANONYMOUS, "\"tea house\"")).containsExactly("page /news");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"", "\"\"", "***", "a*", "/.*(/", "chai~0.5", "name:chai", "[a TO z]", "chai AND (", "+-!&|", "\\", "\u0000", "\ud800", "\u202e chai", "NOT chai", "{{chai}}", "' or 1=1 --", "😀", "𝔠𝔥𝔞𝔦"})
    void anyTextIsAnswered(String text) {
        assertThat(shop.all(ShopHouse.JANE, Sought.of(text, 10)).total()).isBetween(0L, 10L);
    }

    @Test
    void whatIsTooMuchIsRefused() {
        for (var text : List.of("x".repeat(401), java.util.stream.Stream.generate(() -> "chai").limit(17).collect(Collectors.joining(" ")), "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q")) {
            assertThatThrownBy(() -> shop.all(ShopHouse.JANE, Sought.of(text, 10))).isInstanceOfSatisfying(TorgException.class, fault -> assertThat(fault.code()).isEqualTo("search.too-long"));
        }
        assertThat(shop.find(ShopHouse.JANE, "x".repeat(400))).isEmpty();
    }

    @Test
    void theMostWordsAreLookedForInManyColumnsAndWhatIsTooMuchForTheSiteIsRefused() {
        var words = IntStream.range(0, 16).mapToObj(number -> "nowhere" + (char) ('a' + number)).collect(Collectors.joining(" "));
        searchedBeside(1);
        assertThat(shop.all(ShopHouse.JANE, Sought.of(words, 10)).total()).isZero();
        searchedBeside(4);
        assertThat(shop.find(ShopHouse.JANE, "chai")).first().isEqualTo("product 1");
        isTooLong(words);
        shop.put("wide0", "1", IntStream.range(1, 50).boxed().collect(Collectors.toMap(number -> "c" + number, _ -> words)));
        isTooLong(words); // whatever there is: else it would tell what rows of others say
        searchedBeside(1);
        assertThat(shop.find(ShopHouse.JANE, words)).containsExactly("wide0 1");
    }

    @Test
    void facetsAddUpOverThousandsOfHits() {
        var pencils = IntStream.range(0, 2_500).<Change>mapToObj(number -> new Change.Put("product", "pencil" + number, Map.of("name", "Pencil", "kind", number % 5 == 0 ? "food" : "drink"))).toList();
        shop.tables.write(ShopHouse.HOUSE, Write.of(pencils));
        var found = shop.all(ShopHouse.JANE, Sought.of("pencil", 1));
        assertThat(found.total()).isEqualTo(2_500);
        assertThat(found.facets()).containsExactly(new Facet("kind", List.of(new Value("product", 2_500))),
                new Facet("product.kind", List.of(new Value("drink", 2_000), new Value("food", 500))));
    }

    private void isTooLong(String words) {
        assertThatThrownBy(() -> shop.all(ShopHouse.JANE, Sought.of(words, 10))).isInstanceOfSatisfying(TorgException.class, fault -> assertThat(fault.code()).isEqualTo("search.too-long"));
    }

    @Test
    void aTitleMayBeLongerThanLuceneTakesInOnePiece() {
        shop.source.document("tables/tag.yml", "{table: tag, key: id, title: name, columns: {id: {type: text}, name: {type: longtext}}}");
        shop.sites.swap(shop.source.document("search.yml", ShopHouse.SEARCH + "  - {table: tag, columns: [name], link: \"/tags/{id}\"}\n"));
        shop.rules.put("tag", new Condition.Everything());
        shop.put("tag", "1", Map.of("name", "sweet " + "x".repeat(40_000)));
        shop.put("tag", "2", Map.of("name", "sweet"));
        assertThat(shop.find(ShopHouse.JANE, "sweet")).containsExactly("tag 2", "tag 1");
        assertThat(shop.index.leftOut()).isEmpty();
    }

    /** Rows of so many tables with fifty columns are looked for too. */
    private void searchedBeside(int tables) {
        var columns = IntStream.range(0, 50).mapToObj(number -> "c" + number).toList();
        var types = columns.stream().map(name -> name + ": {type: text}").collect(Collectors.joining(", "));
        var search = new StringBuilder(ShopHouse.SEARCH);
        for (var name : IntStream.range(0, tables).mapToObj(number -> "wide" + number).toList()) {
            shop.source.document("tables/" + name + ".yml", "{table: " + name + ", key: c0, title: c0, columns: {" + types + "}}");
            search.append("  - {table: ").append(name).append(", columns: ").append(columns).append(", link: \"/wide/{c0}\"}\n");
            shop.rules.put(name, new Condition.Everything());
        }
        shop.sites.swap(shop.source.document("search.yml", search.toString()));
    }
}
