package torg.store.write;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How often each name came up; of names without end, those beyond a thousand are one. Not thread-safe. */
final class Tally {
    private static final int MOST = 1_000;
    private static final String OTHERS = "others";
    private final Map<String, Long> counts = new HashMap<>();

    void add(String name, long times) {
        counts.merge(known(name), times, Long::sum);
    }

    void add(Tally other) {
        other.counts.forEach(this::add);
    }

    long of(String name) {
        return counts.getOrDefault(known(name), 0L);
    }

    private String known(String name) {
        return counts.containsKey(name) || counts.size() < MOST ? name : OTHERS;
    }

    /** The names that came up most, each with how often: {@code ALFKI-2 x500, ANATR-1 x20}; empty when there are none. */
    String top(int most) {
        var order = Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey());
        return counts.entrySet().stream().sorted(order).limit(most).map(count -> count.getKey() + " x" + count.getValue()).collect(Collectors.joining(", "));
    }
}
