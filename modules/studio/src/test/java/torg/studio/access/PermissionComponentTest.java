package torg.studio.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.site.Node;
import torg.api.site.Site;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.spi.access.AccessComparison;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.studio.People;
import torg.studio.desk.Nodes;
import torg.studio.room.Room;
import torg.testkit.TestSource;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class PermissionComponentTest implements ComponentContract {
    private static final String FILE = "content/site/permissions/orders.yml";
    private static final String TEXT = """
            permissions:
              - name: own-orders
                table: salesorder
                roles: [clerk]
                scope: contact
                via: contact
                privileges: [read]
              - {name: lines, table: line, scope: parent, parent: own-orders, via: salesorder, privileges: [read]}
            columns:
              - {name: all, table: salesorder, roles: [clerk], columns: "*", privileges: [read]}
            """;
    private final TestSites sites = TestSites.of(new TestSource().part(Schema.class, schema()).document("permissions/orders.yml", TEXT).document("roles/clerk.yml", "role: clerk\nlabel: Clerk\n").document("forms/order.yml", "form: order"));
    private final PermissionComponent component = new PermissionComponent(sites);

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
        return List.of("path", "rule", "name", "table", "roles", "privileges", "scope", "via", "parent", "where", "more", "with", "public", "shown", "columns", "every", "action", "seen", "done");
    }

    @Test
    void everyRuleOfTheDocumentIsThere() {
        var list = (Model) shown("").get("list");
        assertThat(((List<?>) list.get("rules")).stream().map(rule -> ((Model) rule).get("name") + " " + ((Model) rule).get("table"))).containsExactly("own-orders salesorder", "lines line", "all salesorder");
        assertThat(list.get("newRows").toString()).endsWith("rule=permissions.%2B");
    }

    @Test
    void waysAndRulesAreChosenFromThoseThatThereAre() {
        var rows = (Model) form("permissions.lines").get("ofRows");
        assertThat(values(rows, "vias")).containsExactly("", "number", "salesorder", "salesorder.contact");
        assertThat(values(rows, "parents")).as("but the rule itself").containsExactly("", "own-orders");
        assertThat(chosen(rows, "scopes")).containsExactly("parent");
        assertThat(chosen(form("permissions.own-orders"), "roles")).containsExactly("clerk");
        assertThat(((Model) form("columns.all").get("ofColumns")).get("every")).isEqualTo(true);
    }

    @Test
    void whatWasLeftAsItIsIsNotChanged() {
        assertThat(save("permissions.own-orders", OWN, Map.of()).toString()).contains("done=same");
        assertThat(save("columns.all", Map.of("name", "all", "table", "salesorder", "roles", "clerk", "privileges", "read", "every", "true"), Map.of()).toString()).contains("done=same");
        assertThat(text()).isEqualTo(TEXT);
    }

    @Test
    void aRuleIsChangedAddedAndTakenAway() {
        assertThat(save("permissions.own-orders", OWN, Map.of("privileges", "read,write", "where", "number = '1'")).toString()).contains("done=saved");
        assertThat(rule("permissions", 0)).contains("privileges=Sequence").contains("write").contains("number = '1'");
        assertThat(save("permissions.+", Map.of("name", "fresh", "table", "line", "roles", "clerk", "scope", "global", "privileges", "read"), Map.of()).toString()).contains("done=saved");
        assertThat(rule("permissions", 2)).contains("fresh").contains("global").doesNotContain("via");
        assertThat(save("permissions.lines", Map.of("action", "remove"), Map.of()).toString()).contains("done=saved");
        assertThat(rule("permissions", 1)).contains("fresh");
        assertThat(((Outcome.Show) save("permissions.none", OWN, Map.of())).status()).as("one that is not there").isEqualTo(422);
    }

    @Test
    void aRuleOfSeveralTablesIsShownWithAllAndStaysAsItIs() {
        save("permissions.+", Map.of("name", "wide", "table", "contact", "more", "salesorder", "with", "line", "roles", "clerk", "scope", "global", "privileges", "read"), Map.of());
        assertThat(rule("permissions", 2)).contains("table=Sequence", "contact", "salesorder", "with=Sequence", "line");
        var form = form("permissions.wide");
        assertThat(chosen((Model) form.get("more"), "tables")).containsExactly("salesorder");
        assertThat(chosen((Model) form.get("ofRows"), "with")).containsExactly("line");
        assertThat(values((Model) form("permissions.lines").get("ofRows"), "parents")).contains("wide/contact", "wide/salesorder", "wide/line").doesNotContain("wide");
        var before = text();
        var wide = Map.of("name", "wide", "table", "contact", "more", "salesorder", "with", "line", "roles", "clerk", "scope", "global", "privileges", "read");
        assertThat(save("permissions.wide", wide, Map.of()).toString()).contains("done=same");
        assertThat(text()).isEqualTo(before);
        save("permissions.wide", Map.of("name", "wide", "table", "contact", "roles", "clerk", "scope", "global", "privileges", "read"), Map.of());
        assertThat(rule("permissions", 2)).doesNotContain("salesorder").doesNotContain("with=").contains("table=Scalar");
    }

    /** What everybody is given is agreed to as it is, and anew when it changes: the box is never ticked by itself. */
    @Test
    void whatIsMeantForEverybodyIsSaid() {
        var open = Map.of("name", "own-orders", "table", "salesorder", "roles", "anonymous", "scope", "global", "where", "number = '1'", "privileges", "read");
        assertThat(save("permissions.own-orders", open, Map.of("public", "true", "shown", "number contact")).toString()).contains("done=saved");
        var agreed = agreed(0);
        assertThat(Nodes.text(agreed.get("table"))).isEqualTo("salesorder");
        assertThat(Nodes.text(agreed.get("scope"))).isEqualTo("global");
        assertThat(Nodes.text(agreed.get("where"))).isEqualTo("number = '1'");
        assertThat(Nodes.texts(agreed.get("privileges"))).containsExactly("read");
        assertThat(Nodes.texts(agreed.get("columns"))).containsExactly("number", "contact");
        var shown = (Model) form("permissions.own-orders").get("ofRows");
        assertThat(List.of(shown.get("public"), shown.get("agreed"), shown.get("shown"))).containsExactly(false, true, "number, contact");

        save("permissions.own-orders", open, Map.of("where", "number = '2'"));
        assertThat(rule("permissions", 0)).contains("number = '2'");
        assertThat(Nodes.text(agreed(0).get("where"))).as("what was agreed to stays as it was").isEqualTo("number = '1'");
        save("permissions.own-orders", OWN, Map.of());
        assertThat(rule("permissions", 0)).doesNotContain("public");
    }

    /** What is given is agreed to less what is denied, so that the denial cannot go without anybody noticing. */
    @Test
    void whatIsDeniedToEverybodyBelongsToWhatIsAgreedTo() {
        var denial = Map.of("name", "not-this", "table", "salesorder", "roles", "anonymous", "deny", "true", "scope", "global", "where", "number = '7'", "privileges", "read");
        save("permissions.+", denial, Map.of("public", "true"));
        assertThat(Nodes.text(agreed(2).get("deny"))).isEqualTo("true");
        assertThat(Nodes.text(agreed(2).get("where"))).isEqualTo("number = '7'");
        var open = Map.of("name", "own-orders", "table", "salesorder", "roles", "anonymous", "scope", "global", "privileges", "read");
        save("permissions.own-orders", open, Map.of("public", "true", "shown", "number contact"));
        assertThat(Nodes.texts(agreed(0).get("except"))).containsExactly("not-this");
    }

    private Node.Mapping agreed(int index) {
        var rules = sites.current().documents().stream().filter(document -> document.folder().equals("permissions")).findFirst().orElseThrow();
        return Nodes.mapping(rules.fields(), List.of("permissions", String.valueOf(index), "public"));
    }

    @Test
    void whatWouldComeOfItIsToldAndNothingIsSaved() {
        assertThat(shown("permissions.own-orders").get("compares")).isEqualTo(false);
        component.compareBy(changes -> {
            assertThat(new String(changes.get(FILE).orElseThrow())).contains("write");
            return new AccessComparison.Compared(List.of(new AccessComparison.Rows(People.CUSTOMER, "salesorder", Privilege.WRITE, Optional.empty(), 6, 0)),
                    List.of(new AccessComparison.Columns(new TreeSet<>(List.of("clerk")), "salesorder", ColumnPrivilege.UPDATE, List.of("number"), List.of())), 3, true);
        });
        var told = (Outcome.Show) save("permissions.own-orders", OWN, Map.of("privileges", "read,write", "action", "compare"));
        assertThat(told.status()).isEqualTo(200);
        assertThat(((Filled.Shown) told.filled()).model().get("compared").toString()).contains("Jane", "+6", "change", "clerk", "3 people");
        assertThat(text()).isEqualTo(TEXT);
    }

    @Test
    void onlyAdministratorsFindIt() {
        assertThat(component.fill(Requests.get(site(), Room.PERMISSION.address()).as(People.CUSTOMER).query("path", FILE).place(""))).isEqualTo(new Filled.Absent());
        assertThat(((Outcome.Show) component.act(Requests.post(site(), Room.PERMISSION.address()).as(People.CUSTOMER).form("path", FILE).form("action", "compare").place(""))).status()).isEqualTo(405);
        assertThat(((Outcome.Show) save("permissions.own-orders", OWN, Map.of("seen", "another", "privileges", "write"))).status()).isEqualTo(409);
    }

    private static final Map<String, String> OWN = Map.of("name", "own-orders", "table", "salesorder", "roles", "clerk", "scope", "contact", "via", "contact", "privileges", "read");

    private static Schema schema() {
        return Schema.of(List.of(table("contact", Column.of("number", ColumnType.TEXT)), table("salesorder", Column.of("number", ColumnType.TEXT), Column.lookup("contact", "contact")),
                table("line", Column.of("number", ColumnType.TEXT), Column.lookup("salesorder", "salesorder"))));
    }

    private static Table table(String name, Column... columns) {
        var table = Table.internal(name, List.of(), columns);
        return new Table(name, Text.of(name), Text.of(name), table.key(), table.title(), table.columns(), List.of(), false, false);
    }

    private Model shown(String rule) {
        return ((Filled.Shown) component.fill(Requests.get(site(), Room.PERMISSION.address()).as(People.ADMINISTRATOR).query("path", FILE).query("rule", rule).place(""))).model();
    }

    private Model form(String rule) {
        return (Model) shown(rule).get("form");
    }

    private static List<String> values(Model model, String list) {
        return ((List<?>) model.get(list)).stream().map(choice -> ((Model) choice).get("value").toString()).toList();
    }

    private static List<String> chosen(Model model, String list) {
        return ((List<?>) model.get(list)).stream().map(Model.class::cast).filter(choice -> choice.get("chosen").equals(true)).map(choice -> choice.get("value").toString()).toList();
    }

    private Outcome save(String rule, Map<String, String> shown, Map<String, String> typed) {
        var values = new HashMap<>(shown);
        values.put("seen", sites.file(FILE).orElseThrow().version());
        values.putAll(typed);
        var request = Requests.post(site(), Room.PERMISSION.address()).as(People.ADMINISTRATOR).form("path", FILE).form("rule", rule);
        values.forEach((name, value) -> {
            for (var one : value.split(",")) request.form(name, one);
        });
        return component.act(request.place(""));
    }

    private String rule(String list, int index) {
        return Nodes.items(sites.read(FILE, text()).fields(), List.of(list)).get(index).toString();
    }

    private String text() {
        return new String(sites.file(FILE).orElseThrow().bytes());
    }
}
