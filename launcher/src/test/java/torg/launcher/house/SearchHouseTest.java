package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looking for pages, products and orders: on the page, as JSON, by everybody in the measure of what they may see. */
class SearchHouseTest {
    private static final int LOOKED_AT = 5;
    /** What was reached when it was measured first, less a little. */
    private static final double LEAST = 0.97;

    private final Portal portal = Portal.shared();

    @BeforeEach
    void theIndexIsMade() {
        var admin = portal.signIn("admin@northwind.example");
        Eventually.holds("the index is made", () -> find(admin, "chai").get("complete").asBoolean());
    }

    private static JsonNode find(Visitor visitor, String text, String... more) {
        return Visitor.json(visitor.get("/api/search?locale=en&q=" + Visitor.encoded(text) + String.join("", more)));
    }

    private static List<String> keys(JsonNode found) {
        var keys = new ArrayList<String>();
        found.get("hits").forEach(hit -> keys.add(hit.get("kind").asText() + "/" + hit.get("key").asText()));
        return keys;
    }

    @Test
    void everybodyFindsTheOrdersTheySeeAndNumbersAddUp() {
        for (var email : List.of("admin@northwind.example", "maria.anders@alfki.example", "jane@alfki.example", "ana.trujillo@anatr.example", "may@anatr.example")) {
            var visitor = portal.signIn(email);
            var orders = visitor.get("/api/tables/salesorder?$top=1").statusCode() == 200 ? visitor.rows("salesorder").stream().filter(order -> !order.path("deliverycity").asText().isEmpty()).toList() : List.<JsonNode>of();
            var cities = new TreeMap<String, Long>();
            orders.forEach(order -> cities.merge(order.get("deliverycity").asText(), 1L, Long::sum));
            for (var city : List.of("Berlin", "Reims")) {
                var expected = cities.entrySet().stream().filter(one -> (" " + one.getKey() + " ").contains(" " + city + " ")).mapToLong(Map.Entry::getValue).sum();
                Eventually.holds(email + " finds " + expected + " orders to " + city, () -> find(visitor, '"' + city + '"', "&facet=kind:salesorder").get("total").asLong() == expected);
                var found = find(visitor, '"' + city + '"', "&facet=kind:salesorder");
                var counted = new long[1];
                found.get("facets").forEach(facet -> {
                    if (facet.get("name").asText().equals("salesorder.status")) facet.get("values").forEach(value -> counted[0] += value.get("count").asLong());
                });
                assertThat(counted[0]).isEqualTo(expected);
            }
        }
        assertThat(find(portal.anonymous(), "chai").get("total").asLong()).isZero();
    }

    @Test
    void aCustomerFindsTheOrderByHalfAProductNameAndNobodyElses() {
        var jane = portal.signIn("jane@alfki.example");
        var order = Visitor.json(jane.order("search-1", "49")).get("ordernumber").asText();

        Eventually.holds("the order is found", () -> keys(find(jane, "maxil")).containsAll(List.of("salesorder/" + order, "product/49")));
        assertThat(keys(find(jane, order))).containsExactly("salesorder/" + order);
        assertThat(keys(find(portal.signIn("maria.anders@alfki.example"), order))).containsExactly("salesorder/" + order);
        assertThat(keys(find(portal.signIn("ana.trujillo@anatr.example"), order))).isEmpty();
        assertThat(jane.get("/search?q=maxil").body()).contains("<mark>Maxilaku</mark>", "/orders/" + order, "Order " + order, "aria-label=\"Narrow down\"");
        assertThat(jane.get("/nb/search?q=maxil").body()).contains("/nb/orders/" + order, "Avgrens");
    }

    @Test
    void aPageIsFoundRightAfterItWasWrittenAndShownAsText() throws IOException {
        var page = portal.site().resolve("pages/pomelo.md");
        Files.writeString(page, "---\ntitle: Pomelo\naccess: public\n---\nPomelos & <b>other</b> fruit.\n");
        try {
            Eventually.soon("a page is found", () -> keys(find(portal.anonymous(), "pomelo")).equals(List.of("page//pomelo")));
            assertThat(portal.anonymous().get("/search?q=fruit").body()).contains("<mark>fruit</mark>").doesNotContain("<b>other</b>");
        } finally {
            Files.delete(page);
        }
        Eventually.holds("the page is gone", () -> keys(find(portal.anonymous(), "pomelo")).isEmpty());
    }

    @Test
    void anyTextIsAnsweredOrRefusedAndTheBoxIsOnEveryPage() {
        var nobody = portal.anonymous();
        for (var text : List.of("", "\"", "<script>alert(1)</script>", "*:*", "a".repeat(400))) assertThat(nobody.get("/search?q=" + Visitor.encoded(text)).statusCode()).isEqualTo(200);
        assertThat(nobody.get("/search?q=" + Visitor.encoded("<script>alert(1)</script>")).body()).doesNotContain("<script>alert");
        assertThat(nobody.get("/search?q=" + "a".repeat(401)).statusCode()).isEqualTo(200);
        assertThat(nobody.get("/api/search?q=" + "a".repeat(401)).statusCode()).isEqualTo(400);
        assertThat(nobody.get("/api/search?q=chai&facet=salesorder.document:x").statusCode()).isEqualTo(400);
        assertThat(nobody.get("/api/search?q=chai&top=0").statusCode()).isEqualTo(400);
        assertThat(nobody.get("/terms").body()).contains("role=\"search\"", "action=\"/search\"");
        assertThat(Visitor.json(nobody.get("/api/openapi.json")).at("/paths/~1search/get").isMissingNode()).isFalse();
    }

    /** How good the first five hits are, by normalized discounted cumulative gain: 1 where what is meant comes first, in its order. */
    @Test
    void whatIsMeantComesFirst() throws IOException {
        var admin = portal.signIn("admin@northwind.example");
        var gains = new ArrayList<Double>();
        try (var stream = SearchHouseTest.class.getResourceAsStream("searches.tsv")) {
            for (var line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().filter(one -> !one.startsWith("#")).toList()) {
                var meant = List.of(line.split("\t")[1].split(" "));
                var found = keys(find(admin, line.split("\t")[0]));
                var gain = gain(found, meant) / gain(meant, meant);
                if (gain < 1) System.out.println("%.2f for '%s': %s".formatted(gain, line.split("\t")[0], found.subList(0, Math.min(LOOKED_AT, found.size()))));
                gains.add(gain);
            }
        }
        var mean = gains.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        System.out.println(String.format(Locale.ROOT, "nDCG@%d of %d searches: %.3f", LOOKED_AT, gains.size(), mean));
        assertThat(gains).hasSizeGreaterThanOrEqualTo(50);
        assertThat(mean).isGreaterThan(LEAST);
    }

    /** Of several that are meant each counts the same. */
    private static double gain(List<String> found, List<String> meant) {
        var gain = 0.0;
        for (var place = 0; place < Math.min(LOOKED_AT, found.size()); place++) {
            if (meant.contains(found.get(place))) gain += 1 / (Math.log(place + 2) / Math.log(2));
        }
        return gain;
    }
}
