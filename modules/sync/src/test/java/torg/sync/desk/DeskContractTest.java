package torg.sync.desk;

import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import torg.api.site.Site;
import torg.spi.view.Component;
import torg.sync.ListOutbox;
import torg.sync.OrderDocuments;
import torg.sync.SyncEngine;
import torg.sync.compare.Comparisons;
import torg.sync.map.MapsCompiler;
import torg.sync.receive.SyncTables;
import torg.testkit.MemoryAudit;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.contract.ComponentContract;

class DeskContractTest implements ComponentContract {
    private final TestSites sites = TestSites.of(OrderDocuments.source(), new TableDocuments(), new MapsCompiler());
    private final MemoryTables tables = new MemoryTables(sites.schema()).with(new SyncTables());
    private final ListOutbox outbox = new ListOutbox(tables, InstantSource.system());
    private final SyncEngine engine = new SyncEngine(tables, sites, outbox);

    @AfterEach
    void stop() throws InterruptedException {
        engine.stop();
    }

    @Override
    public Component component() {
        return new DeskComponent(engine, outbox, new SyncDesk(engine, outbox, new Comparisons(tables, outbox), tables, new MemoryAudit()), new RowWays(engine, outbox, tables), tables);
    }

    @Override
    public Site site() {
        return sites.current();
    }

    @Override
    public String parameters() {
        return "links: {order: \"/orders/{key}\"}";
    }

    @Override
    public List<String> inputs() {
        return List.of("give-up", "given-back", "refused-from", "waiting-from", "entry", "_do", "note");
    }
}
