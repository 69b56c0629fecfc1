package torg.order.notifications;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What people of the site are told, by name. */
record Events(SortedMap<String, Event> byName) {
    Events {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    /** Empty for one that its document no longer describes. */
    Optional<Event> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<Event> all() {
        return List.copyOf(byName.values());
    }
}
