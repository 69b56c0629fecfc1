package torg.sync.receive;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import torg.sync.map.TableMap;

/** One look at everything of a map, and how far it is: what interrupts it need not be its end. For one thread, but for {@link #reading()}. */
public final class Pass {
    private final TableMap map;
    private final Instant start = Instant.now();
    private final Set<String> failed = new HashSet<>();
    private final Keys seen = new Keys();
    private Optional<Remembered> remembered = Optional.empty();
    private Optional<String> cursor = Optional.empty();
    private long pages;
    private long records;
    private long failures;
    /** Records that were brought before this process began. */
    private final long before;
    private volatile Reading reading;

    public Pass(TableMap map) {
        this(map, Optional.empty());
    }

    /** @param reached where it goes on */
    Pass(TableMap map, Optional<Ledger.Reached> reached) {
        this.map = map;
        this.cursor = reached.map(Ledger.Reached::cursor);
        this.before = reached.map(Ledger.Reached::records).orElse(0L);
        this.records = before;
        this.failures = reached.map(Ledger.Reached::failures).orElse(0L);
        this.reading = new Reading(start, records, failures, before);
    }

    /**
     * How far it is.
     *
     * @param since when it was begun
     * @param failures of these, the records that were not taken
     * @param before of these, the records that were here when it was begun: it goes on with what another process left
     */
    public record Reading(Instant since, long records, long failures, long before) {}

    /** How far it is, for whoever looks on. */
    public Reading reading() {
        return reading;
    }

    /** A page is done. */
    void page(int taken, NotTaken missed, Optional<String> next) {
        pages++;
        records += taken;
        failures += missed.count();
        failed.addAll(missed.failed());
        cursor = next;
        reading = new Reading(start, records, failures, before);
    }

    public TableMap map() {
        return map;
    }

    Instant start() {
        return start;
    }

    /** Where the next page is; empty at the beginning and at the end. */
    Optional<String> cursor() {
        return cursor;
    }

    public long pages() {
        return pages;
    }

    /** What was remembered of the map when the pass began. */
    Remembered remembered(Supplier<Remembered> now) {
        if (remembered.isEmpty()) remembered = Optional.of(now.get());
        return remembered.get();
    }

    /** Keys of the records, as far as they have one. */
    Keys seen() {
        return seen;
    }

    /** Whether it goes on with what another process left: of the records that were brought before, the keys are not known here. */
    boolean goesOn() {
        return before > 0;
    }

    /** Whether it goes on somewhere behind the beginning. */
    public boolean isUnderWay() {
        return cursor.isPresent();
    }

    boolean isRead() {
        return pages > 0 && cursor.isEmpty();
    }

    long records() {
        return records;
    }

    /** How many records were not taken. */
    long failures() {
        return failures;
    }

    /** Those of them that are kept, as {@link NotTaken} names them. */
    Set<String> failed() {
        return failed;
    }
}
