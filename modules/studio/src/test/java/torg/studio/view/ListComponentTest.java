package torg.studio.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class ListComponentTest implements ComponentContract {
    private static final String FILE = "content/site/lists/orders.yml";
    private static final String TEXT = """
            # what customers see of their orders
            list: orders
            table: salesorder
            columns:
              - ordernumber   # leads to the order
              - {column: status, tones: {open: info}}   # as a badge
              - total
            where: {account: my-account}
            sort: -ordernumber
            """;
    private final TestSites sites = TestSites.of(Views.tables(new TestSource()).document("lists/orders.yml", TEXT).document("pages/orders.md", "---\ntitle: Orders\ncomponents:\n  - {component: list, list: orders}\n---\n"));
    private final ListComponent component = new ListComponent(sites);

    @Override
    public Component component() {
        return component;
    }

    @Override
    public Site site() {
        return sites.current();
    }

    @Override
    public List<String> inputs() {
        return List.of("path", "do", "columns", "columns.add", "columns.status.label.en", "sort", "filter", "page-size", "seen", "address", "action", "done");
    }

    @Test
    void whatWasLeftAsItIsIsNotChanged() {
        assertThat(save(Map.of())).isEqualTo(new Outcome.Redirect("/studio/list?path=content%2Fsite%2Flists%2Forders.yml&done=same"));
        assertThat(text()).isEqualTo(TEXT);
    }

    @Test
    void columnsAreOfferedWithWhatPeopleCallThem() {
        assertThat(names(form(Map.of()), "items", "label")).containsExactly("Order number", "Status", "Total");
        assertThat(names(form(Map.of()), "offered", "label")).contains("Placed (placed)", "Account \u203a Name (account.name)");
        assertThat(names(form(Map.of()), "filters", "value")).as("choices and booleans").containsExactly("status");
        assertThat(model(Map.of()).get("address")).as("a page that has it").isEqualTo("/orders");
    }

    @Test
    void arrangingIsNotSaving() {
        assertThat(names(form(Map.of("do", "up columns total")), "items", "name")).containsExactly("ordernumber", "total", "status");
        assertThat(names(form(Map.of("do", "down columns total")), "items", "name")).as("the last one").containsExactly("ordernumber", "status", "total");
        assertThat(names(form(Map.of("do", "remove columns ordernumber")), "items", "name")).containsExactly("status", "total");
        assertThat(names(form(Map.of("do", "add columns", "columns.add", "placed")), "items", "label")).containsExactly("Order number", "Status", "Total", "Placed");
        assertThat(text()).isEqualTo(TEXT);
    }

    @Test
    void whatTheFormDoesNotShowStays() {
        assertThat(save(Map.of("columns", "total,status,+placed", "columns.status.label.en", "How far", "columns.+placed.day", "true", "descending", "", "filter", "status", "page-size", "50"))).isInstanceOf(Outcome.Redirect.class);
        assertThat(sites.read(FILE, text()).fields()).isEqualTo(sites.read(FILE, """
            "list": "orders"
            "table": "salesorder"
            "columns": ["total", {"column": "status", "tones": {"open": "info"}, "label": "How far"}, {"column": "placed", "as": "date"}]
            "where": {"account": "my-account"}
            "sort": "ordernumber"
            "page-size": "50"
            "filters": ["status"]
            """).fields());
    }

    @Test
    void whoMayNotEditListsFindsNone() {
        assertThat(component.fill(Requests.get(site(), Room.LIST.address()).as(People.CUSTOMER).query("path", FILE).place(""))).isEqualTo(new Filled.Absent());
        assertThat(component.fill(Requests.get(site(), Room.LIST.address()).as(People.ADMINISTRATOR).query("path", "content/site/pages/orders.md").place(""))).isEqualTo(new Filled.Absent());
        assertThat(((Outcome.Show) component.act(Requests.post(site(), Room.LIST.address()).as(People.CUSTOMER).form("path", FILE).place(""))).status()).isEqualTo(405);
    }

    @Test
    void whoWasSecondIsToldAndLosesNothing() {
        var told = (Outcome.Show) save(Map.of("seen", "another", "page-size", "10"));
        assertThat(told.status()).isEqualTo(409);
        assertThat(((Model) ((Filled.Shown) told.filled()).model().get("form")).get("pageSize")).isEqualTo("10");
        assertThat(text()).isEqualTo(TEXT);
    }

    @Test
    void whatSomebodyElseArrangedMeanwhileIsNeitherMistakenNorReplacedUnseen() {
        var before = model(Map.of()).get("seen").toString();
        assertThat(save(Map.of("columns", "total,status,ordernumber"))).isInstanceOf(Outcome.Redirect.class);
        var typed = Map.of("seen", before, "columns.status.label.en", "How far");
        var arranged = new HashMap<>(typed);
        arranged.put("do", "up columns total");
        assertThat(model(arranged).get("seen")).as("what its author saw, and not what is there by now").isEqualTo(before);
        assertThat(((Outcome.Show) save(typed)).status()).isEqualTo(409);
        assertThat(save(Map.of("columns.status.label.en", "How far"))).as("knowingly").isInstanceOf(Outcome.Redirect.class);
        assertThat(text()).contains("\"columns\": [\"ordernumber\", {\"column\": \"status\", \"tones\": {\"open\": \"info\"}, \"label\": \"How far\"}, \"total\"]");
    }

    @Test
    void aPageShowsItBeforeItIsSaved() {
        var sent = sent(Map.of("columns", "status", "action", "preview", "address", "/orders"));
        assertThat(component.act(sent.place(""))).isInstanceOfSatisfying(Outcome.Preview.class, seen -> {
            assertThat(seen.path()).isEqualTo("/orders");
            assertThat(seen.site().documents().stream().filter(document -> document.folder().equals("lists")).findFirst().orElseThrow().fields().toString()).doesNotContain("total");
        });
        assertThat(((Outcome.Show) component.act(sent(Map.of("action", "preview", "address", "nowhere")).place(""))).status()).isEqualTo(422);
    }

    private Model model(Map<String, String> other) {
        if (other.isEmpty()) return ((Filled.Shown) component.fill(Requests.get(site(), Room.LIST.address()).as(People.ADMINISTRATOR).query("path", FILE).place(""))).model();
        return ((Filled.Shown) ((Outcome.Show) component.act(sent(other).place(""))).filled()).model();
    }

    private Model form(Map<String, String> other) {
        return (Model) model(other).get("form");
    }

    private static List<String> names(Model form, String list, String key) {
        var names = new ArrayList<String>();
        ((List<?>) form.get(list)).forEach(item -> names.add(((Model) item).get(key).toString()));
        return names.stream().filter(name -> !name.equals("\u2013")).toList();
    }

    private Outcome save(Map<String, String> other) {
        return component.act(sent(other).place(""));
    }

    /** The form as it was shown, with something else typed. */
    private Requests sent(Map<String, String> other) {
        return Views.sent(site(), Room.LIST, FILE, Map.of("seen", model(Map.of()).get("seen").toString(), "columns", "ordernumber,status,total", "sort", "ordernumber", "descending", "true"), other);
    }

    private String text() {
        return new String(sites.file(FILE).orElseThrow().bytes());
    }
}
