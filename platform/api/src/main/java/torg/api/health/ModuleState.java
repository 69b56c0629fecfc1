package torg.api.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A module of the folder and how it is.
 *
 * @param name bundle symbolic name, or the file name when it is no bundle
 * @param version its version, or empty
 * @param file name of the jar
 * @param running whether it is up and all its components are satisfied
 * @param reasons why not, in words, one a line, each further level of causes set in by two blanks; empty when running
 * @param offers interfaces of {@code torg.spi} that it has services of at this moment, by full name, sorted
 * @param needed why it may not be stopped: interfaces without which the portal cannot answer and that it alone offers, by full name, sorted
 * @param stopped by whom, when it does not run because somebody stopped it
 * @param origin how it came here
 * @param former version to which {@link ModuleControl#back} leads; empty when none is kept
 */
public record ModuleState(String name, String version, String file, boolean running, List<String> reasons, List<String> offers, List<String> needed, Optional<Stopped> stopped, Origin origin,
        Optional<String> former) {
    /** Keeps copies. */
    public ModuleState {
        reasons = List.copyOf(reasons);
        offers = List.copyOf(offers);
        needed = List.copyOf(needed);
    }

    /** One that ships, that nobody stopped, and that may be. */
    public ModuleState(String name, String version, String file, boolean running, List<String> reasons, List<String> offers) {
        this(name, version, file, running, reasons, offers, List.of(), Optional.empty(), Origin.SHIPPED, Optional.empty());
    }

    /** How a module came here. */
    public enum Origin {
        /** With Torg. */
        SHIPPED,
        /** An administrator added it. */
        ADDED,
        /** It lies in a folder that whoever starts the portal named, such as one of a developer. */
        WATCHED
    }

    /**
     * That somebody stopped a module.
     *
     * @param at when; empty where it was written by hand and does not say
     * @param by who, for people; empty where it does not say
     */
    public record Stopped(Optional<Instant> at, String by) {
        /** One sentence for whoever runs the portal. */
        @Override
        public String toString() {
            return "it was stopped" + (by.isEmpty() ? "" : " by " + by) + at.map(when -> " at " + when).orElse("");
        }
    }
}
