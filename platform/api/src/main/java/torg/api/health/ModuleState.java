package torg.api.health;

import java.util.List;

/**
 * A module of the folder and how it is.
 *
 * @param name bundle symbolic name, or the file name when it is no bundle
 * @param version its version, or empty
 * @param file name of the jar
 * @param running whether it is up and all its components are satisfied
 * @param reasons why not, in words, one a line, each further level of causes set in by two blanks; empty when running
 * @param offers interfaces of {@code torg.spi} that it has services of at this moment, by full name, sorted
 */
public record ModuleState(String name, String version, String file, boolean running, List<String> reasons, List<String> offers) {
    /** Keeps copies. */
    public ModuleState {
        reasons = List.copyOf(reasons);
        offers = List.copyOf(offers);
    }
}
