package torg.sync;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One look at everything of a map, and how far it is: what interrupts it need not be its end. For one thread. */
final class Pass {
    private final TableMap map;
    private final Instant start = Instant.now();
    private final Set<String> failed = new HashSet<>();
    private Optional<String> cursor = Optional.empty();
    private long pages;
    private long records;
    private long failures;

    Pass(TableMap map) {
        this.map = map;
    }

    /** A page is done. */
    void page(int taken, Failures missed, Optional<String> next) {
        pages++;
        records += taken;
        failures += missed.count();
        failed.addAll(missed.failed());
        cursor = next;
    }

    TableMap map() {
        return map;
    }

    Instant start() {
        return start;
    }

    /** Where the next page is; empty at the beginning and at the end. */
    Optional<String> cursor() {
        return cursor;
    }

    long pages() {
        return pages;
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

    /** Those of them that are kept, as {@link Failures} names them. */
    Set<String> failed() {
        return failed;
    }
}
