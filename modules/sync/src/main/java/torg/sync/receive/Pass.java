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
    private volatile Reading reading = new Reading(start, 0, 0);

    public Pass(TableMap map) {
        this.map = map;
    }

    /**
     * How far it is.
     *
     * @param since when it was begun
     * @param failures of these, the records that were not taken
     */
    public record Reading(Instant since, long records, long failures) {}

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
        reading = new Reading(start, records, failures);
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
