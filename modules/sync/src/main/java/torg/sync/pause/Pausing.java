package torg.sync.pause;

import java.time.Instant;
import java.util.Locale;
import torg.sync.map.TableMap;

/**
 * That an administrator let something stand still.
 *
 * @param scope what the name is of
 * @param by who, for people
 * @param note why
 */
public record Pausing(Scope scope, String name, String by, Instant since, String note) {
    /** What stands still. */
    public enum Scope {
        /** One map, with that of its parts. */
        MAP,
        /** All maps of a connector. */
        CONNECTOR;

        /** As it is written for programs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether nothing is read or sent by this map. */
    boolean holds(TableMap map) {
        return switch (scope) {
            case MAP -> name.equals(map.name()) || map.partOf().filter(name::equals).isPresent();
            case CONNECTOR -> name.equals(map.connector());
        };
    }
}
