package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything the pages show is there as JSON, for the same caller with the same rights. */
class HeadlessHouseTest {
    private final Portal portal = Portal.shared();

    @Test
    void everyPageACallerMayReadIsThereAsJson() {
        for (var visitor : List.of(portal.anonymous(), portal.signIn("maria.anders@alfki.example"), portal.signIn("may@anatr.example"), portal.signIn("admin@northwind.example"))) {
            var pages = Visitor.json(visitor.get("/api/content/pages")).get("value");
            assertThat(pages).isNotEmpty();
            for (var page : pages) {
                if (!page.has("url")) continue;
                var answer = visitor.get(page.get("url").asText());
                if (answer.statusCode() == 302) continue; // who is in has nothing to do at the sign-in
                assertThat(answer.statusCode()).as(page.toString()).isEqualTo(200);
                assertThat(Visitor.json(answer).at("/page/link")).isEqualTo(page.get("link"));
                for (var slot : Visitor.json(answer).get("slots")) for (var piece : slot) assertThat(piece.has("data")).as(piece.toString()).isTrue();
            }
        }
    }

    @Test
    void theListOnAPageShowsTheRowsOfTheCaller() {
        var jane = portal.signIn("jane@alfki.example");
        var shown = new ArrayList<String>();
        Visitor.json(jane.get("/api/content/pages/orders")).at("/slots/main/0/data/rows").forEach(row -> shown.add(row.at("/cells/0/text").asText()));

        assertThat(shown).containsExactlyInAnyOrderElementsOf(jane.rows("salesorder").stream().map(order -> order.get("ordernumber").asText()).toList());
        assertThat(portal.anonymous().get("/api/content/pages/orders").statusCode()).isEqualTo(401);
        assertThat(portal.signIn("may@anatr.example").get("/api/content/pages/orders").statusCode()).isEqualTo(404);
    }

    @Test
    void aPageThatShowsARowIsTitledByIt() {
        var maria = portal.signIn("maria.anders@alfki.example");
        assertThat(maria.get("/nb/products/38").body()).contains("<title>Côte de Blaye - ", "<h1>Côte de Blaye</h1>", "<span aria-current=\"page\">Côte de Blaye</span>");
        assertThat(maria.get("/products/10").body()).contains("<h1>Ikura</h1>");
        assertThat(Visitor.json(maria.get("/api/content/pages/products/38")).at("/page/title").asText()).isEqualTo("Côte de Blaye");
        assertThat(portal.signIn("admin@northwind.example").get("/customers/ALFKI").body()).contains("<h1>Alfreds Futterkiste</h1>");
    }

    @Test
    void textsMenusAndSnippetsAreToldInTheCallersLanguage() {
        var terms = Visitor.json(portal.anonymous().get("/api/content/pages/nb/terms"));
        assertThat(terms.at("/page/body").asText()).contains("<p>");
        assertThat(terms.at("/frame/snippets").has("footer")).isTrue();
        assertThat(titles(Visitor.json(portal.anonymous().get("/api/content/menus/main")))).doesNotContain("Orders");
        assertThat(titles(Visitor.json(portal.signIn("jane@alfki.example").get("/api/content/menus/main")))).contains("Orders");
        assertThat(Visitor.json(portal.anonymous().get("/api/content/snippets/footer")).get("body").asText()).contains("<p>");
    }

    @Test
    void theDocumentNamesWhatThereIs() {
        var paths = Visitor.json(portal.anonymous().get("/api/openapi.json")).get("paths");
        assertThat(paths.fieldNames()).toIterable().contains("/content/pages", "/content/pages/{address}", "/content/menus", "/content/menus/{name}", "/content/snippets", "/content/snippets/{name}", "/content/files", "/content/markers", "/tables/{table}", "/forms/{form}", "/session");
        assertThat(paths.at("/~1tables~1{table}/get/parameters").findValuesAsText("name")).contains("table", "$filter", "$orderby", "$top");
        assertThat(paths.findValues("2XX")).as("each status by its number").isEmpty();
    }

    private static List<String> titles(JsonNode menu) {
        var titles = new ArrayList<String>();
        menu.get("items").forEach(item -> titles.add(item.get("title").asText()));
        return titles;
    }
}
