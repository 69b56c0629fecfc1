package torg.table.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.api.table.Write;

class ExpandTest {
    private final Shop shop = new Shop();

    @Test
    void showsTheRowALookupPointsTo() {
        assertThat(rows("salesorder", "$filter", "number eq '2'", "$select", "number", "$expand", "accountRow($select=name)"))
                .containsExactly(Map.of("@odata.etag", "W/\"1\"", "number", "2", "accountRow", Map.of("@odata.etag", "W/\"1\"", "name", "Alfreds 'Futterkiste'")));
        assertThat(rows("salesorder", "$filter", "number eq '2'", "$select", "number,account", "$expand", "account($select=number)"))
                .as("by the lookup's own name, in the place of its key").containsExactly(Map.of("@odata.etag", "W/\"1\"", "number", "2", "account", Map.of("@odata.etag", "W/\"1\"", "number", "ALFKI")));
    }

    @Test
    void showsTheRowsThatPointToARow() {
        var row = rows("account", "$filter", "number eq 'ALFKI'", "$select", "number",
                "$expand", "salesorderByAccount($select=number,account/name;$filter=lines gt 1 and number ne ';)';$orderby=number desc;$top=1;$skip=1;$count=true)").getFirst();
        assertThat(row).containsEntry("salesorderByAccount@odata.count", 2L).doesNotContainKey("salesorderByAccount@odata.nextLink")
                .containsEntry("salesorderByAccount", List.of(Map.of("@odata.etag", "W/\"1\"", "number", "2", "account/name", "Alfreds 'Futterkiste'")));
        assertThat(rows("account", "$expand", "salesorder($top=0;$count=true)")).extracting(found -> found.get("salesorder@odata.count"), found -> found.get("salesorder"))
                .containsExactly(tuple(3L, List.of()), tuple(0L, List.of()));
    }

    @Test
    void tellsHowManyThereAre() {
        assertThat(rows("account", "$select", "number", "$expand", "salesorder/$count")).containsExactly(Map.of("@odata.etag", "W/\"1\"", "number", "ALFKI", "salesorder@odata.count", 3L),
                Map.of("@odata.etag", "W/\"1\"", "number", "ANATR", "salesorder@odata.count", 0L));
        assertThat(rows("account", "$expand", "salesorderByAccount/$count($filter=lines gt 1;$search=3)")).extracting(found -> found.get("salesorderByAccount@odata.count")).containsExactly(1L, 0L);
        assertThat(rows("salesorder", "$filter", "number eq '2'", "$select", "number", "$expand", "account($select=number;$expand=salesorder/$count)").getFirst().get("account").toString()).endsWith("number=ALFKI, salesorder@odata.count=3}");
        assertThat(problem("account", "$expand", "salesorder,salesorder/$count")).hasMessageContaining("'salesorder' twice");
        assertThat(problem("account", "$expand", "salesorder/$count($top=1)")).hasMessage("'$top' is not known here");
        for (var none : List.of("nothing/$count", "salesorder/$count/$count", "/$count", "inner/$count")) assertThat(problem("account", "$expand", none)).hasMessage("table 'account' has no '" + none + "'");
        assertThat(problem("salesorder", "$expand", "account/$count")).as("one row").hasMessage("table 'salesorder' has no 'account/$count'");
        assertThat(problem("account", "$expand", "salesorder/$count($filter=margin eq 'x')")).hasMessage("table 'salesorder' has no 'margin'");
    }

    @Test
    void saysWhereTheRowsAre() {
        assertThat(Entities.of(shop.resource.references("salesorder", "1", "account", Shop.request(Shop.MARIA)))).isEqualTo(Map.of("@odata.context", "/api/tables/$metadata#$ref", "@odata.id", "/api/tables/account(ALFKI)"));
        assertThat(references("$filter", "lines gt 1", "$orderby", "number desc", "$count", "true", "$top", "1"))
                .isEqualTo(Map.of("@odata.context", "/api/tables/$metadata#Collection($ref)", "@odata.count", 2L, "value", List.of(Map.of("@odata.id", "/api/tables/salesorder(3)"))));
        var client = Shop.with(Shop.request(Shop.MARIA, "$skip", "2"), "odata-maxversion", "4.0");
        assertThat(Entities.of(shop.resource.references("account", "ALFKI", "salesorder", client))).containsEntry("value", List.of(Map.of("@odata.id", "salesorder(3)")));
        for (var i = 100; i < 350; i++) shop.create("salesorder", Map.of("number", "" + i, "account", "ALFKI"));
        var next = URI.create((String) references().get("@odata.nextLink"));
        assertThat(next.getPath()).isEqualTo("/api/tables/account(ALFKI)/salesorderByAccount/$ref");
        assertThat((List<?>) references(TablesResourceTest.parameters(next)).get("value")).hasSize(53);
        for (var other : List.of("$select", "$expand", "$apply")) assertThatThrownBy(() -> references(other, "number")).hasMessage("'" + other + "' is not known here");
        assertThatThrownBy(() -> references("$filter", "margin eq 'x'")).hasMessage("table 'salesorder' has no 'margin'");
    }

