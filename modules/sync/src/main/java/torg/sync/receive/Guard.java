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
     * @param rows and more rows than this; all rows of a map that has several are many, however few they are
     */
    public record Limits(int percent, int rows) {
        /** What is many where nobody says so. */
        public static final Limits USUAL = new Limits(10, 20);

        boolean isMuch(long gone, long of) {
            return gone > rows && gone * 100 > of * percent || gone > 1 && gone == of;
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

    /**
     * Whether so many rows may go that a look at single ones found gone. Between two readings of everything they are few all together, and none while rows of the map, or of its whole, are
     * held back: what a reading may not do no number of looks does.
     */
    boolean admitsFew(TableMap map, int gone) {
        if (isHeld(map.name()) || map.partOf().filter(this::isHeld).isPresent()) return false;
        return went(map) + gone <= limits.rows;
    }

    /** How many rows went by looks at single ones since everything was read. */
    long went(TableMap map) {
        return tables.find(caller, SyncTables.GUARD, map.name(), "went").map(row -> row.integer("went")).orElse(0L);
    }

    /** So many more went by such a look. */
    void went(TableMap map, int rows) {
        if (rows > 0) put(map.name(), Map.of("went", went(map) + rows));
    }

    private boolean isHeld(String map) {
        return tables.find(caller, SyncTables.GUARD, map, "held").flatMap(row -> row.value("held")).isPresent();
    }

    /** Whether a reading of everything may take so many rows of those that the ERP had; if not, that is remembered. What was let through does not count again. */
    boolean admits(TableMap map, long gone, long of) {
        var known = tables.find(caller, SyncTables.GUARD, map.name(), "held", "since", "allowed", "went");
        var allowed = known.map(row -> row.integer("allowed")).orElse(0L);
        if (!limits.isMuch(gone - allowed, of - allowed)) {
            if (known.filter(row -> row.value("held").or(() -> row.value("went")).isPresent()).isPresent()) put(map.name(), empty("held", "of", "since", "went"));
            return true;
        }
        LOG.warn("nothing is taken away, an administrator has to let it through map={} gone={} of={}", map.name(), gone, of);
        var held = empty("allowed", "went");
        held.putAll(Map.of("held", gone, "of", of, "since", known.flatMap(row -> row.instant("since")).orElse(clock.instant())));
        put(map.name(), held);
        return false;
    }

    /** So many of the rows that were to go are still here, because others refer to them: of what was let through no more than they is left. */
    void swept(TableMap map, long left) {
        tables.find(caller, SyncTables.GUARD, map.name(), "allowed").map(row -> row.integer("allowed")).filter(allowed -> allowed > left)
                .ifPresent(_ -> put(map.name(), left == 0 ? empty("allowed") : Map.of("allowed", left)));
    }

    /**
     * Let through what is held back; the next reading does it, and takes as many more as go without asking.
     *
     * @param seen how many rows whoever says so knows of
     * @param by who says so, for people
     * @throws TorgException CONFLICT {@code sync.nothing-held} when nothing of the map is held back, {@code sync.more-held} when it is more than that by now
     */
    public void letThrough(String map, long seen, String by, String note) {
        var held = tables.find(caller, SyncTables.GUARD, map, "held").map(row -> row.integer("held")).filter(rows -> rows > 0)
                .orElseThrow(() -> TorgException.of(ProblemKind.CONFLICT, "sync.nothing-held", "no rows of map '" + map + "' are held back"));
        if (held > seen) throw TorgException.of(ProblemKind.CONFLICT, "sync.more-held", held + " rows of map '" + map + "' are held back by now").help("look what they are, then say that number");
        put(map, Map.of("allowed", held, "by", by, "note", note, "let", clock.instant()));
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
