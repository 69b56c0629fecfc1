package torg.studio.module;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleState;

/**
 * A module as administrators are told of it, wherever they ask.
 *
 * @param name symbolic name, or the file's when it is no bundle
 * @param version empty when it has none
 * @param file name of the jar
 * @param state {@code running}, {@code stopped} by somebody, or {@code waiting}: it does not run although nobody stopped it
 * @param running whether it is up and all that is in it works
 * @param offers interfaces that it serves the house by, without {@code torg.spi.}: {@code view.Component}
 * @param needed those of {@code torg.spi} and {@code torg.api} for which it may not be stopped: it alone offers them
 * @param why why it does not run; empty when it does
 * @param stopped when somebody stopped it, and who; both empty where that is not so, or not known
 * @param origin {@code shipped}, {@code added} by an administrator, or {@code watched}: it lies in a folder that whoever started the portal named
 * @param former version to which one can go back; empty where there is none
 */
public record Module(String name, String version, String file, String state, boolean running, List<String> offers, List<String> needed, List<Why> why, Stopped stopped, String origin, String former) {
    static final String RUNNING = "running";
    static final String STOPPED = "stopped";
    static final String WAITING = "waiting";
    private static final String SPI = "torg.spi.";

    /**
     * That somebody stopped it.
     *
     * @param at a moment in UTC
     * @param by a name for people
     */
    public record Stopped(String at, String by) {}

    /** All of them, those first that do not run although nobody stopped them, by name. */
    static List<Module> all(HouseHealth health) {
        return health.modules().stream().map(Module::of).sorted(Comparator.comparing((Module module) -> !module.state.equals(WAITING)).thenComparing(Module::name)).toList();
    }

    private static Module of(ModuleState state) {
        var stopped = state.stopped().map(by -> new Stopped(by.at().map(Instant::toString).orElse(""), by.by()));
        return new Module(state.name(), state.version(), state.file(), state.running() ? RUNNING : stopped.isPresent() ? STOPPED : WAITING, state.running(),
                state.offers().stream().map(name -> name.replace(SPI, "")).toList(), state.needed(), Why.of(state.reasons()), stopped.orElse(new Stopped("", "")),
                state.origin().name().toLowerCase(Locale.ROOT), state.former().orElse(""));
    }

    /** Whether it may be stopped now. */
    boolean mayStop() {
        return running && needed.isEmpty();
    }

    boolean isAdded() {
        return origin.equals("added");
    }

    boolean isStopped() {
        return state.equals(STOPPED);
    }
}
