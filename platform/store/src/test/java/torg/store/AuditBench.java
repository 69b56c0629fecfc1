package torg.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.audit.Act;
import torg.api.audit.AuditCheck;
import torg.api.audit.AuditQuery;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.api.text.Text;
import torg.store.database.Database;
import torg.store.database.PostgresCluster;

/** What the audit log costs: the same write to a table that it is told of and to one that it is not. Run by name: {@code -Dtest=AuditBench}. */
class AuditBench {
    private static final int WRITES = 3_000;
    private static final Caller HOUSE = Caller.service("bench");

    @Test
    void h2(@TempDir Path folder) {
        measure("H2", new Database("jdbc:h2:file:" + folder.resolve("bench"), "torg", "", 8));
    }

    @Test
    void postgres() {
        PostgresCluster.running().ifPresent(cluster -> measure("PostgreSQL", new Database(cluster.newDatabase(), cluster.user(), "", 8)));
    }

    private static void measure(String name, Database database) {
        try (var house = new TestHouse(database).with(Schema.of(List.of(table("told", false), table("house_untold", true))))) {
            for (var round = 0; round < 2; round++) {
                var run = round;
                var untold = median(number -> write(house, "house_untold", run + "-" + number));
                var told = median(number -> write(house, "told", run + "-" + number));
                var alone = median(_ -> house.audit.add(Act.refused("sign-in")));
                System.out.printf(Locale.ROOT, "%s: a row %.3f ms, told of %.3f ms, an entry alone %.3f ms%n", name, untold, told, alone);
            }
            var begun = System.nanoTime();
            var check = new AuditCheck(List.of());
            var entries = 0;
            for (var page = house.audit.after(0, AuditQuery.MOST); !page.isEmpty(); page = house.audit.after(page.getLast().number(), AuditQuery.MOST)) {
                page.forEach(check::next);
                entries += page.size();
            }
            System.out.printf(Locale.ROOT, "%s: %d entries checked in %d ms: %s%n", name, entries, (System.nanoTime() - begun) / 1_000_000, check.verdict());
        }
    }

    private static double median(Consumer<Integer> work) {
        var times = new ArrayList<Long>();
        for (var number = 0; number < WRITES; number++) {
            var begun = System.nanoTime();
            work.accept(number);
            times.add(System.nanoTime() - begun);
        }
        times.sort(null);
        return times.get(WRITES / 2) / 1e6;
    }

    private static void write(TestHouse house, String table, String key) {
        house.tables.write(HOUSE, Write.of(new Change.Put(table, key, Map.of("text", "what a row may hold"))));
    }

    private static Table table(String name, boolean internal) {
        return new Table(name, Text.of(name), Text.of(name), "key", "key", Map.of("key", Column.of("key", ColumnType.TEXT).sized(64), "text", Column.of("text", ColumnType.TEXT)), List.of(), false, internal);
    }
}
