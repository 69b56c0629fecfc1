package torg.api.health;

import java.util.List;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;
import torg.api.file.Bytes;

/**
 * The catalogue from which modules can be added: a folder, or a web site, whose address whoever runs the portal has set. Each call looks there anew and may take some seconds.
 * Whether the caller may, whoever calls this has asked. Thread-safe.
 */
@ProviderType
public interface ModuleCatalogue {
    /** Whether one is set. */
    boolean isThere();

    /**
     * The modules whose name or summary holds each of these words, of each the newest version that could be added, and the newest of all where none could; by name.
     *
     * @param words with blanks between, in any case; empty for all
     * @throws torg.api.problem.TorgException CONFLICT {@code modules.no-catalogue} when none is set, or what is there cannot be read
     */
    List<ModuleOffer> search(String words);

    /**
     * Get the jar of a module, for as long as it is used. It is the one of which the catalogue tells, to the byte; it is looked at as any other when it is added.
     *
     * @param version empty for the newest that could be added
     * @param use what is done with it; what it throws is thrown
     * @throws torg.api.problem.TorgException as {@link #search}; NOT_FOUND {@code modules.unknown} when the catalogue has no such module; CONFLICT {@code modules.not-got} when its jar cannot
     *     be got, or is another than the catalogue says
     */
    <T> T with(String name, String version, Function<Bytes, T> use);
}
