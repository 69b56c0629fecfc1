package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees which orders: the table of the original, through the pages and through the API. */
class VisibilityHouseTest {
    private static final List<String> ALFKI = List.of("10643", "10692", "10702", "10835", "10952", "11011");
    private static final List<String> ANATR = List.of("10308", "10625", "10759", "10926");
    private final Portal portal = Portal.shared();

    @Test
    void theAdministratorSeesEveryOrder() {
        var seen = orders("admin@northwind.example");
        assertThat(seen).containsAll(ALFKI).containsAll(ANATR).hasSizeGreaterThanOrEqualTo(830);
    }

    @Test
    void arepresentativeSeesTheOrdersOfTheOwnAccountAndNoOther() {
        assertThat(history("maria.anders@alfki.example")).containsExactlyInAnyOrderElementsOf(ALFKI);
        assertThat(history("ana.trujillo@anatr.example")).containsExactlyInAnyOrderElementsOf(ANATR);
    }

    @Test
    void authorizedUsersSeeTheirOwnOrdersAndTogetherTheyAreTheAccounts() {
        var jane = history("jane@alfki.example");
        var sam = history("sam@alfki.example");
        assertThat(jane).isNotEmpty().doesNotContainAnyElementsOf(sam);
        assertThat(sam).isNotEmpty();
        assertThat(List.of(jane, sam).stream().flatMap(Set::stream)).containsExactlyInAnyOrderElementsOf(ALFKI);
    }

    @Test
    void anUnauthorizedUserSeesNoOrderAlthoughOneCarriesHerName() {
        assertThat(orders("may@anatr.example")).isEmpty();
        assertThat(portal.signIn("may@anatr.example").get("/orders").statusCode()).isEqualTo(403);
        assertThat(portal.signIn("admin@northwind.example").rows("salesorder")).anyMatch(order -> order.path("contact").asText().equals("ANATR-2"));
    }

    @Test
    void theAnonymousAreAskedToSignIn() {
        assertThat(portal.anonymous().get("/api/tables/salesorder").statusCode()).isEqualTo(401);
        var page = portal.anonymous().get("/orders");
        assertThat(page.statusCode()).isIn(302, 303);
        assertThat(page.headers().firstValue("Location")).get().asString().startsWith("/sign-in");
    }

    @ParameterizedTest
    @CsvSource({"maria.anders@alfki.example, 10308", "jane@alfki.example, 10308", "may@anatr.example, 10308", "ana.trujillo@anatr.example, 10643"})
    void anothersOrderAnswersLikeOneThatDoesNotExist(String email, String hidden) {
        var visitor = portal.signIn(email);
        for (var path : List.of("/orders/%s", "/nb/orders/%s", "/api/content/pages/orders/%s", "/api/tables/salesorder(%s)", "/api/tables/salesorder('%s')")) {
            var there = visitor.get(path.formatted(hidden));
            var nowhere = visitor.get(path.formatted("99999"));
            assertThat(there.statusCode()).isEqualTo(nowhere.statusCode()).isIn(403, 404);
            assertThat(body(there.body())).isEqualTo(body(nowhere.body()));
            assertThat(headers(there)).isEqualTo(headers(nowhere));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "contact", "salesorder", "salesorderdetail", "address"})
    void countsAreOfVisibleRowsOnly(String table) {
        for (var email : List.of("maria.anders@alfki.example", "jane@alfki.example", "may@anatr.example")) {
            var visitor = portal.signIn(email);
            var count = Visitor.json(visitor.get("/api/tables/" + table + "?$count=true&$top=1")).path("@odata.count").asInt(0);
            assertThat(count).isEqualTo(visitor.rows(table).size());
        }
    }

    /** What the list shows is proved above; no other way to the rows shows another one. */
    @ParameterizedTest
    @ValueSource(strings = {"maria.anders@alfki.example", "jane@alfki.example", "sam@alfki.example", "ana.trujillo@anatr.example", "may@anatr.example"})
    void everyWayToTheOrdersShowsTheSame(String email) {
        var visitor = portal.signIn(email);
        var seen = orders(email);
        for (var way : List.of("account?$expand=salesorderByAccount($select=ordernumber)", "salesorder?$apply=groupby((ordernumber))", "salesorder?$select=ordernumber&$expand=accountRow,salesorderdetail($expand=salesorderRow($select=ordernumber))",
                "company?$expand=salesorder($select=ordernumber)", "currency?$select=currencycode&$expand=salesorder($select=ordernumber)", "salesorder?$search=Web%20OR%201%20OR%200%20OR%205%20OR%20order")) {
            var answer = visitor.get("/api/tables/" + way);
            var found = answer.statusCode() != 200 ? Set.<String>of() : Set.copyOf(Visitor.json(answer).findValuesAsText("ordernumber"));
            assertThat(found).as(way).isEqualTo(seen);
        }
        for (var way : List.of("product?$select=productnumber&$expand=salesorderdetail($select=linekey;$expand=salesorderRow($select=ordernumber))", "contact?$expand=salesorder($select=ordernumber)")) {
            assertThat(seen).as(way).containsAll(Visitor.json(visitor.get("/api/tables/" + way)).findValuesAsText("ordernumber"));
        }
        var batch = visitor.post("/api/tables/$batch", "{\"requests\": [{\"id\": \"1\", \"method\": \"get\", \"url\": \"salesorder?$select=ordernumber\"}]}");
        assertThat(Visitor.json(batch).findValuesAsText("ordernumber")).containsExactlyInAnyOrderElementsOf(seen);
        var count = Visitor.json(visitor.get("/api/tables/salesorder?$apply=aggregate($count%20as%20orders)")).at("/value/0/orders").asInt();
        assertThat(count).isEqualTo(seen.size());
    }

    @Test
    void theOrderPageShowsWhatTheListShows() {
        var jane = portal.signIn("jane@alfki.example");
        var own = history("jane@alfki.example").iterator().next();
        assertThat(jane.get("/orders").body()).contains("/orders/" + own);
        assertThat(jane.get("/orders/" + own)).satisfies(page -> {
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains(own);
        });
    }

    /** Numbers of the orders from the demo data, so that orders other tests place do not count. */
    private Set<String> history(String email) {
        return orders(email).stream().filter(number -> number.matches("\\d+")).collect(Collectors.toSet());
    }

    private Set<String> orders(String email) {
        return portal.signIn(email).rows("salesorder").stream().map(order -> order.get("ordernumber").asText()).collect(Collectors.toSet());
    }

    /** The body without the request id, which differs for every request. */
    private static String body(String body) {
        return body.replaceAll("\"request\"\\s*:\\s*\"[^\"]*\"", "").replaceAll("data-request=\"[^\"]*\"", "");
    }

    private static java.util.Map<String, List<String>> headers(java.net.http.HttpResponse<?> answer) {
        var headers = new java.util.TreeMap<>(answer.headers().map());
        // The request's number, which the body carries too, may be a digit longer.
        headers.keySet().removeIf(name -> List.of("date", "x-request-id", "content-length").contains(name.toLowerCase(java.util.Locale.ROOT)));
        return headers;
    }
}
