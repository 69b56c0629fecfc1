package torg.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Stops modules and starts them again, and says how they are set. What was stopped stays so over restarts, and when its jar is replaced. Whether the caller may, whoever calls this has asked; what
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

    /** The settings that a module declares, by file, in its order; none where it does not run. */
    List<ModuleSetting> settings(String name);
}
