package torg.table.api.ask;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Relationship;
import torg.api.table.Table;

/**
 * From the rows of a table to others: by a lookup to the one it points to, back to the many that point here, or to the many that are linked by an N:N relationship.
 * OData calls it a navigation property and keeps one name for one thing; a lookup's column has its name already, and holds the key. So the way has one that no column
 * can have, with a capital letter. A polymorphic lookup is a way for each of its targets.
 */
public sealed interface Way {
    /** What stands behind a lookup in the name of the way to its row. */
    String ROW = "Row";

    /** Its name, which no column of the table has. */
    String name();

    /** The table it leads to. */
    Table to();

    /** What is asked of the table it leads to: which column or relationship holds these keys. For one row its own key, for many the keys of the rows the way begins at. */
    String by();

    /** The name of the way back, which begins where this one leads to. */
    String partner();

    /** Whether it leads to any number of rows. */
    default boolean many() {
        return this instanceof Many;
    }

    /** To the row a lookup points to: {@code accountRow} for the lookup {@code account}. */
    record One(String name, Table from, Table to, Column lookup) implements Way {
        @Override
        public String by() {
            return to.key();
        }

        @Override
        public String partner() {
            return back(from, lookup);
        }
    }

    /** To any number of rows. */
    sealed interface Many extends Way {
        /** The rows it leads to from the row of this key. */
        Condition among(String key);

        /**
         * The rows from which it leads to some row that is so.
         *
         * @param at lookups with points between to the row it begins at; empty for this one
         */
        Condition.Hop some(String at, Condition condition);
    }

    /** To the rows that point here: {@code salesorderdetailBySalesorder} for rows of {@code salesorderdetail} by their lookup {@code salesorder}. */
    record Back(String name, Table to, Column lookup) implements Many {
        @Override
        public String by() {
            return lookup.name();
        }

        @Override
        public String partner() {
            return lookup.name() + ROW;
        }

        @Override
        public Condition among(String key) {
            return Condition.eq(lookup.name(), key);
        }

        @Override
        public Condition.Hop some(String at, Condition condition) {
            return new Condition.Some(at, to.name(), lookup.name(), condition);
        }
    }

    /** To the rows that are linked with this one; an N:N relationship has a name that no column has. */
    record Linked(Table from, Table to, Relationship relationship) implements Many {
        @Override
        public String name() {
            return relationship.name();
        }

        @Override
        public String by() {
            return relationship.inverse();
        }

        @Override
        public String partner() {
            return relationship.inverse();
        }

        @Override
        public Condition among(String key) {
            return new Condition.Linked(relationship.inverse(), Condition.eq(from.key(), key));
        }

        @Override
        public Condition.Hop some(String at, Condition condition) {
            return new Condition.Linked(at.isEmpty() ? relationship.name() : at + "." + relationship.name(), condition);
        }
    }

    /**
     * Every way this caller may follow: the table it leads to may be read, and the column that points.
     *
     * @return those to one row in the order of the columns, then those of relationships by name, then those to rows that point here by table and column
     */
    static List<Way> all(ReadablePaths paths) {
        return Stream.of(single(paths), linked(paths), back(paths)).flatMap(ways -> ways).toList();
    }

    /**
     * The way of this name. Whoever does without {@code $metadata} may write the lookup alone, {@code account}, or the table alone where one lookup of it points here.
     *
     * @return empty when there is none, or none that the caller may follow
     */
    static Optional<Way> find(ReadablePaths paths, String name) {
        var all = all(paths);
        return all.stream().filter(way -> way.name().equals(name)).findFirst()
                .or(() -> all.stream().filter(way -> way instanceof One one && one.lookup.name().equals(name)).findFirst())
                .or(() -> Optional.of(all.stream().filter(way -> way instanceof Back && way.to().name().equals(name)).toList()).filter(back -> back.size() == 1).map(List::getFirst));
    }

    private static Stream<Way> single(ReadablePaths paths) {
        return paths.table().columns().values().stream().filter(column -> column.target().isPresent() && reads(paths, paths.table(), column))
                .flatMap(column -> readable(paths, column.target().get()).map(to -> new One(column.name() + ROW, paths.table(), to, column)).stream());
    }

    private static Stream<Way> linked(ReadablePaths paths) {
        return paths.table().relationships().values().stream().flatMap(side -> readable(paths, side.target()).map(to -> new Linked(paths.table(), to, side)).stream());
    }

    private static Stream<Way> back(ReadablePaths paths) {
        return paths.tables().schema().tables().values().stream().flatMap(from -> from.columns().values().stream()
                .filter(column -> column.target().filter(paths.table().name()::equals).isPresent() && reads(paths, from, column))
                .flatMap(column -> readable(paths, from.name()).map(to -> new Back(back(from, column), to, column)).stream()));
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
