package torg.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import torg.api.health.ModuleState;
import torg.api.health.Status;
import torg.spi.health.HealthCheck;

/**
 * How the modules are. NOT_READY only until those that lay in the folders at the start have been tried: later, a module that does not run is for somebody
 * to look at, and no reason to send customers away. Whoever cannot work without it says NOT_READY for itself.
 *
 * @param watched whether the folders are still looked at
 * @param trouble what is wrong with what people wished of modules: the file of those that somebody stopped, or one that was added and is outdated
 * @param looked whether everything that lay there at the start has been tried
 */
record ModulesCheck(BooleanSupplier watched, BooleanSupplier looked, Supplier<List<ModuleState>> modules, Supplier<Optional<Status>> trouble) implements HealthCheck {
    @Override
    public String name() {
        return "modules";
    }

    @Override
    public Status check() {
        if (!watched.getAsBoolean()) return new Status(looked.getAsBoolean() ? Status.Level.WARN : Status.Level.NOT_READY,
                "nobody looks at the module folders any more", "restart the portal; the log says what ended it");
        if (!looked.getAsBoolean()) return Status.notReady("the modules are being started", "wait a moment");
        var states = modules.get();
        var trouble = this.trouble.get();
        if (trouble.isPresent()) return trouble.get();
        var still = states.stream().filter(state -> state.stopped().isPresent()).count();
        var down = states.stream().filter(state -> !state.running() && state.stopped().isEmpty()).toList();
        if (down.isEmpty()) return Status.ok(states.size() - still + " modules run" + (still == 0 ? "" : ", " + still + (still == 1 ? " is" : " are") + " stopped"));
        var names = down.stream().map(ModuleState::file).collect(Collectors.joining(", "));
        return Status.warn(names + (down.size() == 1 ? " does not run: " : " do not run; the first: ") + down.getFirst().reasons().getFirst(),
                "mend the module, or remove its jar");
    }
}
