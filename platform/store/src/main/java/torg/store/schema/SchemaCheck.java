package torg.store.schema;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Unknown;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Relationship;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.store.database.Cells;

/** Checks what tables say of each other and of their own columns. */
final class SchemaCheck {
    /** PostgreSQL keeps 2,700 bytes of a row in an index, and a character has up to four. */
    private static final int LONGEST_COMPARED = 600;
    private final Schema schema;
    private final Map<String, Position> places;
    private final Problems problems;

    SchemaCheck(Schema schema, Map<String, Position> places, Problems problems) {
        this.schema = schema;
        this.places = places;
        this.problems = problems;
    }

    void check() {
        schema.tables().values().forEach(this::check);
    }

    private void check(Table table) {
        known(table, table.title(), "title");
        table.column(table.title()).filter(column -> column.type() == ColumnType.FILE).ifPresent(column -> problems.error(places.get(TableReader.place(table.name(), "title")), "table.title-file",
                "'title' of table '" + table.name() + "' names '" + column.name() + "', which holds files", "name a column of texts"));
        table.hierarchy().filter(up -> table.column(up).filter(column -> column.target().equals(Optional.of(table.name())) && !column.part()).isEmpty()).ifPresent(up -> {
            var ways = table.columns().values().stream().filter(column -> column.target().equals(Optional.of(table.name()))).map(Column::name).toList();
            problems.error(places.get(TableReader.place(table.name(), "hierarchy")), "table.no-hierarchy", "'" + up + "' of table '" + table.name() + "' is no lookup to the table itself",
                    new Unknown(up, ways), otherwise(ways));
        });
        for (var index : table.indexes()) for (var column : index) indexed(table, column, "indexes");
        for (var key : table.unique()) for (var column : key) indexed(table, column, "unique");
        if (table.columns().keySet().containsAll(table.unique().stream().flatMap(List::stream).toList())) table.uniqueKeys().forEach(key -> unique(table, key));
        if (table.columns().values().stream().filter(Column::part).count() > 1) {
            error(table, "", "table.two-wholes", "rows of table '" + table.name() + "' are parts of more than one row", "leave 'part: true' at one lookup");
        }
        if (partOfItself(table)) error(table, "", "table.part-of-itself", "rows of table '" + table.name() + "' are parts of themselves", "remove one 'part: true'");
        table.columns().values().forEach(column -> check(table, column));
        table.relationships().values().stream().filter(Relationship::described).forEach(side -> check(table, side));
    }

    /** Each side's name is the only one of its table, for what it means has to be clear wherever a path names it. */
    private void check(Table table, Relationship side) {
        var target = schema.tables().get(side.target());
        if (target == null) {
            error(table, side.name(), "table.unknown-target", "relationship '" + side.name() + "' leads to table '" + side.target() + "', which no document describes", side.target(),
                    schema.tables().keySet());
            return;
        }
        taken(table, side, table, side.name());
        taken(table, side, target, side.inverse());
        if (side.seenFromTarget(table.name()).equals(target.relationships().get(side.inverse()))) return;
        error(table, side.name(), "table.name-taken", "table '" + target.name() + "' has another relationship '" + side.inverse() + "' than the other side of '" + side.name() + "'", "give 'inverse:' another name");
    }

    private void taken(Table table, Relationship side, Table owner, String name) {
        if (owner.columns().containsKey(name)) error(table, side.name(), "table.name-taken", "table '" + owner.name() + "' has a column '" + name + "', so no relationship of it can be called so", "give it another name");
    }

    private void check(Table table, Column column) {
        column.target().filter(target -> !schema.tables().containsKey(target)).ifPresent(target -> error(table, column.name(), "table.unknown-target",
                "column '" + column.name() + "' points to table '" + target + "', which no document describes", target, schema.tables().keySet()));
        column.currency().filter(path -> schema.path(table, path).isEmpty()).ifPresent(path -> error(table, column.name(), "table.unknown-currency",
                "column '" + column.name() + "' has its currency in '" + path + "', which is no path from here", path, table.columns().keySet()));
        if (column.type() == ColumnType.AUTONUMBER) format(table, column);
    }

