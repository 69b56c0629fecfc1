package torg.pages.former;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The addresses that pages of a site have and had. Immutable.
 *
 * @param known by address
 */
record Memory(Map<String, Known> known) {
    /** Addresses without a page that are remembered, the newest. */
    static final int MOST_GONE = 1_000;

    Memory {
        known = Map.copyOf(known);
    }

    /** Where the page is that was at this address; empty when that is not certain. */
    Optional<String> now(String address) {
        return Optional.ofNullable(known.get(address)).flatMap(Known::now);
    }

    /** Whether a page was at this address of which nobody knows where it is. */
    boolean isLost(String address) {
        return known.containsKey(address) && known.get(address).gone().isPresent() && known.get(address).now().isEmpty();
    }

    /**
     * The memory once these pages are there, and no others. A page that went is one of them when a single one has a marker of it, or else says the very same, which no other that went did.
     * An address leads to where the page is, never to another that leads on, so none leads in a circle.
     */
    Memory with(Map<String, Mark> present, Instant at) {
        var lost = new HashMap<String, Known>();
        var led = new HashMap<String, Known>();
        known.forEach((address, before) -> {
            if (present.containsKey(address)) return;
            if (before.now().isPresent()) led.put(address, before);
            else lost.put(address, new Known(before.mark(), Optional.empty(), before.gone().or(() -> Optional.of(at))));
        });
        var then = new HashMap<String, Known>();
        var found = new Found(present, lost);
        lost.forEach((address, before) -> then.put(address, found.of(before.mark()).map(before::at).orElse(before)));
        led.forEach((address, before) -> then.put(address, before.now().map(then::get).flatMap(Known::now).map(before::at).orElse(before)));
        then.entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.comparing(one -> one.gone().orElseThrow()))).limit(Math.max(0, then.size() - MOST_GONE)).map(Map.Entry::getKey).toList()
                .forEach(then::remove);
        present.forEach((address, mark) -> {
            var before = known.get(address);
            then.put(address, before != null && before.isHere(mark) ? before : Known.here(mark));
        });
        return new Memory(then);
    }

    /** Which page is which. */
    private static final class Found {
        private final Map<String, Set<String>> byMarker;
        private final Map<String, Set<String>> byPrint;
        private final Map<String, Set<String>> lostByPrint;

        Found(Map<String, Mark> present, Map<String, Known> lost) {
            var marks = lost.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().mark()));
            this.lostByPrint = by(marks, mark -> Set.of(mark.print()), _ -> true);
            this.byPrint = by(present, mark -> Set.of(mark.print()), lostByPrint::containsKey);
            this.byMarker = by(present, Mark::markers, marks.values().stream().flatMap(mark -> mark.markers().stream()).collect(Collectors.toSet())::contains);
        }

        Optional<String> of(Mark lost) {
            return only(lost.markers().stream().map(byMarker::get).filter(Objects::nonNull).flatMap(Set::stream).collect(Collectors.toSet()))
                    .or(() -> lostByPrint.get(lost.print()).size() == 1 ? only(byPrint.getOrDefault(lost.print(), Set.of())) : Optional.empty());
        }

        private static Optional<String> only(Set<String> addresses) {
            return addresses.size() == 1 ? Optional.of(addresses.iterator().next()) : Optional.empty();
        }

        /** Those that are asked for, which after most edits are none of thousands. */
        private static Map<String, Set<String>> by(Map<String, Mark> marks, Function<Mark, Set<String>> names, Predicate<String> asked) {
            var addresses = new HashMap<String, Set<String>>();
            marks.forEach((address, mark) -> names.apply(mark).stream().filter(asked).forEach(name -> addresses.computeIfAbsent(name, _ -> new HashSet<>()).add(address)));
            return addresses;
        }
    }
}
