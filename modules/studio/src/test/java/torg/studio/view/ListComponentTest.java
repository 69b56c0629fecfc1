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
    private static final String ACTIONS_FILE = "content/site/lists/open.yml";
    private static final String ACTIONS = """
            list: open
            table: salesorder
            columns: [ordernumber]
            where: {status: [open, sent], account: my-account}
            row-actions:
              - {label: Sent, form: sent, where: {status: open}, several: true}   # for the desk
              - {label: Delete, delete: true, needs: {privilege: write, table: salesorder}}
            actions:
              - {label: New, link: /orders/new, primary: true}
            """;
    private static final Map<String, String> ACTIONS_SHOWN = Map.ofEntries(Map.entry("columns", "ordernumber"), Map.entry("where", "status: open, sent\naccount: my-account"),
            Map.entry("row-actions", "form.sent,delete"), Map.entry("row-actions.form.sent.label.en", "Sent"), Map.entry("row-actions.form.sent.where", "status: open"), Map.entry("row-actions.form.sent.several", "true"),
            Map.entry("row-actions.delete.label.en", "Delete"), Map.entry("row-actions.delete.where", ""),
            Map.entry("actions", "link./orders/new"), Map.entry("actions.link./orders/new.label.en", "New"), Map.entry("actions.link./orders/new.link", "/orders/new"), Map.entry("actions.link./orders/new.primary", "true"));
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
    private final TestSites sites = TestSites.of(Views.tables(new TestSource()).document("lists/orders.yml", TEXT).document("lists/open.yml", ACTIONS)
            .document("forms/sent.yml", "form: sent\ntable: salesorder\ntitle: Mark as sent\nrow: \"{number}\"\nset: {status: sent}\n").document("pages/orders.md", "---\ntitle: Orders\ncomponents:\n  - {component: list, list: orders}\n---\n"));
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
        return List.of("path", "do", "columns", "columns.add", "columns.status.label.en", "where", "row-actions", "row-actions.add", "row-actions.delete.where", "sort", "filter", "page-size", "seen", "address", "action", "done");
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
        assertThat(names(form(Map.of()), "filters", "value")).as("all but texts and files").containsExactly("account", "status", "total", "placed");
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
    void actionsThatWereLeftAsTheyAreAreNotChanged() {
        assertThat(((Outcome.Redirect) component.act(ofActions(Map.of()).place(""))).location()).endsWith("done=same");
        assertThat(new String(sites.file(ACTIONS_FILE).orElseThrow().bytes())).isEqualTo(ACTIONS);
    }

    @Test
    void actionsAreAddedChangedAndTakenAway() {
        var arranging = (Model) ((Filled.Shown) ((Outcome.Show) component.act(ofActions(Map.of("do", "add row-actions", "row-actions.add", "link~2")).place(""))).filled()).model().get("form");
        var actions = (Model) ((List<?>) arranging.get("actions")).getFirst();
        assertThat(names(actions, "items", "label")).containsExactly("Sent", "Delete", "Go to a page");
        assertThat(names(actions, "offered", "value")).as("what is there already is not offered again").contains("link~3").doesNotContain("delete", "form.sent");

        assertThat(component.act(ofActions(Map.of("row-actions", "+link~2,form.sent", "row-actions.+link~2.label.en", "Open", "row-actions.+link~2.link", "/orders/{ordernumber}", "row-actions.form.sent.where", "status: open, sent",
                "row-actions.form.sent.confirm.en", "Really?", "where", "account: my-account")).place(""))).isInstanceOf(Outcome.Redirect.class);
        assertThat(sites.read(ACTIONS_FILE, new String(sites.file(ACTIONS_FILE).orElseThrow().bytes())).fields()).isEqualTo(sites.read(ACTIONS_FILE, """
            "list": "open"
            "table": "salesorder"
            "columns": ["ordernumber"]
            "where": {"account": "my-account"}
            "row-actions": [{"label": "Open", "link": "/orders/{ordernumber}"}, {"label": "Sent", "form": "sent", "where": {"status": ["open", "sent"]}, "several": "true", "confirm": "Really?"}]
            "actions": [{"label": "New", "link": "/orders/new", "primary": "true"}]
            """).fields());
    }

    @Test
    void oneThatIsNotThereYetBeginsWithItsTable() {
        var path = "content/site/lists/customers.yml";
        assertThat(component.fill(Requests.get(site(), Room.LIST.address()).as(People.ADMINISTRATOR).query("path", path).place(""))).as("nobody has begun it").isEqualTo(new Filled.Absent());
        var begun = ((Filled.Shown) component.fill(Requests.get(site(), Room.LIST.address()).as(People.ADMINISTRATOR).query("path", path).query("of", "account").place(""))).model();
        assertThat(((Model) begun.get("form")).get("table")).isEqualTo("account");
        assertThat(sites.file(path)).isEmpty();

        assertThat(component.act(Views.sent(site(), Room.LIST, path, Map.of("of", "account", "seen", "", "columns", "+number,+name"), Map.of()).place(""))).isEqualTo(new Outcome.Redirect("/studio/list?path=content%2Fsite%2Flists%2Fcustomers.yml&done=saved"));
        assertThat(new String(sites.file(path).orElseThrow().bytes())).startsWith("\"list\": \"customers\"").contains("account", "[\"number\", \"name\"]");
    }

    private Requests ofActions(Map<String, String> other) {
        var shown = new HashMap<>(ACTIONS_SHOWN);
        shown.put("seen", sites.file(ACTIONS_FILE).orElseThrow().version());
        return Views.sent(site(), Room.LIST, ACTIONS_FILE, shown, other);
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
