package torg.sync;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Write;
import torg.sync.connector.Connectors;
import torg.sync.connector.Governors;
import torg.sync.connector.RateGovernor;
import torg.sync.map.MapsCompiler;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;
import torg.sync.receive.Guard;
import torg.sync.receive.Ledger;
import torg.sync.receive.Pass;
import torg.sync.receive.Receiver;
import torg.sync.receive.SyncTables;
import torg.sync.send.Sender;
import torg.sync.send.Unanswered;
import torg.testkit.TestSource;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;

/** Accounts and orders beside a small ERP in memory, step by step and without threads. */
public abstract class SmallHouse {
    protected static final Caller SYNC = Caller.service("sync");
    protected static final Duration LEASE = Duration.ofSeconds(90);
    protected final MemoryErp erp = new MemoryErp();
    protected final HandClock clock = new HandClock();
    protected Unanswered unanswered = new Unanswered(LEASE, clock);
    protected Governors governors = new Governors(clock, RateGovernor.Lull.THREADS);
    protected TableMaps maps;
    protected MemoryTables tables;
    protected Ledger ledger;
    protected ListOutbox outbox;

    @BeforeEach
    protected void settle() {
        settle(OrderDocuments.source());
        erp.with("Customers", Map.of("Id", "A", "Name", "Alfa", "Currency", "USD")).with("Customers", Map.of("Id", "B", "Name", "Beta", "Currency", "EUR"))
                .with("Customers", Map.of("Id", "C", "Name", "Gamma", "Currency", "NOK"))
                .with("Orders", Map.of("Number", "SO-1", "Reference", "10248", "Customer", "A", "Status", "Active", "Open", "yes"))
                .with("Orders", Map.of("Number", "SO-2", "Customer", "B", "Status", "Invoiced"))
                .with("Lines", Map.of("Order", "SO-1", "Position", 1L, "Quantity", new BigDecimal("3"), "Price", new BigDecimal("14.00")));
    }

    /** A new house with these documents. */
    protected void settle(TestSource source) {
        var schema = source.compile(new TableDocuments());
        maps = source.compile(new MapsCompiler());
        tables = new MemoryTables(schema).with(new SyncTables());
        ledger = new Ledger(tables, SYNC, clock, Guard.Limits.USUAL);
        outbox = new ListOutbox(tables, clock);
    }

    protected void everything() {
        for (var map : maps.maps()) receiver().everything(new Pass(map));
    }

    /** A look at the orders that are still moving. */
    protected void open() {
        receiver().open(map("orders"), Optional.empty());
    }

    protected TableMap map(String name) {
        return maps.named(name).orElseThrow();
    }

    /** What the engine does once a second. */
    protected void pass(Duration duration) {
        clock.pass(duration);
        round();
    }

    protected void round() {
        unanswered.toAsk(4).forEach(sender()::ask);
        outbox.claim("sync", 4, LEASE).forEach(sender()::send);
    }

    protected Outbox.Entry placed() {
        var line = new HashMap<String, Object>(Map.of("order", new Change.Made(0), "position", 1L, "quantity", new BigDecimal("2")));
        var written = tables.write(SYNC, Write.of(new Change.Create("order", Map.of("account", "A")), new Change.Create("line", line)));
        return outbox.add("order", written.keys().getFirst(), Committed.Kind.CREATED);
    }

    protected Receiver receiver() {
        return new Receiver(tables, SYNC, ledger, outbox, maps, new Receiver.Source(erp, () -> {}));
    }

    protected Sender sender() {
        return new Sender(tables, SYNC, outbox, unanswered, maps, new Connectors(Map.of("dynamics", erp), governors, _ -> {}), ledger);
    }
}
