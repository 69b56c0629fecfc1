package torg.testkit.oracle;

import java.util.Optional;
import java.util.Set;

/** The rows that rights are about, as plain as they can be looked at. */
public interface Facts {
    /** Keys of all rows of a table. */
    Set<String> keys(String table);

    /** Name of the column that holds a table's key. */
    String key(String table);

    /** A cell; empty where there is no value, or no row. */
    Optional<Object> cell(String table, String key, String column);

    /** Keys of the rows that a lookup or a side of a relationship leads to from a row; none where it is empty. */
    Set<String> from(String table, String key, String step);

    /** The table that a lookup or a side of a relationship leads to. */
    String target(String table, String step);
}
