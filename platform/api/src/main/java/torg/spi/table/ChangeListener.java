package torg.spi.table;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.table.Committed;

/**
 * Hears what was committed on this node, after the commit and before the writer gets its answer. Must be quick and must not write;
 * what it throws is logged and harms nobody. Missed entries can be read again from the feed.
 */
@ConsumerType
public interface ChangeListener {
    /** Entries of one write, in order. */
    void committed(List<Committed> entries);
}
