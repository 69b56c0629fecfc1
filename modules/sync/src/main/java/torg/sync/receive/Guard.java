package torg.sync.receive;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.sync.map.TableMap;

/**
 * Keeps a reading after which many rows would be gone from taking any of them away: an ERP that shows less than it has, after a change of rights or of a filter, is likelier than one that
 * lost so much. An administrator lets it through. Kept beside the rows. Thread-safe.
 */
public final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private final Tables tables;
    private final Caller caller;
    private final InstantSource clock;
    private final Limits limits;

    public Guard(Tables tables, Caller caller, InstantSource clock, Limits limits) {
        this.tables = tables;
        this.caller = caller;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * What is many.
     *
     * @param percent more than this share of a map's rows, 0 to 100
     * @param rows and more rows than this
     */
    public record Limits(int percent, int rows) {
        /** What is many where nobody says so. */
        public static final Limits USUAL = new Limits(10, 20);

        boolean isMuch(long gone, long of) {
            return gone > rows && gone * 100 > of * percent;
        }
    }

    /**
     * That a reading took nothing away.
     *
     * @param rows that would have gone
     * @param of so many that the ERP had
     * @param since when the first such reading ended
     */
    public record Held(String map, long rows, long of, Instant since) {}

    /** What is held back now. */
    public List<Held> all() {
        var held = Query.of(SyncTables.GUARD, "map", "held", "of", "since").where(new Condition.Not(new Condition.Empty("held"))).top(Query.MOST_ROWS);
        return tables.query(caller, held).rows().stream().map(row -> new Held(row.key(), row.integer("held"), row.integer("of"), row.instant("since").orElse(Instant.EPOCH))).toList();
    }

    /** So many rows, without asking: what a look at single rows may find gone. */
    int few() {
        return limits.rows;
    }

    /** Whether so many rows of those that the ERP had may go; if not, that is remembered. */
    boolean admits(TableMap map, long gone, long of) {
        var known = tables.find(caller, SyncTables.GUARD, map.name(), "held", "since", "allowed");
        var allowed = known.map(row -> row.integer("allowed")).orElse(0L);
        if (!limits.isMuch(gone, of)) {
            if (known.filter(row -> row.value("held").or(() -> row.value("allowed")).isPresent()).isPresent()) put(map.name(), empty("held", "of", "since", "allowed"));
            return true;
        }
        if (gone <= allowed) {
            put(map.name(), empty("held", "of", "since"));
            return true;
        }
        LOG.warn("nothing is taken away, an administrator has to let it through map={} gone={} of={}", map.name(), gone, of);
        var held = empty("allowed");
        held.putAll(Map.of("held", gone, "of", of, "since", known.flatMap(row -> row.instant("since")).orElse(clock.instant())));
        put(map.name(), held);
        return false;
    }

    /**
     * Let through what is held back, and as many more as go without asking; the next reading does it.
     *
     * @param by who says so, for people
     * @throws TorgException CONFLICT {@code sync.nothing-held} when nothing of the map is held back
     */
    public void letThrough(String map, String by, String note) {
        var held = tables.find(caller, SyncTables.GUARD, map, "held").map(row -> row.integer("held")).filter(rows -> rows > 0)
                .orElseThrow(() -> TorgException.of(ProblemKind.CONFLICT, "sync.nothing-held", "no rows of map '" + map + "' are held back"));
        put(map, Map.of("allowed", held + limits.rows, "by", by, "note", note, "let", clock.instant()));
    }

    private static HashMap<String, Object> empty(String... columns) {
        var values = new HashMap<String, Object>();
        for (var column : columns) values.put(column, null);
        return values;
    }

    private void put(String map, Map<String, Object> values) {
        tables.write(caller, Write.of(new Change.Put(SyncTables.GUARD, map, values)));
    }
}
