package torg.sync.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static torg.sync.Until.until;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.sync.ListOutbox;
import torg.sync.MemoryErp;
import torg.sync.OrderDocuments;
import torg.sync.SyncEngine;
import torg.sync.map.MapsCompiler;
import torg.sync.map.TableMaps;
import torg.sync.pause.Pausing;
import torg.sync.receive.SyncTables;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

/** Of any row an administrator learns its whole way: from the portal to the ERP and back. */
class RowWaysTest implements ComponentContract {
    private static final Caller SYNC = Caller.service("sync");
    private static final Caller ADMINISTRATOR = Caller.contact("c1", "Ann", List.of(), List.of("administrator"));
    private static final Caller CUSTOMER = Caller.contact("c2", "Bo", List.of("A"), List.of("customer-representative"));
    private final TestSites sites = TestSites.of(OrderDocuments.source(), new TableDocuments(), new MapsCompiler());
    private final MemoryTables tables = new MemoryTables(sites.schema()).with(new SyncTables());
    private final ListOutbox outbox = new ListOutbox(tables, InstantSource.system());
    private final SyncEngine engine = new SyncEngine(tables, sites, outbox);
    private final RowWays ways = new RowWays(engine, outbox, tables);
    private final MemoryErp erp = new MemoryErp().with("Customers", Map.of("Id", "A", "Name", "Alfa", "Currency", "USD"));

    @AfterEach
    void stop() throws InterruptedException {
        engine.stop();
    }

    @Override
    public Component component() {
        return new RowComponent(ways, tables);
    }

    @Override
    public Site site() {
        return sites.current();
    }

    @Override
    public String parameters() {
        return "";
    }

    @Override
    public List<String> inputs() {
        return List.of("table", "key", "ask");
    }

    @Test
    void anOrderIsFollowedFromTheFormToTheErpAndBack() throws Exception {
        connect();
        engine.pausings().begin(new Pausing(Pausing.Scope.MAP, "orders", "Ann", Instant.now(), "month end"));
        var key = tables.write(SYNC, Write.of(new Change.Create("order", Map.of("account", "A")))).keys().getFirst();
        outbox.add("order", key, Committed.Kind.CREATED);
        assertThat(way("order", key, true)).satisfies(way -> {
            assertThat(way.paused()).isEqualTo("month end");
            assertThat(way.number()).isEmpty();
            assertThat(way.erp()).as("what stands still is not asked for").isEqualTo("not-asked");
            assertThat(way.changes()).extracting(RowLine.StepLine::kind, RowLine.StepLine::state, RowLine.StepLine::reference).containsExactly(tuple("created", "waiting", "Reference " + key));
        });
        engine.pausings().end(Pausing.Scope.MAP, "orders", "Ann");
        engine.wake();
        until(() -> outbox.states().contains(Outbox.State.DELIVERED));
        assertThat(way("order", key, true)).satisfies(way -> {
            assertThat(way.number()).isEqualTo("SO-101");
            assertThat(way.erp()).isEqualTo("same");
            assertThat(way.changes()).extracting(RowLine.StepLine::state).containsExactly("delivered");
        });
        erp.entities.get("Orders").getFirst().put("Status", "Stopped");
        assertThat(way("order", key, true)).satisfies(way -> assertThat(way.erp()).isEqualTo("not-taken")).satisfies(way -> assertThat(way.reason()).contains("Stopped"));
        erp.entities.get("Orders").clear();
        assertThat(way("order", key, true).erp()).isEqualTo("absent");
        erp.away = true;
        assertThat(way("order", key, true)).satisfies(way -> assertThat(way.erp()).isEqualTo("silent")).satisfies(way -> assertThat(way.reason()).isEqualTo("the ERP cannot be reached"));
        assertThat(way("order", key, false).erp()).isEqualTo("not-asked");
    }

    @Test
    void whatDiffersIsShownWithBothValuesToWhomMayReadThem() throws Exception {
        connect();
        tables.write(SYNC, Write.of(new Change.Update("account", "A", Map.of("name", "Alpha"))).from("dynamics"));
        assertThat(way("account", "A", true)).satisfies(way -> {
            assertThat(way.erp()).isEqualTo("differs");
            assertThat(way.differences()).as("this administrator has no right to the rows").containsExactly(new DifferenceLine("name", "", ""));
        });
    }

    @Test
    void aPartIsWhereItsDocumentIs() throws Exception {
        connect();
        var written = tables.write(SYNC, Write.of(new Change.Create("order", Map.of("account", "A")), new Change.Create("line", Map.of("order", new Change.Made(0), "position", 1L, "quantity", BigDecimal.ONE))));
        assertThat(way("line", written.keys().get(1), false)).extracting(RowLine::table, RowLine::key).containsExactly("order", written.keys().getFirst());
    }

    @Test
    void onlyAdministratorsLearnAnythingAndOnlyOfRowsThatAMapIsOf() throws Exception {
        connect();
        for (var caller : List.of(Caller.ANONYMOUS, CUSTOMER)) {
            assertThatThrownBy(() -> ways.of(asked(caller), "account", "A", false)).isInstanceOf(TorgException.class);
            assertThat(component().fill(Requests.get(sites.current(), "/").as(caller).query("table", "account").query("key", "A").place(""))).isEqualTo(new Filled.Hidden());
        }
        for (var nothing : List.of(List.of("account", "Z"), List.of("nothing", "A"), List.of("sync_state", "orders"), List.of("order", "W999")))
            assertThatThrownBy(() -> way(nothing.getFirst(), nothing.getLast(), true)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.NOT_FOUND));
        var model = ((Filled.Shown) component().fill(Requests.get(sites.current(), "/").as(ADMINISTRATOR).in("nb").query("table", "account").query("key", "Z").place(""))).model();
        assertThat(model.get("problem").toString()).startsWith("Det finnes ingen slik rad");
        assertThat(((Model) ((Filled.Shown) component().fill(Requests.get(sites.current(), "/").as(ADMINISTRATOR).query("table", "account").query("key", "A").query("ask", "true").place(""))).model().get("way")).get("erp")).isEqualTo("there, as it is here");
    }

    private RowLine way(String table, String key, boolean ask) {
        return RowLine.of(ways.of(asked(ADMINISTRATOR), table, key, ask));
    }

    private Request asked(Caller caller) {
        return Requests.get(sites.current(), "/").as(caller).request();
    }

    private void connect() throws InterruptedException {
        erp.entities.put("Orders", new ArrayList<>());
        erp.entities.put("Lines", new ArrayList<>());
        engine.addConnector(erp);
        until(() -> sites.current().require(TableMaps.class).maps().stream().allMatch(map -> engine.ledger().completed(map).isPresent()));
    }
}
