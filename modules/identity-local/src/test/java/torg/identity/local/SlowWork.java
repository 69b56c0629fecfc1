package torg.identity.local;

import java.util.List;
import java.util.function.Predicate;
import torg.api.table.Committed;
import torg.spi.table.ChangeListener;

/** Holds up the first write of a kind for a moment, so that a test can see who waits for it. */
public final class SlowWork implements ChangeListener {
    private static final long MILLIS = 300;
    private final Predicate<Committed> kind;
    private volatile boolean begun;
    private volatile boolean done;

    public SlowWork(Predicate<Committed> kind) {
        this.kind = kind;
    }

    public boolean hasBegun() {
        return begun;
    }

    public boolean isDone() {
        return done;
    }

    @Override
    public void committed(List<Committed> entries) {
        if (begun || entries.stream().noneMatch(kind)) return;
        begun = true;
        try {
            Thread.sleep(MILLIS);
            done = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
