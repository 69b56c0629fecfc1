package torg.api.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * All tables, by name. A part of the {@link torg.api.site.Site}: other compilers check their documents against it. A relationship that one table
 * describes is put into the table at its other side too.
 *
 * @param tables sorted by name, immutable
 */
public record Schema(Map<String, Table> tables) {
    private static final int LONGEST_PATH = 10;

    public Schema {
        tables = Collections.unmodifiableMap(bothSides(new TreeMap<>(tables)));
    }

    private static Map<String, Table> bothSides(Map<String, Table> tables) {
        for (var table : List.copyOf(tables.values())) {
            for (var side : table.relationships().values()) {
                if (side.described()) tables.computeIfPresent(side.target(), (_, target) -> target.with(side.seenFromTarget(table.name())));
            }
        }
        return tables;
    }

    /** These tables by their names; of two with one name the later counts. */
    public static Schema of(Iterable<Table> tables) {
        var byName = new TreeMap<String, Table>();
        for (var table : tables) byName.put(table.name(), table);
        return new Schema(byName);
    }

    /** The table of this name; empty when there is none. */
    public Optional<Table> find(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /**
     * The table of this name.
     *
     * @throws TorgException NOT_FOUND {@code table.unknown}
     */
    public Table table(String name) {
        var table = tables.get(name);
        if (table == null) throw TorgException.of(ProblemKind.NOT_FOUND, "table.unknown", "there is no table '" + name + "'");
        return table;
    }

    /**
     * Follow a path such as {@code salesorder.account.name}: lookups, then one column.
     *
     * @param from the table the path starts in
     * @param path at most ten names with points between
     * @return the columns along the path, the last one the column that is read; empty when a name is unknown or no lookup
     */
    public Optional<List<Column>> path(Table from, String path) {
        var names = path.split("\\.", -1);
        if (names.length > LONGEST_PATH) return Optional.empty();
        var columns = new ArrayList<Column>(names.length);
        var at = from;
        for (var i = 0; i < names.length; i++) {
            if (at == null) return Optional.empty();
            var column = at.columns().get(names[i]);
            if (column == null) return Optional.empty();
            columns.add(column);
            at = column.target().map(tables::get).orElse(null);
        }
        return Optional.of(List.copyOf(columns));
    }

    /**
     * Follow lookups to an N:N relationship: {@code categories}, or {@code product.categories}.
     *
     * @param from the table the path starts in
     * @param path at most ten names with points between, the last one a relationship's
     * @return empty when a name is unknown, no lookup, or in the end no relationship
     */
    public Optional<Related> related(Table from, String path) {
        var point = path.lastIndexOf('.');
        if (point < 0) return from.relationship(path).map(relationship -> new Related(Optional.empty(), from, relationship));
        return end(from, path.substring(0, point)).flatMap(end -> end.table().relationship(path.substring(point + 1)).map(relationship -> new Related(Optional.of(end.key()), end.table(), relationship)));
    }

    /**
     * Follow lookups to a row: {@code salesorder.account}.
     *
     * @param from the table the path starts in
     * @param lookups at most nine names with points between; empty for the row it starts from
     * @return empty when a name is unknown or no lookup
     */
    public Optional<End> end(Table from, String lookups) {
        if (lookups.isEmpty()) return Optional.of(new End(from.key(), from));
        return path(from, lookups).filter(columns -> columns.size() < LONGEST_PATH).flatMap(columns -> columns.getLast().target()).flatMap(this::find)
                .map(table -> new End(lookups + "." + table.key(), table));
    }

    /**
     * The row at the end of lookups.
     *
     * @param key path to its key
     * @param table the table it is a row of
     */
    public record End(String key, Table table) {}

    /**
     * A relationship at the end of a path.
     *
     * @param key path to the key of the row whose relationship it is; empty when it is the row itself
     * @param owner the table whose side of the relationship this is
     */
    public record Related(Optional<String> key, Table owner, Relationship relationship) {}

    /** Names of the tables whose rows a condition looks at, that of the table it is about included. */
    public Set<String> tables(Table at, Condition condition) {
        var names = new TreeSet<String>();
        collect(at, condition, names);
        return names;
    }

    private void collect(Table at, Condition condition, Set<String> names) {
        names.add(at.name());
        condition.atoms().forEach(atom -> {
            atom.cell().ifPresent(path -> along(at, path, names));
            switch (atom) {
                case Condition.Compare(_, _, Operand.MyAccountTrees _) -> find("account").ifPresent(accounts -> names.add(accounts.name()));
                case Condition.Count(var hop, _, _) -> collect(at, hop, names);
                case Condition.Some(var to, var other, _, var inner) -> {
                    end(at, to).ifPresent(end -> along(at, end.key(), names));
                    find(other).ifPresent(from -> collect(from, inner, names));
                }
                case Condition.Linked(var path, var inner) -> related(at, path).ifPresent(related -> {
                    related.key().ifPresent(key -> along(at, key, names));
                    find(related.relationship().target()).ifPresent(target -> collect(target, inner, names));
                });
                default -> { }
            }
        });
    }

    private void along(Table at, String path, Set<String> names) {
        path(at, path).ifPresent(columns -> columns.subList(0, columns.size() - 1).forEach(column -> column.target().ifPresent(names::add)));
    }
}
