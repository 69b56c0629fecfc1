package torg.search.lucene.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Rows that changed and that the index has yet to take in. Thread-safe. */
class Pending {
    private final Map<Changed, Long> changes = new HashMap<>();
    private long count;
    private boolean woken;

    /** A row, whatever became of it. */
    record Changed(String table, String key) {}

    /** A change of a row, told apart from later ones. */
    record Noted(Changed row, long number) {}

    synchronized void add(Changed row) {
        changes.put(row, ++count);
        notifyAll();
    }

    /** Some of them, at most so many. */
    synchronized List<Noted> some(int most) {
        var some = new ArrayList<Noted>();
        for (var change : changes.entrySet()) {
            if (some.size() == most) break;
            some.add(new Noted(change.getKey(), change.getValue()));
        }
        return some;
    }

    /** The index shows these now; a row that changed again meanwhile stays. */
    synchronized void done(List<Noted> taken) {
        taken.forEach(noted -> changes.remove(noted.row(), noted.number()));
        notifyAll();
    }

    synchronized Set<Changed> all() {
        return new HashSet<>(changes.keySet());
    }

    synchronized int size() {
        return changes.size();
    }

    /** Wait until there is something to do, or somebody says so. */
    synchronized void awaitSome(Duration patience) throws InterruptedException {
        if (changes.isEmpty() && !woken) wait(patience.toMillis());
        woken = false;
    }

    /** Do nothing for so long, unless this holds. */
    synchronized void rest(Duration patience, BooleanSupplier unless) {
        var end = System.nanoTime() + patience.toNanos();
        try {
            for (var left = patience.toMillis(); left > 0 && !unless.getAsBoolean(); left = (end - System.nanoTime()) / 1_000_000) wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something else than a row wants to be seen to, or was. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** Wait until those that are there now are taken in and this holds; not for long, and not for many. */
    synchronized void awaitNone(int many, Duration patience, BooleanSupplier beside) {
        var end = System.nanoTime() + patience.toNanos();
        var last = count;
        while (!beside.getAsBoolean() || changes.size() <= many && changes.values().stream().anyMatch(number -> number <= last)) {
            var left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) return;
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
