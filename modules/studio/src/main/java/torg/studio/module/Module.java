package torg.studio.module;

import java.util.Comparator;
import java.util.List;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleState;

/**
 * A module as administrators are told of it, wherever they ask.
 *
 * @param name symbolic name, or the file's when it is no bundle
 * @param version empty when it has none
 * @param file name of the jar
 * @param running whether it is up and all that is in it works
 * @param offers interfaces that it serves the house by, without {@code torg.spi.}: {@code view.Component}
 * @param why why it does not run; empty when it does
 */
public record Module(String name, String version, String file, boolean running, List<String> offers, List<Why> why) {
    private static final String SPI = "torg.spi.";

    /** All of them, those first that do not run, by name. */
    static List<Module> all(HouseHealth health) {
        return health.modules().stream().map(Module::of).sorted(Comparator.comparing(Module::running).thenComparing(Module::name)).toList();
    }

    private static Module of(ModuleState state) {
        return new Module(state.name(), state.version(), state.file(), state.running(), state.offers().stream().map(name -> name.replace(SPI, "")).toList(), Why.of(state.reasons()));
    }
}
