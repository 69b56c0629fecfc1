package torg.site;

import java.util.Comparator;
import java.util.Map;

/** The order of services of one kind: the higher ranking first, then the older one. */
record Rank(int ranking, long id) implements Comparable<Rank> {
    static Rank of(Map<String, ?> properties) {
        var ranking = properties.get("service.ranking") instanceof Integer given ? given : 0;
        return new Rank(ranking, (Long) properties.get("service.id"));
    }

    @Override
    public int compareTo(Rank other) {
        return Comparator.comparingInt(Rank::ranking).reversed().thenComparingLong(Rank::id).compare(this, other);
    }
}
