package torg.sync.compare;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How far a look at both sides of a map is, and what it found. Immutable.
 *
 * @param end when it was over; empty while it runs
 * @param records how many of the ERP were looked at
 * @param counts how many findings there are of each kind
 * @param findings the first {@value #MOST_FINDINGS} of each kind
 * @param broken why it came to no end; empty when it did, or runs
 */
public record Comparison(String map, Instant start, Optional<Instant> end, long records, Map<Kind, Long> counts, List<Finding> findings, Optional<String> broken) {
    /** Findings kept of a kind; where there are more it is not the single row that is wrong. */
    public static final int MOST_FINDINGS = 200;

    /** What differs between both sides. */
    public enum Kind {
        /** The ERP has it, and it is not here: it would be made. */
        ONLY_THERE,
        /** Both have it, with other values: it would be changed. */
        DIFFERS,
        /** The ERP has it in a way that has no place here. */
        NOT_TAKEN,
        /** It is here, and the ERP had it and has it no more: it would go, as the map says. */
        GONE,
        /** It was made here, and the ERP never had it: nothing would be done about it. */
        ONLY_HERE
    }

    /**
     * A row or record that differs.
     *
     * @param key of the row; what is known of it where it is not taken
     * @param differences columns that differ, by name
     * @param reason why it is not taken, or nothing
     */
    public record Finding(Kind kind, String key, List<Difference> differences, String reason) {}

    static Comparison begun(String map) {
        return new Comparison(map, Instant.now(), Optional.empty(), 0, Map.of(), List.of(), Optional.empty());
    }

    public boolean isRunning() {
        return end.isEmpty();
    }

    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** With its findings as this makes them. */
    public Comparison with(UnaryOperator<Finding> shown) {
        return new Comparison(map, start, end, records, counts, findings.stream().map(shown).toList(), broken);
    }

    /** With so many more records, and what was found in them. */
    Comparison and(long more, Collection<Finding> found) {
        var all = new EnumMap<Kind, Long>(Kind.class);
        all.putAll(counts);
        var kept = new LinkedHashSet<>(findings);
        for (var finding : found) {
            if (all.merge(finding.kind(), 1L, Long::sum) <= MOST_FINDINGS) kept.add(finding);
        }
        return new Comparison(map, start, end, records + more, Map.copyOf(all), List.copyOf(kept), broken);
    }

    Comparison over(Optional<String> why) {
        return new Comparison(map, start, Optional.of(Instant.now()), records, counts, findings, why);
    }
}
