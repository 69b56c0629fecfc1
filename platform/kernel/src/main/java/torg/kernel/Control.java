package torg.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.file.Bytes;
import torg.api.health.ModuleControl;
import torg.api.health.ModuleProposal;
import torg.api.health.ModuleSetting;
import torg.api.health.ModuleState;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** Adds modules and removes them, stops them and starts them again: it writes what is wished, and the kernel follows. */
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
        demandUnneeded(name, known(name).toList());
        kernel.stops().put(name, by);
        kernel.lookSoon();
    }

    private static void demandUnneeded(String name, List<ModuleState> states) {
        var needed = states.stream().flatMap(state -> state.needed().stream()).toList();
        if (!needed.isEmpty()) throw conflict("modules.needed",
                "the portal cannot answer without module '" + name + "': nobody else offers " + String.join(", ", needed), "put another one in its place");
    }

    @Override
    public synchronized void start(String name) {
        if (!kernel.stops().now().containsKey(name)) throw conflict("modules.not-stopped", "nobody stopped module '" + name + "'", "");
        kernel.stops().remove(name);
        kernel.lookSoon();
    }

    @Override
    public ModuleProposal examine(Bytes jar) {
        return kernel.added().examine(jar);
    }

    @Override
    public synchronized ModuleProposal add(Bytes jar) {
        var proposal = kernel.added().add(jar);
        kernel.lookSoon();
        return proposal;
    }

    @Override
    public synchronized void remove(String name) {
        demandAdded(name);
        // The one that ships takes its place; where none does, it is as if it were stopped.
        if (!kernel.hasUnder(name)) demandUnneeded(name, known(name).toList());
        kernel.added().remove(name);
        kernel.lookSoon();
    }

    @Override
    public synchronized void back(String name) {
        demandAdded(name);
        kernel.added().back(name);
        kernel.lookSoon();
    }

    private void demandAdded(String name) {
        if (kernel.added().current(name).isPresent()) return;
        known(name);
        throw conflict("modules.ships", "module '" + name + "' was not added by an administrator", "it can be stopped");
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