    private void format(Table table, Column column) {
        var format = Numbers.of(column);
        for (var name : format.columns()) {
            if (table.column(name).filter(named -> !named.isCalculated()).isEmpty()) error(table, column.name(), "table.format", "the format of column '" + column.name()
                    + "' names '" + name + "', which is no column that is given a value", name, table.kept().stream().map(Column::name).toList());
            else if (name.equals(column.name())) error(table, column.name(), "table.format", "the format of column '" + name + "' names itself", "name other columns");
        }
        if (format.columns().isEmpty() && format.places() != 1) {
            error(table, column.name(), "table.format", "the format of column '" + column.name() + "' has no single place for the number",
                    "write one run of zeros, such as W000000, or column names in braces");
        }
    }

    private boolean partOfItself(Table table) {
        var seen = new HashSet<String>();
        for (var at = table; at != null; at = at.whole().flatMap(Column::target).map(schema.tables()::get).orElse(null)) {
            if (!seen.add(at.name())) return true;
        }
        return false;
    }

    private void indexed(Table table, String column, String word) {
        known(table, column, word);
        var named = table.column(column);
        if (named.filter(Column::isCalculated).isPresent()) problems.error(places.get(TableReader.place(table.name(), word)), "table.index-calculated",
                "'" + word + "' of table '" + table.name() + "' names '" + column + "', which is calculated or polymorphic", "name the columns it is made of");
        if (named.filter(one -> one.type() == ColumnType.FILE).isPresent()) problems.error(places.get(TableReader.place(table.name(), word)), "table.index-file",
                "'" + word + "' of table '" + table.name() + "' names '" + column + "', which holds files, and no row is found by one", "take it out");
    }

    private void unique(Table table, List<String> key) {
        var alone = key.size() == 1 && !table.unique().contains(key);
        if (key.stream().mapToInt(name -> comparedBy(table.columns().get(name))).sum() > LONGEST_COMPARED) {
            wrong(table, key, "table.unique-long", "compares more than " + LONGEST_COMPARED + " characters, which no index holds", "give its columns a smaller 'length:'");
        }
        if (alone) return;
        if (key.size() == 1) wrong(table, key, "table.unique-alone", "is one column", "write 'unique: true' at the column");
        if (key.contains(table.key())) wrong(table, key, "table.unique-key", "names the key, which tells rows apart by itself", "take it out");
        if (Set.copyOf(key).size() < key.size() || table.unique().stream().filter(other -> Set.copyOf(other).equals(Set.copyOf(key))).count() > 1) {
            wrong(table, key, "table.unique-twice", "says something twice", "name each column once, and each unique key once");
        }
    }

    private static int comparedBy(Column column) {
        return column.type().javaType() == String.class ? Cells.lengthOf(column) : 0;
    }

    private void wrong(Table table, List<String> key, String code, String what, String help) {
        var at = Optional.ofNullable(places.get(TableReader.place(table.name(), TableReader.unique(key)))).orElseGet(() -> places.get(table.name() + "." + key.getFirst()));
        problems.error(at, code, "the unique key '" + String.join(", ", key) + "' of table '" + table.name() + "' " + what, help);
    }

    private void known(Table table, String column, String word) {
        if (table.columns().containsKey(column)) return;
        problems.error(places.get(TableReader.place(table.name(), word)), "table.unknown-column",
                "'" + word + "' of table '" + table.name() + "' names '" + column + "', which is no column", new Unknown(column, table.columns().keySet()), otherwise(table.columns().keySet()));
    }

    private static String otherwise(Collection<String> known) {
        return known.isEmpty() ? "there is none yet: add one" : "use one of " + String.join(", ", known);
    }

    private void error(Table table, String column, String code, String message, String name, Collection<String> known) {
        problems.error(place(table, column), code, message, new Unknown(name, known), otherwise(known));
    }

    private void error(Table table, String column, String code, String message, String help) {
        problems.error(place(table, column), code, message, help);
    }

    private Position place(Table table, String column) {
        return places.getOrDefault(table.name() + "." + column, places.get(table.name()));
    }
}
