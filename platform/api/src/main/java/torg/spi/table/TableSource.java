package torg.spi.table;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.table.Table;

/**
 * Brings tables of a module's own ({@link Table#internal}). Asked once when the module comes; the tables stay when it goes, and stay its own. When one of
 * them is not internal, is not named as below, would lose values that are there, or is another module's and this one is held to what it says
 * ({@link torg.api.health.ModuleRights}), none is brought and the log says why. The module is the one that registers it, whatever loaded its class.
 */
@ConsumerType
public interface TableSource {
    /** Internal tables; a name is the module's, an underscore, and what it holds: {@code identity_session}. Names with {@code torg_} are the store's. */
    List<Table> tables();
}
