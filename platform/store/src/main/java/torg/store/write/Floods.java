package torg.store.write;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import torg.api.audit.Act;

/** Counts acts that somebody may cause without end: of each some are told one by one, the others together. */
public final class Floods {
    /** Of one act within a minute. */
    public static final int ALONE = 60;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Acts have a few names; whoever makes them up is told as one. */
    private static final int MOST_NAMES = 100;
    private static final String OTHERS = "others";
    private final InstantSource clock;
    private final Map<String, Window> windows = new HashMap<>();

    public Floods(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether it is to be told by itself; otherwise it was counted. */
    public synchronized boolean alone(Act act) {
        var name = windows.containsKey(act.name()) || windows.size() < MOST_NAMES ? act.name() : OTHERS;
        var window = windows.computeIfAbsent(name, _ -> new Window(clock.instant(), act.outcome()));
        if (window.told < ALONE) {
            window.told++;
            return true;
        }
        window.counted++;
        return false;
    }

    /**
     * What was counted in minutes that are over, each act with how often; from now on each is told one by one again.
     *
     * @param all whether minutes that still run are ended
     */
    public synchronized List<Act> over(boolean all) {
        var until = clock.instant().minus(WINDOW);
        var over = windows.entrySet().stream().filter(window -> all || !window.getValue().since.isAfter(until)).map(Map.Entry::copyOf).toList();
        over.forEach(window -> windows.remove(window.getKey()));
        return over.stream().filter(window -> window.getValue().counted > 0)
                .map(window -> new Act(window.getKey(), window.getValue().outcome, "", "", "", "", window.getValue().counted)).toList();
    }

    private static final class Window {
        private final Instant since;
        private final Act.Outcome outcome;
        private int told;
        private long counted;

        Window(Instant since, Act.Outcome outcome) {
            this.since = since;
            this.outcome = outcome;
        }
    }
}
