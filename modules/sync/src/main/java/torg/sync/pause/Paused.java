package torg.sync.pause;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;

/** Everything that stands still at one moment, the longest first. */
public record Paused(List<Pausing> all) {
    public Paused {
        all = all.stream().sorted(Comparator.comparing(Pausing::since)).toList();
    }

    /** Why nothing is read or sent by this map, for the longest time; empty when it goes on. */
    public Optional<Pausing> of(TableMap map) {
        return all.stream().filter(pausing -> pausing.holds(map)).findFirst();
    }

    /** Tables of whose documents none is sent. */
    public Set<String> tables(TableMaps maps) {
        return maps.maps().stream().filter(map -> map.partOf().isEmpty() && of(map).isPresent()).map(TableMap::table).collect(Collectors.toSet());
    }
}
