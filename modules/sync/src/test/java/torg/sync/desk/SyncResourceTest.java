package torg.sync.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Committed;
import torg.sync.ListOutbox;
import torg.sync.OrderDocuments;
import torg.sync.SyncEngine;
import torg.sync.compare.Comparisons;
import torg.sync.map.MapsCompiler;
import torg.sync.receive.SyncTables;
import torg.testkit.MemoryAudit;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** The desk as JSON. */
class SyncResourceTest {
    @Test
    void anAdministratorDropsWhatIsParkedWithANote() throws Exception {
        var sites = TestSites.of(OrderDocuments.source(), new TableDocuments(), new MapsCompiler());
        var tables = new MemoryTables(sites.schema()).with(new SyncTables());
        var outbox = new ListOutbox(tables, InstantSource.system());
        var engine = new SyncEngine(tables, sites, outbox);
        try {
            var entry = outbox.add("order", "W1", Committed.Kind.UPDATED);
            outbox.refused(entry, "sync.not-sent", "changed", List.of(), "dynamics");
            var desk = new SyncResource(engine, outbox, new SyncDesk(engine, outbox, new Comparisons(tables, outbox), tables, new MemoryAudit()), new RowWays(engine, outbox, tables));
            var administrator = Requests.get(sites.current(), "/api/sync").as(Caller.contact("c1", "Ann", List.of(), List.of("administrator"))).request();
            var customer = Requests.get(sites.current(), "/api/sync").as(Caller.contact("c2", "Bo", List.of(), List.of())).request();
            assertThatThrownBy(() -> desk.drop(customer, entry.id(), new SyncResource.Note("mine"))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.DENIED));
            assertThatThrownBy(() -> desk.drop(administrator, entry.id(), new SyncResource.Note(" "))).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.INVALID));
            desk.drop(administrator, entry.id(), new SyncResource.Note("told by telephone"));
            assertThat(desk.desk(administrator).changes()).singleElement().satisfies(change -> {
                assertThat(change.state()).isEqualTo("dropped");
                assertThat(change.note()).contains("told by telephone").contains("c1");
            });
        } finally {
            engine.stop();
        }
    }
}
