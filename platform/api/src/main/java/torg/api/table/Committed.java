package torg.api.table;

import java.util.Set;

/**
 * An entry of the change feed: a row changed, and the change is on disk.
 *
 * @param sequence grows with every entry, without promise of being gapless
 * @param columns names of the columns that got another value; all of the table's for a created row, none for a deleted one; of a row that
 *     was linked or is linked no more, the name its table has for the relationship
 * @param origin where it came from, see {@link Write#origin}
 * @param caller kind and name of who did it: {@code contact:ALFKI-2} with the contact's key, {@code service:sync}, {@code anonymous:anonymous};
 *     {@code contact:ALFKI-2 by NWND-1} where another contact worked in that one's place
 */
public record Committed(long sequence, String table, String key, Kind kind, Set<String> columns, String origin, String caller) {
    public Committed {
        columns = Set.copyOf(columns);
    }

    /** What happened to the row. */
    public enum Kind {
        /** There is a new one. */
        CREATED,
        /** It has other values. */
        UPDATED,
        /** It is gone. */
        DELETED
    }
}
