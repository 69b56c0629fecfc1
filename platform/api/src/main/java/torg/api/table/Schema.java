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
 * All tables, by name. A part of the {@link torg.api.site.Site}: other compilers check their documents against it.
 *
 * @param tables sorted by name, immutable
 */
public record Schema(Map<String, Table> tables) {
    public Schema {
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
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
     * @param path at most four names with points between
     * @return the columns along the path, the last one the column that is read; empty when a name is unknown or no lookup
     */
    public Optional<List<Column>> path(Table from, String path) {
        var names = path.split("\\.", -1);
        if (names.length > 4) return Optional.empty();
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

    /** Names of the tables whose rows a condition looks at, that of the table it is about included. */
    public Set<String> tables(Table at, Condition condition) {
        var names = new TreeSet<String>();
        collect(at, condition, names);
        return names;
    }

    private void collect(Table at, Condition condition, Set<String> names) {
        names.add(at.name());
        switch (condition) {
            case Condition.Everything _, Condition.Nothing _ -> { }
            case Condition.And(var all) -> all.forEach(one -> collect(at, one, names));
            case Condition.Or(var any) -> any.forEach(one -> collect(at, one, names));
            case Condition.Not(var not) -> collect(at, not, names);
            case Condition.Compare(var path, _, _) -> along(at, path, names);
            case Condition.Empty(var path) -> along(at, path, names);
            case Condition.Contains(var path, _) -> along(at, path, names);
            case Condition.StartsWith(var path, _) -> along(at, path, names);
            case Condition.Mentions(var path, _) -> along(at, path, names);
            case Condition.Some(var other, _, var inner) -> find(other).ifPresent(from -> collect(from, inner, names));
        }
    }

    private void along(Table at, String path, Set<String> names) {
        path(at, path).ifPresent(columns -> columns.subList(0, columns.size() - 1).forEach(column -> column.target().ifPresent(names::add)));
    }
}
