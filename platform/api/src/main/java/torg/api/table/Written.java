package torg.api.table;

import java.util.List;

/**
 * What a {@link Write} left.
 *
 * @param keys of the rows, one per change, in order; of two rows that were linked, the first
 * @param replayed whether this very write had happened before and nothing was done now
 */
public record Written(List<String> keys, boolean replayed) {
    public Written {
        keys = List.copyOf(keys);
    }
}
