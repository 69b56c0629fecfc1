package torg.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import torg.api.file.Bytes;

/**
 * Adds modules and removes them, stops them and starts them again, and says how they are set. What was added lies in a folder of the data folder and stays over upgrades. What
 * was stopped stays so over restarts, and when its jar is replaced. Whether the caller may, whoever calls this has asked; what
 * becomes of it {@link HouseHealth#modules} says, for it is done as soon as the request that asks for it is answered: no request meets a house in between. Thread-safe.
 */
@ProviderType
public interface ModuleControl {
    /**
     * Stop a module.
     *
     * @param by who says so, for people
     * @throws torg.api.problem.TorgException NOT_FOUND {@code modules.unknown}; CONFLICT {@code modules.stopped} when it is already, {@code modules.needed} for one without which the
     *     portal cannot answer ({@link ModuleState#needed}), {@code modules.unwritten} when the file that remembers it cannot be read or written
     */
    void stop(String name, String by);

    /**
     * Let a module run that somebody stopped.
     *
     * @throws torg.api.problem.TorgException CONFLICT {@code modules.not-stopped} when nobody did, {@code modules.unwritten} as for {@link #stop}
     */
    void start(String name);

    /**
     * What a jar would be if it were added; nothing is changed.
     *
     * @throws torg.api.problem.TorgException CONFLICT {@code modules.unwritten} as for {@link #add}
     */
    ModuleProposal examine(Bytes jar);

    /**
     * Add a module, or put another version in the place of the one that is there. The jar that was added before under this name is kept, for {@link #back}.
     *
     * @return what was added
     * @throws torg.api.problem.TorgException CONFLICT {@code modules.refused} with what {@link ModuleProposal#refused} says; {@code modules.unwritten} when it cannot be written, or there is
     *     no folder for it
     */
    ModuleProposal add(Bytes jar);

    /**
     * Remove a module that was added, and what is kept of it for going back. Where one of the same name ships, that one runs again.
     *
     * @throws torg.api.problem.TorgException NOT_FOUND {@code modules.unknown}; CONFLICT {@code modules.ships} for one that was not added, which can be stopped; {@code modules.needed} as for
     *     {@link #stop} where nothing would run in its place; {@code modules.unwritten}
     */
    void remove(String name);

    /**
     * Go back to the jar that was added before the one that is there; a second time leads forward again.
     *
     * @throws torg.api.problem.TorgException NOT_FOUND {@code modules.unknown}; CONFLICT {@code modules.no-former} when there is none; {@code modules.refused} as for {@link #add};
     *     {@code modules.unwritten}
     */
    void back(String name);

    /** The settings that a module declares, by file, in its order; none where it does not run. */
    List<ModuleSetting> settings(String name);
}
