package torg.sync.connector;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import torg.spi.sync.Connector;

/** Whether each ERP answers: one that does says nothing of another. Thread-safe. */
public final class Presences {
    private final Map<Connector, Presence> known = new ConcurrentHashMap<>();

    public void add(Connector connector) {
        known.put(connector, Presence.NOT_YET);
    }

    public void remove(Connector connector) {
        known.remove(connector);
    }

    /** It answered; whether it was silent before. */
    public boolean answered(Connector connector) {
        return silentBefore(connector, presence -> presence.answered(Instant.now()));
    }

    /** No map got an answer from it; whether it was silent before. */
    public boolean silent(Connector connector, Trouble why) {
        return silentBefore(connector, presence -> presence.silent(why, Instant.now()));
    }

    private boolean silentBefore(Connector connector, UnaryOperator<Presence> next) {
        var before = new boolean[1];
        known.computeIfPresent(connector, (_, presence) -> {
            before[0] = presence.silence().isPresent();
            return next.apply(presence);
        });
        return before[0];
    }

    /** That of one. */
    public Presence of(Connector connector) {
        return known.getOrDefault(connector, Presence.NOT_YET);
    }

    public boolean isSilent(Connector connector) {
        return of(connector).silence().isPresent();
    }

    /** Whether there is no ERP that answers, or has still to be asked. */
    public boolean allSilent() {
        return known.keySet().stream().allMatch(this::isSilent);
    }

    /** That with the ERP that has been silent longest, else with the one that answered longest ago. */
    public Presence worst() {
        var silent = known.values().stream().filter(presence -> presence.silence().isPresent()).min(Comparator.comparing(presence -> presence.since().orElseThrow()));
        return silent.or(() -> known.values().stream().filter(presence -> presence.heard().isPresent()).min(Comparator.comparing(presence -> presence.heard().orElseThrow()))).orElse(Presence.NOT_YET);
    }
}
