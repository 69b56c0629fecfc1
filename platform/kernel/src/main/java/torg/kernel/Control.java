package torg.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.health.ModuleControl;
import torg.api.health.ModuleSetting;
import torg.api.health.ModuleState;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** Stops modules and starts them again: it writes what is wished, and the kernel follows. */
@Component(service = ModuleControl.class)
public final class Control implements ModuleControl {
    private final Kernel kernel;
    private final SettingsFolder settings;

    /**
     * @param kernel runs them
     * @param settings knows how they are set
     */
    @Activate
    public Control(@Reference Kernel kernel, @Reference SettingsFolder settings) {
        this.kernel = kernel;
        this.settings = settings;
    }

    @Override
    public synchronized void stop(String name, String by) {
        if (kernel.stops().now().containsKey(name)) throw conflict("modules.stopped", "module '" + name + "' is stopped already", "");
        var needed = known(name).flatMap(state -> state.needed().stream()).toList();
        if (!needed.isEmpty()) throw conflict("modules.needed",
                "the portal cannot answer without module '" + name + "': nobody else offers " + String.join(", ", needed), "put another one in its place");
        kernel.stops().put(name, by);
        kernel.lookSoon();
    }

    @Override
    public synchronized void start(String name) {
        if (!kernel.stops().now().containsKey(name)) throw conflict("modules.not-stopped", "nobody stopped module '" + name + "'", "");
        kernel.stops().remove(name);
        kernel.lookSoon();
    }

    @Override
    public List<ModuleSetting> settings(String name) {
        return kernel.bundle(name).map(settings::of).orElse(List.of());
    }

    /** More than one where a second jar of it was refused. */
    private Stream<ModuleState> known(String name) {
        var found = kernel.modules().stream().filter(state -> state.name().equals(name)).toList();
        if (found.isEmpty()) throw TorgException.of(ProblemKind.NOT_FOUND, "modules.unknown", "no module has this name").help("torg module list says which there are");
        return found.stream();
    }

    private static TorgException conflict(String code, String message, String help) {
        return TorgException.of(ProblemKind.CONFLICT, code, message).help(help);
    }
}
