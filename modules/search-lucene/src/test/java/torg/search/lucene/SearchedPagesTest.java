package torg.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.problem.TorgException;
import torg.api.search.Found;
import torg.api.search.Sought;
import torg.api.search.Sought.Sort;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Write;

/** The order of what is found, and its pages. */
class SearchedPagesTest {
    @TempDir
    Path folder;

    private ShopHouse shop;

    @BeforeEach
    void open() {
        shop = new ShopHouse(folder);
        shop.source.document("tables/offer.yml", "{table: offer, key: id, title: name, columns: {id: {type: text}, name: {type: text}, price: {type: decimal, scale: 4}, at: {type: datetime}}}");
        shop.rules.put("offer", new Condition.Everything());
        shop.sites.swap(shop.source.document("search.yml", ShopHouse.SEARCH + "  - {table: offer, columns: [name], link: \"/offers/{id}\", sort: [price, at]}\n"));
        offer("a", "10.5", "2026-03-01T10:00:00Z");
        offer("b", "-2", "2026-03-01T09:00:00Z");
        offer("c", "9.75", "1960-01-01T00:00:00Z");
        offer("d", "123456789", "2026-03-01T11:00:00Z");
        shop.put("offer", "e", Map.of("name", "winter clearance"));
        shop.put("product", "7", Map.of("name", "winter clearance"));
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    private void offer(String key, String price, String at) {
        shop.put("offer", key, Map.of("name", "winter clearance", "price", new BigDecimal(price), "at", Instant.parse(at)));
    }

    private static final Sought WANTED = Sought.of("clearance", 2);

    private Found find(Sought sought) {
        return shop.all(ShopHouse.JANE, sought);
    }

    private List<String> sorted(String by) {
        return ShopHouse.keys(find(Sought.of("clearance", 10).sort(Sort.of(by))));
    }

    @Test
    void numbersAndMomentsPutHitsInOrderAndWhatHasNoneComesLast() {
        assertThat(sorted("offer.price")).containsExactly("offer b", "offer c", "offer a", "offer d", "product 7", "offer e");
        assertThat(sorted("-offer.price")).containsExactly("offer d", "offer a", "offer c", "offer b", "product 7", "offer e");
        assertThat(sorted("-offer.at")).as("within a day too, and before 1970").containsExactly("offer d", "offer a", "offer b", "offer c", "product 7", "offer e");
    }

    @Test
    void anOrderByWhatIsHiddenIsNotThere() {
        assertThat(find(WANTED).sorts()).containsExactly("offer.price", "offer.at");
        shop.hiddenColumns = Set.of("offer.price");
        assertThat(find(WANTED).sorts()).containsExactly("offer.at");
        for (var name : List.of("offer.price", "offer.nothing", "offer.name", "")) isRefused(WANTED.sort(new Sort(name, false)), "search.unknown-sort");
        assertThat(find(Sought.of("cote", 2)).sorts()).as("no offer is among the hits").isEmpty();
    }

    @Test
    void nothingIsToldTwiceOrPassedOverWhileRowsComeAndGo() {
        for (var by : List.of("offer.price", "-offer.price", "-offer.at")) {
            var sought = WANTED.sort(Sort.of(by));
            var all = sorted(by);
            var first = find(sought);
            assertThat(ShopHouse.keys(first)).isEqualTo(all.subList(0, 2));
            assertThat(first.previous()).isEmpty();
            remove(first.hits().getLast().key());
            offer("0", by.equals("offer.price") ? "-100" : "999999999", "2027-01-01T00:00:00Z");
            var second = find(sought.page(first.next().orElseThrow()));
            assertThat(ShopHouse.keys(second)).as("after a row that is gone, whatever came before").isEqualTo(all.subList(2, 4));
            assertThat(second.total()).isEqualTo(all.size());
            var third = find(sought.page(second.next().orElseThrow()));
            assertThat(ShopHouse.keys(third)).isEqualTo(all.subList(4, 6));
            assertThat(third.next()).isEmpty();
            assertThat(find(sought.page(third.previous().orElseThrow()))).extracting(Found::hits, Found::next).containsExactly(second.hits(), second.next());
            var before = find(sought.page(second.previous().orElseThrow()));
            assertThat(ShopHouse.keys(before)).containsExactly("offer 0", all.getFirst());
            assertThat(before.previous()).isEmpty();
            remove("0");
            open(first.hits().getLast().key());
        }
    }

    private void open(String key) {
        switch (key) {
            case "a" -> offer("a", "10.5", "2026-03-01T10:00:00Z");
            case "c" -> offer("c", "9.75", "1960-01-01T00:00:00Z");
            default -> throw new AssertionError("'" + key + "' was not removed");
        }
    }

    private void remove(String key) {
        shop.tables.write(ShopHouse.HOUSE, Write.of(new Change.Delete("offer", key)));
    }

    @Test
    void whatIsForgivenOnOnePageIsSoOnTheNext() {
        var sought = Sought.of("clearence", 2);
        var first = find(sought);
        assertThat(first.forgiving()).isTrue();
        shop.put("product", "8", Map.of("name", "clearence"));
        var second = find(sought.page(first.next().orElseThrow()));
        assertThat(second.forgiving()).isTrue();
        assertThat(second.hits()).hasSize(2).doesNotContainAnyElementsOf(first.hits());
        assertThat(ShopHouse.keys(find(sought))).as("anew it is found as it is").containsExactly("product 8");
    }

    @Test
    void noMoreWordsAreForgivenWhateverKeySomebodyMakes() throws Exception {
        assertThat(find(Sought.of("clearence", 2).page(forgiving("clearence"))).forgiving()).as("a place like any other").isTrue();
        var many = "clearence wintr green black white strong earl grey";
        isRefused(Sought.of(many, 2).page(forgiving(many)), "search.bad-page");
    }

    /** As anybody can make one: it is not signed. */
    private static String forgiving(String text) throws Exception {
        var key = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(key)) {
            out.writeBoolean(false);
            out.writeBoolean(true);
            out.writeLong(0);
            out.writeFloat(100_000);
            out.writeUTF("");
        }
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(("en\n\n{}\n" + text + "\n").getBytes(StandardCharsets.UTF_8));
        var all = new ByteArrayOutputStream();
        all.write(digest.digest(key.toByteArray()), 0, 8);
        all.write(key.toByteArray());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all.toByteArray());
    }

    @Test
    void aKeyThatNoAnswerToTheQuestionGaveIsRefused() {
        var key = find(WANTED).next().orElseThrow();
        for (var made : List.of("2", "", "!", "a".repeat(5_000), key + "A", key.substring(1), key.substring(0, key.length() - 1))) isRefused(WANTED.page(made), "search.bad-page");
        IntStream.range(0, key.length()).forEach(at -> isRefused(WANTED.page(key.substring(0, at) + (key.charAt(at) == 'A' ? 'B' : 'A') + key.substring(at + 1)), "search.bad-page"));
        isRefused(WANTED.page(key).sort(Sort.of("offer.price")), "search.bad-page");
        isRefused(WANTED.page(key).chosen(Map.of("kind", List.of("offer"))), "search.bad-page");
        isRefused(Sought.of("winter", 2).page(key), "search.bad-page");
        assertThat(find(WANTED.page(key)).hits()).hasSize(2);
        assertThat(ShopHouse.keys(shop.all(ShopHouse.ANA, WANTED.page(key)))).as("it is a place, and no right: anybody sees there what they may").hasSize(2);
        shop.rules.put("offer", new Condition.Nothing());
        assertThat(ShopHouse.keys(find(WANTED.page(key)))).doesNotContain("offer a", "offer b", "offer c", "offer d", "offer e");
    }

    private void isRefused(Sought sought, String code) {
        assertThatThrownBy(() -> find(sought)).isInstanceOfSatisfying(TorgException.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }
}