    @Test
    void whereAHiddenRowIsIsNotSaid() {
        for (var missing : List.of("5", "99")) assertThatThrownBy(() -> shop.resource.references("salesorder", missing, "account", Shop.request(Shop.MARIA))).hasMessage("there is no such row");
        shop.tables.rights(new Shop.OtherAccount());
        assertThat(shop.resource.references("salesorder", "1", "account", Shop.request(Shop.MARIA)).getStatus()).isEqualTo(204);
        shop.tables.rights(new Shop.NoAccounts());
        assertThatThrownBy(() -> shop.resource.references("salesorder", "1", "account", Shop.request(Shop.MARIA))).hasMessage("no 'account' leads from rows of table 'salesorder'");
    }

    private Map<String, Object> references(String... options) {
        return Entities.of(shop.resource.references("account", "ALFKI", "salesorder", Shop.request(Shop.MARIA, options)));
    }

    @Test
    void goesFurtherFromThere() {
        var far = rows("salesorder", "$filter", "number eq '1'", "$select", "number", "$expand", "account($select=number;$expand=salesorder($select=number;$expand=account($select=name)))").getFirst();
        assertThat(far.get("account").toString()).contains("number=3", "account={@odata.etag=W/\"1\", name=Alfreds");
        assertThat(body("salesorder", "1", "$expand", "account($select=name)").toString()).contains("account={@odata.etag=W/\"1\", name=Alfreds");
    }

    @Test
    void aHiddenRowIsAsOneThatDoesNotExist() {
        shop.tables.rights(new Shop.OtherAccount());
        assertThat(rows("salesorder", "$select", "number", "$expand", "account")).extracting(row -> row.get("account")).hasSize(3).containsOnlyNulls();
        shop.tables.rights(new Shop.Rules());
        var hidden = rows("account", "$expand", "salesorder($count=true)").toString() + rows("account", "$expand", "salesorder/$count");
        IntStream.rangeClosed(4, 7).forEach(number -> shop.tables.write(Shop.HOUSE, Write.of(new Change.Delete("salesorder", "" + number))));
        assertThat(rows("account", "$expand", "salesorder($count=true)").toString() + rows("account", "$expand", "salesorder/$count")).isEqualTo(hidden);
    }

    @Test
    void aWayThatMayNotBeFollowedIsNone() {
        assertThat(problem("account", "$expand", "nothing").help()).as("what may be followed").isEqualTo("expand salesorderByAccount");
        assertThat(problem("account", "$expand", "salesorder/$ref").help()).contains("<row>/<property>/$ref");
        shop.tables.rights(new Shop.NoAccounts());
        for (var way : List.of("account", "accountRow")) {
            assertThat(problem("salesorder", "$expand", way).getMessage().replace(way, "nothing")).isEqualTo(problem("salesorder", "$expand", "nothing").getMessage());
        }
        assertThat(problem("product", "$expand", "inner").getMessage()).contains("no 'inner'");
    }

    @Test
    void handsOutWhatIsTooMuchForOnePageInSeveral() {
        for (var i = 100; i < 550; i++) shop.create("salesorder", Map.of("number", "" + i, "account", "ALFKI", "lines", 1L));
        var row = rows("account", "$filter", "number eq 'ALFKI'", "$expand", "salesorder($select=number;$filter=lines eq 1)").getFirst();
        var seen = new ArrayList<Object>();
        var page = page(row, "salesorder");
        while (true) {
            page.rows.forEach(found -> seen.add(((Map<?, ?>) found).get("number")));
            if (page.next == null) break;
            assertThat(page.next).startsWith("/api/tables/account(ALFKI)/salesorderByAccount?");
            var request = Shop.request(Shop.MARIA, TablesResourceTest.parameters(URI.create(page.next)));
            page = page(Entities.of(shop.resource.along("account", "ALFKI", "salesorderByAccount", request)), "");
        }
        assertThat(seen).hasSize(451).doesNotHaveDuplicates();
    }

