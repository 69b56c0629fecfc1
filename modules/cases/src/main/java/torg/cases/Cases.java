package torg.cases;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kinds of cases of a site, by name. */
record Cases(SortedMap<String, CaseKind> byName) {
    Cases {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    Optional<CaseKind> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<CaseKind> all() {
        return List.copyOf(byName.values());
    }
}
