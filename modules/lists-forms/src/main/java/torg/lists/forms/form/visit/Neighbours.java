package torg.lists.forms.form.visit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Sight;
import torg.lists.forms.row.Where;

/** Rows that values point to or ask for, as one caller sees them; each is read once. For one request. */
public final class Neighbours {
    private final Tables tables;
    private final Sight sight;
    private final Caller caller;
    private final Map<String, Optional<Row>> read = new HashMap<>();
    private final Map<Query, Optional<Row>> asked = new HashMap<>();

    Neighbours(Tables tables, Sight sight) {
        this.tables = tables;
        this.sight = sight;
        this.caller = sight.caller();
    }

    /** The row, if the caller may see it. */
    public Optional<Row> row(String table, String key) {
        if (key.length() > 64) return Optional.empty();
        return read.computeIfAbsent(name(table, key), _ -> tables.find(caller, table, key));
    }

    /** The first row of an answer. */
    Optional<Row> first(Query query) {
        return asked.computeIfAbsent(query, _ -> tables.query(caller, query).rows().stream().findFirst());
    }

    /** The first row of an answer with all its own columns besides those asked for, so that it need not be read again by its key. */
    Optional<Row> firstWhole(Query query) {
        var table = tables.schema().table(query.table());
        var select = new TreeSet<>(query.select());
        table.columns().values().stream().filter(column -> sight.reads(Path.of(table, column))).map(Column::name).forEach(select::add);
        if (select.size() > Query.MOST_SELECTED) return first(query);
        var row = first(new Query(query.table(), List.copyOf(select), query.where(), query.order(), query.top(), query.after(), query.skip(), query.count()));
        row.ifPresent(found -> read.put(name(query.table(), found.key()), row));
        return row;
    }

    /** What is at the end of a path whose first column has this value. */
    Optional<Object> follow(Path path, Object first) {
        var value = Optional.of(first);
        for (var step = 1; step < path.along().size(); step++) {
            var table = path.along().get(step - 1).target().orElseThrow();
            var column = path.along().get(step).name();
            value = value.flatMap(key -> row(table, (String) key)).flatMap(row -> row.value(column));
        }
        return value;
    }

    /** What is at the end of a path that begins in this row. */
    Optional<Object> of(Row row, Path path) {
        return row.value(path.first().name()).flatMap(first -> follow(path, first));
    }

    /** Whether a row is one of those that a document fixes. */
    boolean isAmong(Row row, Where where) {
        return where.holds((path, operand) -> of(row, path).filter(value -> equal(value, operand)).isPresent());
    }

    private static String name(String table, String key) {
        return table + ' ' + key;
    }

    private boolean equal(Object value, Operand operand) {
        return switch (operand) {
            case Operand.Literal(var wanted) -> value.equals(wanted);
            case Operand.Me() -> caller.contact().filter(value::equals).isPresent();
            case Operand.MyAccounts() -> caller.accounts().contains(value);
            // No document of a form has a word for it.
            case Operand.MyAccountTrees() -> false;
        };
    }
}
