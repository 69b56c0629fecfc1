package torg.sync.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.sync.Until.until;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.sync.Outbox.State;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Write;
import torg.api.view.Model;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.sync.ListOutbox;
import torg.sync.MemoryErp;
import torg.sync.SyncEngine;
import torg.sync.compare.Comparisons;
import torg.sync.map.MapsCompiler;
import torg.sync.receive.SyncTables;
import torg.testkit.HandClock;
import torg.testkit.MemoryAudit;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** Both sides changed the same, and the map says that a person decides: an administrator does, with both values before the eyes. */
class DecideTest {
    private static final Caller SYNC = Caller.service("sync");
    private static final Caller ADMINISTRATOR = Caller.contact("c1", "Ann", List.of(), List.of("administrator"));
    private static final Caller CUSTOMER = Caller.contact("c2", "Bo", List.of("A"), List.of());

    private final TestSites sites = TestSites.of(new TestSource()
            .document("tables/person.yml", "{table: person, key: number, outbox: true, columns: {number: {type: text}, phone: {type: text, label: Telephone}, room: {type: text}}}")
            .document("maps/people.yml", "{map: people, connector: dynamics, entity: People, table: person, conflict: ask, columns: {number: Id, phone: {field: Phone, direction: both}, room: {field: Room, direction: both}}}"), new TableDocuments(), new MapsCompiler());
    private final MemoryTables tables = new MemoryTables(sites.schema()).with(new SyncTables()).rights(new Everything());
    private final ListOutbox outbox = new ListOutbox(tables, new HandClock());
    private final SyncEngine engine = new SyncEngine(tables, sites, outbox);
    private final SyncDesk acts = new SyncDesk(engine, outbox, new Comparisons(tables, outbox), tables, new MemoryAudit());
    private final DeskComponent desk = new DeskComponent(engine, outbox, acts, new RowWays(engine, outbox, tables), tables);
    private final MemoryErp erp = new MemoryErp().with("People", Map.of("Id", "P1", "Phone", "111", "Room", "11"));

    @BeforeEach
    void bothSidesChangeTheTelephone() throws InterruptedException {
        engine.addConnector(erp);
        until(() -> tables.find(SYNC, "person", "P1").isPresent());
        erp.entities.get("People").getFirst().put("Phone", "999");
        tables.write(SYNC, Write.of(new Change.Update("person", "P1", Map.of("phone", "222", "room", "12"))));
        outbox.add("person", "P1", Committed.Kind.UPDATED, new Outbox.Edit(Map.of("phone", Outbox.digest("111"), "room", Outbox.digest("11")), Map.of()));
        engine.wake();
        until(() -> outbox.states().contains(State.REFUSED));
    }

    @AfterEach
    void stop() throws InterruptedException {
        engine.stop();
    }

    @Test
    void theQuestionShowsBothValues() {
        var entry = outbox.entries.getLast();
        var question = (Model) shown(desk.fill(get().query("decide", "" + entry.id()).place(""))).get("decide");
        assertThat(question.get("title")).isEqualTo("Whose values stay? person P1");
        assertThat((List<?>) question.get("differences")).first().asString().contains("Telephone").contains("222").contains("999");
        assertThat(desk.fill(Requests.get(sites.current(), "/").as(CUSTOMER).query("decide", "" + entry.id()).place(""))).isEqualTo(new Filled.Hidden());
        assertThat(shown(desk.fill(get().query("decide", "77").place(""))).has("decide")).as("nobody is asked about that").isFalse();
    }

    @Test
    void thePortalsValueGoesToTheErp() throws InterruptedException {
        assertThat(act("keep-portal")).isEqualTo(new Outcome.Redirect("/?decided=" + outbox.entries.getLast().id()));
        until(() -> outbox.states().contains(State.DELIVERED));
        assertThat(erp.entities.get("People").getFirst()).containsEntry("Phone", "222");
        assertThat(here()).isEqualTo("222");
    }

    @Test
    void theErpsValueComesHereAndWhatOnlyThePortalChangedIsSent() throws InterruptedException {
        act("keep-erp");
        until(() -> outbox.states().contains(State.DELIVERED));
        assertThat(here()).isEqualTo("999");
        assertThat(erp.entities.get("People").getFirst()).containsEntry("Phone", "999").containsEntry("Room", "12");
    }

    @Test
    void itIsDecidedOnce() throws InterruptedException {
        act("keep-erp");
        until(() -> outbox.states().contains(State.DELIVERED));
        assertThat(act("keep-portal")).isInstanceOfSatisfying(Outcome.Show.class, shown -> assertThat(shown.status()).isEqualTo(409));
        assertThat(here()).isEqualTo("999");
    }

    @Test
    void whatIsGivenUpIsNoQuestionAnyMore() {
        desk.act(Requests.post(sites.current(), "/").as(ADMINISTRATOR).form("_do", "drop").form("note", "told by telephone").form("entry", "" + outbox.entries.getLast().id()).place(""));
        assertThat(tables.query(SYNC, Query.of(SyncTables.CONFLICT)).rows()).isEmpty();
    }

    private Outcome act(String act) {
        return desk.act(Requests.post(sites.current(), "/").as(ADMINISTRATOR).form("_do", act).form("entry", "" + outbox.entries.getLast().id()).place(""));
    }

    private Requests get() {
        return Requests.get(sites.current(), "/").as(ADMINISTRATOR);
    }

    private String here() {
        return tables.find(SYNC, "person", "P1").orElseThrow().text("phone").orElse("");
    }

    private static Model shown(Filled filled) {
        return ((Filled.Shown) filled).model();
    }

    /** Administrators read all of everybody. */
    private static final class Everything implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            return caller.hasRole("administrator") ? new Grant(Condition.all(), List.of("all")) : Grant.denied("not for them");
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return _ -> true;
        }

        @Override
        public Set<String> tables() {
            return Set.of("person");
        }
    }
}
