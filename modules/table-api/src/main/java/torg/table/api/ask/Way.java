package torg.table.api.ask;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Table;

/**
 * From the rows of a table to others: by a lookup to the one it points to, or back to the many that point here. OData calls it a navigation property and
 * keeps one name for one thing; a lookup's column has its name already, and holds the key. So the way has one that no column can have, with a capital letter.
 *
 * @param name {@code accountRow} for the lookup {@code account}; {@code salesorderdetailBySalesorder} for rows of {@code salesorderdetail} whose lookup
 *     {@code salesorder} points here
 * @param to the table it leads to
 * @param lookup the column that points: of the table it begins at for one row, of {@code to} for many
 */
public record Way(String name, Table to, Column lookup, boolean many) {
    static final String ROW = "Row";

    /** The column that holds the keys of the rows the way begins at, or for one row the keys it leads to. */
    public String by() {
        return many ? lookup.name() : to.key();
    }

    /** Rows from which this way to many leads to some row that is so. */
    Condition some(Condition condition) {
        return new Condition.Some(to.name(), lookup.name(), condition);
    }

    /** The name of the way back, which begins where this one leads to. */
    public String partner(Table from) {
        return many ? lookup.name() + ROW : back(from, lookup);
    }

    /**
     * Every way this caller may follow: the column that points and the table it leads to may be read.
     *
     * @return those to one row in the order of the columns, then those to many by table and column
     */
    public static List<Way> all(ReadablePaths paths) {
        return Stream.concat(single(paths), back(paths)).toList();
    }

    /**
     * The way of this name. Whoever does without {@code $metadata} may write the lookup alone, {@code account}, or the table alone where one lookup of it points here.
     *
     * @return empty when there is none, or none that the caller may follow
     */
    public static Optional<Way> find(ReadablePaths paths, String name) {
        var all = all(paths);
        return all.stream().filter(way -> way.name.equals(name)).findFirst()
                .or(() -> all.stream().filter(way -> !way.many && way.lookup.name().equals(name)).findFirst())
                .or(() -> Optional.of(all.stream().filter(way -> way.many && way.to.name().equals(name)).toList()).filter(back -> back.size() == 1).map(List::getFirst));
    }

    private static Stream<Way> single(ReadablePaths paths) {
        return paths.table().columns().values().stream().filter(column -> column.target().isPresent() && reads(paths, paths.table(), column))
                .flatMap(column -> readable(paths, column.target().get()).map(to -> new Way(column.name() + ROW, to, column, false)).stream());
    }

    private static Stream<Way> back(ReadablePaths paths) {
        return paths.tables().schema().tables().values().stream().flatMap(from -> from.columns().values().stream()
                .filter(column -> column.target().filter(paths.table().name()::equals).isPresent() && reads(paths, from, column))
                .flatMap(column -> readable(paths, from.name()).map(to -> new Way(back(from, column), to, column, true)).stream()));
    }

    private static boolean reads(ReadablePaths paths, Table table, Column column) {
        return paths.tables().mayUse(paths.caller(), ColumnPrivilege.READ, table.name(), column.name());
    }

    private static Optional<Table> readable(ReadablePaths paths, String table) {
        return paths.tables().schema().find(table).filter(found -> !found.internal() && paths.tables().may(paths.caller(), Privilege.READ, found.name()));
    }

    private static String back(Table from, Column lookup) {
        return from.name() + "By" + Character.toUpperCase(lookup.name().charAt(0)) + lookup.name().substring(1);
    }
}
