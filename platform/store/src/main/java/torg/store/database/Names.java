package torg.store.database;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jooq.Name;
import org.jooq.impl.DSL;
import torg.api.table.Column;

/** Names in the database. Tables and columns are called as in their documents; what belongs to them is called after them, with
 * points between, which no name of a document has. */
public final class Names {
    public static final String VERSION = "torg_version";
    /** What begins so is the store's own. */
    public static final String OURS = "torg_";
    /** How names of indexes begin that hold rows apart. */
    private static final int LONGEST = 60;

    private Names() {}

    /** A name as it stands in the database: always quoted, so that no name is a key word. */
    public static Name quoted(String... parts) {
        return DSL.name(parts);
    }

    /** Pages are ordered by key at the end, so an index that ends in the key gives them in order. */
    public static List<String> ending(List<String> index, String key) {
        return index.contains(key) ? index : Stream.concat(index.stream(), Stream.of(key)).toList();
    }

    public static String primaryKey(String table, String column) {
        return of("pk", table, column);
    }

    public static String unique(String table, List<String> columns) {
        return of("uq", table, String.join(".", columns));
    }

    public static String lookup(String table, String column, String target) {
        return of("fk", table, column, target);
    }

    /** The table of an N:N relationship's links. */
    public static String links(String table, String relationship) {
        return of("nn", table, relationship);
    }

    /** One of its two columns as a key of a table. */
    public static String linked(String table, String relationship, String column, String target) {
        return of("nn", table, relationship, column, target);
    }

    public static String index(String table, List<String> columns) {
        return of("ix", table, String.join(".", columns));
    }

    /** That at most one lookup of a polymorphic one has a value. */
    public static String oneTarget(String table, String column, List<Column> lookups) {
        return of("one", table, column, lookups.stream().map(lookup -> lookup.target().orElseThrow()).collect(Collectors.joining(".")));
    }

    public static String sequence(String table, String column) {
        return of("no", table, column);
    }

    /** PostgreSQL cuts names after 63 bytes; a long one ends in its checksum. */
    private static String of(String... parts) {
        var name = String.join(".", parts);
        if (name.length() <= LONGEST) return name;
        var sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.US_ASCII));
        return name.substring(0, LONGEST - 9) + "." + Long.toHexString(0x100000000L | sum.getValue()).substring(1);
    }
}
