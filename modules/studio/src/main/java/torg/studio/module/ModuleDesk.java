package torg.studio.module;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.file.Bytes;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleCatalogue;
import torg.api.health.ModuleControl;
import torg.api.health.ModuleOffer;
import torg.api.health.ModuleProposal;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.spi.identity.Entrance;

/** The one way by which administrators look at modules, add and remove them, stop them and start them: rooms and resources ask here. What is done is told to the audit log first. */
@Component(service = ModuleDesk.class)
public final class ModuleDesk {
    private final HouseHealth health;
    private final ModuleControl control;
    private final ModuleCatalogue catalogue;
    private final AuditLog log;

    /** Says who proved of late who they are; without it nobody did. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile Entrance entrance;

    @Activate
    public ModuleDesk(@Reference HouseHealth health, @Reference ModuleControl control, @Reference ModuleCatalogue catalogue, @Reference AuditLog log) {
        this.health = health;
        this.control = control;
        this.catalogue = catalogue;
        this.log = log;
    }

    static boolean isFor(Request request) {
        return request.site().settings().isAdministrator(request.caller());
    }

    /**
     * Every module, those first that do not run.
     *
     * @throws TorgException SIGN_IN {@code modules.sign-in} or DENIED {@code modules.denied} when the caller is no administrator
     */
    List<Module> all(Request request) {
        admit(request);
        return Module.all(health);
    }

    /**
     * What goes by this name, which is more than one where a second jar of it was refused.
     *
     * @throws TorgException as {@link #all}; NOT_FOUND {@code modules.unknown} for none
     */
    List<Module> named(Request request, String name) {
        var found = all(request).stream().filter(module -> module.name().equals(name)).toList();
        if (found.isEmpty()) throw TorgException.of(ProblemKind.NOT_FOUND, "modules.unknown", "no module has this name").help("torg module list says which there are");
        return found;
    }

    /**
     * How a module is set.
     *
     * @throws TorgException as {@link #named}
     */
    List<Setting> settings(Request request, String name) {
        named(request, name);
        return control.settings(name).stream().map(Setting::of).toList();
    }

    /** Whether who asks is an administrator in a session of their own and proved of late who they are: nobody else stops or starts anything. */
    boolean isFresh(Request request) {
        var known = entrance;
        return isFor(request) && known != null && request.caller().inPerson() && request.csrf().filter(csrf -> known.isFresh(request.caller(), csrf)).isPresent();
    }

    /**
     * Stop a module, as soon as this request is answered.
     *
     * @throws TorgException as {@link #named}; DENIED {@code modules.prove}; what {@link ModuleControl#stop} throws
     */
    void stop(Request request, String name) {
        demand(request, name);
        log.telling(Act.done("module-stopped").with(name), () -> control.stop(name, request.caller().name()));
    }

    /**
     * Let a module run that somebody stopped.
     *
     * @throws TorgException as {@link #named}; DENIED {@code modules.prove}; what {@link ModuleControl#start} throws
     */
    void start(Request request, String name) {
        demand(request, name);
        log.telling(Act.done("module-started").with(name), () -> control.start(name));
    }

    /**
     * Add a module, or another version of one. The audit log is told which, by its digest too, also when it is refused.
     *
     * @throws TorgException as {@link #all}; DENIED {@code modules.prove}; what {@link ModuleControl#add} throws
     */
    ModuleProposal add(Request request, Bytes jar) {
        admit(request);
        demandProof(request);
        var proposal = control.examine(jar);
        log.telling(Act.done("module-added").with((proposal.name() + " " + proposal.version() + " " + proposal.digest()).strip()), () -> control.add(jar));
        return proposal;
    }

    /**
     * What a jar is, what it wants to act with and whether it would be taken, before anybody adds it; nothing of it runs.
     *
     * @throws TorgException as {@link #all}; DENIED {@code modules.prove}
     */
    ModuleProposal look(Request request, Bytes jar) {
        admit(request);
        demandProof(request);
        return control.examine(jar);
    }

    /** Whether there is a catalogue to add from. */
    boolean hasCatalogue() {
        return catalogue.isThere();
    }

    /**
     * What the catalogue has by these words.
     *
     * @throws TorgException as {@link #all}; what {@link ModuleCatalogue#search} throws
     */
    List<ModuleOffer> search(Request request, String words) {
        admit(request);
        return catalogue.search(words);
    }

    /**
     * Add a module of the catalogue, as {@link #add(Request, Bytes)}.
     *
     * @param version empty for the newest that fits
     * @throws TorgException as {@link #add(Request, Bytes)}; what {@link ModuleCatalogue#with} throws
     */
    ModuleProposal add(Request request, String name, String version) {
        admit(request);
        demandProof(request);
        return catalogue.with(name, version, jar -> add(request, jar));
    }

    /**
     * Remove a module that was added.
     *
     * @throws TorgException as {@link #named}; DENIED {@code modules.prove}; what {@link ModuleControl#remove} throws
     */
    void remove(Request request, String name) {
        demand(request, name);
        log.telling(Act.done("module-removed").with(name), () -> control.remove(name));
    }

    /**
     * Go back to the version that was added before.
     *
     * @throws TorgException as {@link #named}; DENIED {@code modules.prove}; what {@link ModuleControl#back} throws
     */
    void back(Request request, String name) {
        demand(request, name);
        log.telling(Act.done("module-taken-back").with(name), () -> control.back(name));
    }

    private void demand(Request request, String name) {
        named(request, name);
        demandProof(request);
    }

    private void demandProof(Request request) {
        if (!isFresh(request)) {
            throw TorgException.of(ProblemKind.DENIED, "modules.prove", "whoever changes modules has to prove in person who they are, and it is too long ago that you did")
                    .help("prove it once more at " + Entrance.again(request, request.link("/")));
        }
    }

    private static void admit(Request request) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "modules.sign-in", "modules are shown to administrators who signed in");
        if (!isFor(request)) throw TorgException.of(ProblemKind.DENIED, "modules.denied", "modules are shown to administrators");
    }
}
