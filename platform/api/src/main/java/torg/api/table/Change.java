package torg.api.table;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One change to one row. Values are by column name and in the column's Java type; null or an empty text empties the cell; a file
 * is given as an {@link torg.api.file.Upload}, whose bytes are read before this returns. What is refused, and how, is
 * told at {@link Tables#write}.
 */
public sealed interface Change {
    /** Name of the table. */
    String table();

    /**
     * A new row. The key is in the values, or made by the store when the key column is an autonumber; one that exists is a CONFLICT. A later change of
     * the same {@link Write} may refer to it: see {@link Made}.
     */
    record Create(String table, Map<String, Object> values) implements Change {
        public Create {
            values = copy(values);
        }
    }

    /** New values for some columns, the others stay; with a version, only if the row still has it (else STALE). */
    record Update(String table, String key, OptionalLong version, Map<String, Object> values) implements Change {
        public Update {
            values = copy(values);
        }

        /** Whatever version the row has. */
        public Update(String table, String key, Map<String, Object> values) {
            this(table, key, OptionalLong.empty(), values);
        }
    }

    /** Create, or update where the key exists; a row that already holds these values is left alone, and no change is recorded. */
    record Put(String table, String key, Map<String, Object> values) implements Change {
        public Put {
            values = copy(values);
        }
    }

    /** The row goes, and its parts with it; a CONFLICT while other rows look it up. With a version, only if the row still has it (else STALE). */
    record Delete(String table, String key, OptionalLong version) implements Change {
        /** Whatever version the row has. */
        public Delete(String table, String key) {
            this(table, key, OptionalLong.empty());
        }
    }

    /**
     * Link two rows by an N:N relationship; where they are linked already, nothing happens. Rows, and their versions, stay as they are. Both rows have to
     * be there for the caller; {@code row} needs APPEND, {@code other} APPEND_TO, both asked of the rows as they were. Either side may be named first.
     *
     * @param relationship its name in {@code table}, see {@link Table#relationships}
     * @param other a row of the relationship's target
     */
    record Associate(String table, Ref row, String relationship, Ref other) implements Change {
        /** Two rows that are there. */
        public Associate(String table, String key, String relationship, String other) {
            this(table, new Key(key), relationship, new Key(other));
        }
    }

    /** End the link of two rows; where there is none, nothing happens. Needs what {@link Associate} needs. */
    record Disassociate(String table, Ref row, String relationship, Ref other) implements Change {
        /** Two rows that are there. */
        public Disassociate(String table, String key, String relationship, String other) {
            this(table, new Key(key), relationship, new Key(other));
        }
    }

    /** Which row. */
    sealed interface Ref {}

    /** One that is there before the write. */
    record Key(String key) implements Ref {}

    /**
     * A value that stands for the key of the row made by an earlier change of the same write (0 is the first change). One that names no earlier change is
     * MALFORMED {@code table.wrong-reference}.
     */
    record Made(int change) implements Ref {}

    private static Map<String, Object> copy(Map<String, Object> values) {
        return Collections.unmodifiableMap(new HashMap<>(values));
    }
}