    @Test
    void followsAWayByItsAddress() {
        assertThat(Entities.of(shop.resource.along("salesorder", "1", "accountRow", Shop.request(Shop.MARIA)))).asString().contains("Alfreds");
        shop.tables.rights(new Shop.OtherAccount());
        assertThat(shop.resource.along("salesorder", "1", "accountRow", Shop.request(Shop.MARIA)).getStatus()).isEqualTo(204);
        for (var missing : List.of("5", "99")) {
            assertThatThrownBy(() -> shop.resource.along("salesorder", missing, "accountRow", Shop.request(Shop.MARIA))).hasMessage("there is no such row");
        }
        assertThatThrownBy(() -> shop.resource.along("salesorder", "1", "nothing", Shop.request(Shop.MARIA)))
                .isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.NOT_FOUND));
    }

    @Test
    void asksOnceForEachPartHoweverManyRowsThereAre() {
        var asked = new ArrayList<String>();
        var counting = (Tables) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Tables.class}, (_, method, arguments) -> {
            if (List.of("query", "each", "find").contains(method.getName())) asked.add(method.getName());
            try {
                return method.invoke(shop.tables, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        new TablesResource(counting).rows("salesorder", Shop.request(Shop.MARIA, "$expand", "account($expand=salesorder($expand=account))"));
        assertThat(asked).containsExactly("query", "each", "each", "each");
    }

    @Test
    void boundsWhatItMayCost() {
        assertThat(problem("salesorder", "$expand", "account($expand=salesorder($expand=account($expand=salesorder)))")).hasMessageContaining("further than 3 levels");
        var four = "next(%1$s),nextRow(%1$s),step(%1$s),stepByNext(%1$s)";
        assertThat(problem("step", "$expand", four.formatted("$expand=next,nextRow,step,stepByNext,nothing"))).hasMessageContaining("'nothing'");
        assertThat(rows("step", "$expand", four.formatted("$expand=next,nextRow,step,stepByNext"))).as("twenty").hasSize(1);
        assertThat(problem("step", "$expand", four.formatted("$expand=next($expand=next),nextRow,step,stepByNext"))).hasMessageContaining("more than 20 in all its levels");
        assertThat(problem("salesorder", "$expand", "account,account")).hasMessageContaining("twice");
        assertThat(problem("salesorder", "$expand", "account($select=" + "number,".repeat(400) + "number)")).hasMessageContaining("2000 characters");
        for (var i = 0; i < 60; i++) shop.create("account", Map.of("number", "A" + i));
        for (var i = 1_000; i < 3_000; i++) shop.create("salesorder", Map.of("number", "" + i, "account", "ALFKI"));
        assertThat(problem("salesorder", "$top", "10000", "$select", "number", "$expand", "account($select=number;$expand=salesorder($top=10000))")).hasMessageContaining("leads to more than 10000 rows or 100000 cells");
    }

    @Test
    void neverFailsInAnotherWay() {
        var random = new Random(20261128);
        var pieces = new String[] {"account", "accountRow", "salesorder", "(", ")", ";", ",", "$select=", "$top=1", "$expand=", "$filter=", "$count=true", "=", "'", "number", "*", "/", " ", "margin", "$levels=2", "\uD83D"};
        for (var round = 0; round < 20_000; round++) {
            var written = new StringBuilder(random.nextBoolean() ? "account" : "");
            for (var i = random.nextInt(12); i >= 0; i--) written.append(pieces[random.nextInt(pieces.length)]);
            try {
                rows("salesorder", "$top", "1", "$expand", written.toString());
            } catch (TorgException e) {
                assertThat(e.kind()).as(written.toString()).isEqualTo(ProblemKind.MALFORMED);
            }
        }
    }

    private record Page(List<?> rows, String next) {}

    private static Page page(Map<?, ?> answer, String name) {
        return new Page((List<?>) answer.get(name.isEmpty() ? "value" : name), (String) answer.get(name + "@odata.nextLink"));
    }

    private TorgException problem(String table, String... options) {
        var thrown = catchThrowableOfType(TorgException.class, () -> rows(table, options));
        assertThat(thrown).as("%s", List.of(options)).isNotNull();
        assertThat(thrown.kind()).isEqualTo(ProblemKind.MALFORMED);
        return thrown;
    }

    private List<Map<String, Object>> rows(String table, String... options) {
        return Entities.rows(shop.resource.rows(table, Shop.request(Shop.MARIA, options)));
    }

    private Object body(String table, String key, String... options) {
        return Entities.of(shop.resource.row(table, key, Shop.request(Shop.MARIA, options)));
    }
}
