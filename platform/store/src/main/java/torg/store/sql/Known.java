package torg.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import torg.api.table.Column;
import torg.api.table.Schema;
import torg.api.table.Table;

/** The tables at one moment: those of the site and those of modules. Compared by identity, so that what is compiled for it can be kept. */
public final class Known {
    private static final int MOST_PATHS = 10_000;
    private final Schema schema;
    private final Map<String, Path> paths = new ConcurrentHashMap<>();

    public Known(Schema schema) {
        this.schema = schema;
    }

    public Schema schema() {
        return schema;
    }

    /** A path with the tables it leads through; names are checked once. */
    public Optional<Path> path(Table from, String text) {
        var known = paths.get(from.name() + "/" + text);
        if (known != null) return Optional.of(known);
        var path = schema.path(from, text).map(columns -> new Path(text, columns, along(from, columns)));
        if (path.isPresent() && paths.size() < MOST_PATHS) paths.put(from.name() + "/" + text, path.get());
        return path;
    }

    private List<Table> along(Table from, List<Column> columns) {
        var tables = new ArrayList<Table>(columns.size());
        var at = from;
        for (var column : columns) {
            tables.add(at);
            at = column.target().map(schema.tables()::get).orElse(at);
        }
        return List.copyOf(tables);
    }

    /** Tables whose rows are parts of this one's rows. */
    public List<Table> parts(Table whole) {
        return schema.tables().values().stream().filter(table -> table.whole().flatMap(Column::target).filter(whole.name()::equals).isPresent()).toList();
    }

    /**
     * Lookups, then one column.
     *
     * @param tables where each of the columns is
     */
    public record Path(String text, List<Column> columns, List<Table> tables) {
        public Column column() {
            return columns.getLast();
        }

        public boolean hops() {
            return columns.size() > 1;
        }
    }
}
