package torg.api.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    public static Schema of(Iterable<Table> tables) {
        var byName = new TreeMap<String, Table>();
        for (var table : tables) byName.put(table.name(), table);
        return new Schema(byName);
    }

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
}
