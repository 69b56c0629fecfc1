package torg.store.write;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.access.ColumnPrivilege;
import torg.api.file.StoredFile;
import torg.api.file.Upload;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.store.database.Bounds;
import torg.store.database.Cells;
import torg.store.rights.Reach;

/**
 * Whether values are what their columns hold, for all changes of a write, before anything is done. A decimal is rounded to its column's scale,
 * a time to the microsecond, and an empty text is an empty cell.
 */
final class ValueCheck {
    private final Reach reach;
    private final List<FieldProblem> wrong = new ArrayList<>();
    private final Map<String, Upload> files = new HashMap<>();

    ValueCheck(Reach reach) {
        this.reach = reach;
    }

    /**
     * The values as they will be kept.
     *
     * @param change which change of the write it is; its problems are told apart by it
     */
    Map<String, Object> values(int change, Table table, Map<String, Object> given, ColumnPrivilege use) {
        var values = HashMap.<String, Object>newHashMap(given.size());
        given.forEach((name, value) -> {
            var column = table.columns().get(name);
            if (column == null || !named(table, column, use)) wrong.add(unknown(field(change, name)));
            else if (value instanceof Change.Made made) values.put(name, checked(made, change));
            else if (column.type() == ColumnType.FILE && value instanceof Upload upload) file(change, column, upload).ifPresent(file -> values.put(name, file));
            else {
                var kept = Bounds.kept(column, value);
                Bounds.problem(column, kept).ifPresent(problem -> wrong.add(in(change, problem)));
                values.put(name, kept);
            }
        });
        for (var column : table.columns().values()) Cells.pointed(column).ifPresent(lookups -> oneTarget(change, lookups, values));
        return values;
    }

    private Optional<StoredFile> file(int change, Column column, Upload upload) {
        files.put(field(change, column.name()), upload);
        try {
            return column.file().orElseThrow().check(upload, field(change, column.name()), wrong::add);
        } catch (UncheckedIOException e) {
            throw TorgException.of(ProblemKind.BUSY, "table.file-unread", "a file could not be read").help("send it again").causedBy(e);
        }
    }

    /** The files that a change gives, by column. */
    Map<String, Upload> files(int change, Table table) {
        if (files.isEmpty()) return Map.of();
        var given = new HashMap<String, Upload>();
        for (var name : table.columns().keySet()) if (files.get(field(change, name)) instanceof Upload upload) given.put(name, upload);
        return given;
    }

    /** Who points to one row points to no other any more. */
    private void oneTarget(int change, List<Column> lookups, Map<String, Object> values) {
        var set = lookups.stream().map(Column::name).filter(name -> values.get(name) != null).toList();
        if (set.size() == 1) lookups.forEach(lookup -> values.putIfAbsent(lookup.name(), null));
        set.stream().skip(1).forEach(name -> wrong.add(new FieldProblem(field(change, name), "second-target", "only one of " + String.join(", ", set) + " may have a value")));
    }

    /** Polymorphic lookups that have to point somewhere, and do not. */
    static List<FieldProblem> pointless(int change, Table table, Map<String, Object> cells) {
        return table.columns().values().stream().filter(column -> column.required() && Cells.pointed(column).filter(lookups -> lookups.stream().allMatch(lookup -> cells.get(lookup.name()) == null)).isPresent())
                .map(column -> in(change, required(column))).toList();
    }

    /** Required columns that a new row has no value for and gets none from the store. */
    void complete(int change, Table table, Map<String, Object> values) {
        for (var column : table.columns().values()) {
            var made = column.type() == ColumnType.AUTONUMBER || column.defaultValue().isPresent();
            if (isRequired(table, column) && values.get(column.name()) == null && !(made && !values.containsKey(column.name()))
                    && !(column.type() == ColumnType.AUTONUMBER)) {
                wrong.add(in(change, required(column)));
            }
        }
    }

    /** Required columns that a change would empty. */
    void notEmptied(int change, Table table, Map<String, Object> values) {
        values.forEach((name, value) -> {
            var column = table.columns().get(name);
            if (column != null && value == null && isRequired(table, column)) wrong.add(in(change, required(column)));
        });
    }

    /** @throws TorgException INVALID with all that was found */
    void done() {
        if (!wrong.isEmpty()) throw invalid(wrong);
    }

    static TorgException invalid(List<FieldProblem> wrong) {
        return TorgException.invalid("table.invalid-values", "some values do not fit their columns", wrong);
    }

    /** A problem of the first change is called after its column; those of further changes carry the change's number, {@code 2.quantity}. */
    static String field(int change, String column) {
        return change == 0 ? column : change + "." + column;
    }

    /** A column that may neither be read nor written is no column; one that may be read is refused as what it is. */
    private boolean named(Table table, Column column, ColumnPrivilege use) {
        if (reach.mayUse(table, column, use)) return true;
        if (!reach.mayUse(table, column, ColumnPrivilege.READ)) return false;
        throw TorgException.of(ProblemKind.DENIED, "table.column-denied", "column '" + column.name() + "' of table '" + table.name() + "' may not be written");
    }

    /** A link has no values; its relationship has to be there, and the rows it names. */
    Map<String, Object> link(int change, Table table, String relationship, Change.Ref... rows) {
        if (table.relationship(relationship).isEmpty()) {
            throw TorgException.of(ProblemKind.MALFORMED, "table.unknown-column", "table '" + table.name() + "' has no relationship '" + Bounds.shown(relationship) + "'");
        }
        for (var row : rows) if (row instanceof Change.Made made) checked(made, change);
        return Map.of();
    }

    private static Change.Made checked(Change.Made made, int change) {
        if (made.change() >= 0 && made.change() < change) return made;
        throw TorgException.of(ProblemKind.MALFORMED, "table.wrong-reference", "a change refers to the row of a change that does not come before it");
    }

    static FieldProblem in(int change, FieldProblem problem) {
        return new FieldProblem(field(change, problem.field()), problem.code(), problem.message(), problem.arguments());
    }

    private static boolean isRequired(Table table, Column column) {
        return column.required() && !column.isCalculated() || column.name().equals(table.key());
    }

    private static FieldProblem required(Column column) {
        return new FieldProblem(column.name(), "required", "a value is needed here");
    }

    private static FieldProblem unknown(String field) {
        return new FieldProblem(Bounds.shown(field), "unknown-column", "there is no such column");
    }
}
