package torg.spi.table;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.table.Table;

/** Brings tables of a module's own ({@link Table#internal}). Asked once when the module comes; the tables stay when it goes. */
@ConsumerType
public interface TableSource {
    /** Internal tables; names start with the module's name, {@code identity_session}. */
    List<Table> tables();
}
