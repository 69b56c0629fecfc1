package torg.kernel;

import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.health.ModuleControl;
import torg.api.health.ModuleState;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** Stops modules and starts them again: it writes what is wished, and the kernel follows. */
@Component(service = ModuleControl.class)
public final class Control implements ModuleControl {
    private final Kernel kernel;

    /** @param kernel runs them */
    @Activate
    public Control(@Reference Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public void stop(String name, String by) {
        if (kernel.stops().now().containsKey(name)) throw conflict("modules.stopped", "module '" + name + "' is stopped already", "");
        var needed = known(name).flatMap(state -> state.needed().stream()).toList();
        if (!needed.isEmpty()) throw conflict("modules.needed", "the portal cannot answer without module '" + name + "': nobody else offers " + String.join(", ", needed), "put another one in its place");
        kernel.stops().put(name, by);
        kernel.lookSoon();
    }

    @Override
    public void start(String name) {
        if (!kernel.stops().now().containsKey(name)) throw conflict("modules.not-stopped", "nobody stopped module '" + name + "'", "");
        kernel.stops().remove(name);
        kernel.lookSoon();
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
