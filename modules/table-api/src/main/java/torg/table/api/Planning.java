package torg.table.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.web.RowTag;
import torg.table.api.ask.Malformed;
import torg.table.api.ask.ReadablePaths;
import torg.table.api.ask.Way;
import torg.table.api.row.Reference;
import torg.table.api.row.RowBody;

/** Makes the changes of one transaction of what requests want changed, and names what is wrong with them after what was sent. */
final class Planning {
    /** Levels of new rows, the first one included. */
    private static final int DEEPEST = 3;
    private static final String BIND = "@odata.bind";

    private final Tables tables;
    private final Caller caller;
    private final Function<Object, Reference> references;
    private final boolean alone;
    private final List<Planned> changes = new ArrayList<>();
    /** Links of rows that are made here come behind all rows, so that how many changes a body makes is told by its shape alone. */
    private final List<Planned> links = new ArrayList<>();
    private boolean made;

    /** A change, and what stands before the names of its columns in what was sent; of a link the name of what was sent. */
    private record Planned(Change change, String place) {}

    /** For one request by itself. */
    Planning(Tables tables, Caller caller) {
        this(tables, caller, Reference::read, true);
    }

    private Planning(Tables tables, Caller caller, Function<Object, Reference> references, boolean alone) {
        this.tables = tables;
        this.caller = caller;
        this.references = references;
        this.alone = alone;
    }

    /** For several, that happen together. @param references reads what names a row, also one that is made here */
    static Planning together(Tables tables, Caller caller, Function<Object, Reference> references) {
        return new Planning(tables, caller, references, false);
    }

    List<Change> changes() {
        return all().map(Planned::change).toList();
    }

    private Stream<Planned> all() {
        return Stream.concat(changes.stream(), links.stream());
    }

    /** Whether a row is made where none was found. */
    boolean makes() {
        return made;
    }

    /** Add what this wants; the number of the change of the row it is about. */
    int add(Edit edit) {
        var at = changes.size();
        switch (edit.kind()) {
            case CREATE -> edit.way().ifPresentOrElse(way -> below(edit, way), () -> create(edit.table(), edit.body(), Map.of(), "", 1));
            case UPDATE, REPLACE -> update(edit);
            case DELETE -> change(new Change.Delete(edit.table().name(), text(edit.key()), version(edit)), "");
            case LINK -> link(edit, edit.way().orElseThrow());
            case UNLINK -> unlink(edit, edit.way().orElseThrow());
        }
        return at;
    }

    /** The same problem with its fields named as they were sent. */
    TorgException named(TorgException problem) {
        var places = all().map(Planned::place).toList();
        return problem.beside(problem.fields().stream().map(field -> {
            var parts = field.field().split("\\.", 2);
            var numbered = parts.length == 2 && parts[0].matches("[0-9]{1,5}") && Integer.parseInt(parts[0]) < places.size();
            var at = numbered ? Integer.parseInt(parts[0]) : 0;
            var column = at >= changes.size() ? "" : numbered ? parts[1] : field.field();
            return new FieldProblem((places.isEmpty() ? "" : places.get(at)) + column, field.code(), field.message(), field.arguments());
        }).toList());
    }

    private void change(Change change, String place) {
        changes.add(new Planned(change, place));
    }

    /** A row, then the rows within it, each pointing to it or linked with it; the number of its change. */
    private int create(Table table, Map<String, Object> body, Map<String, Object> fixed, String place, int depth) {
        if (depth > DEEPEST) throw Malformed.body("rows are made at most " + DEEPEST + " levels deep");
        if (!tables.may(caller, Privilege.CREATE, table.name())) throw TablesResource.denied(table.name());
        var paths = new ReadablePaths(tables, caller, table);
        var own = new LinkedHashMap<String, Object>();
        var within = new LinkedHashMap<String, List<?>>();
        var linked = new LinkedHashMap<Way.Linked, List<?>>();
        body.forEach((name, value) -> {
            if (value instanceof List<?> rows && Way.find(paths, name).filter(Way::many).isPresent()) within.put(name, rows);
            else if (value instanceof List<?> rows && name.endsWith(BIND) && bound(paths, name).orElse(null) instanceof Way.Linked way) linked.put(way, rows);
            else own.put(name, value);
        });
        var values = values(table, own, ColumnPrivilege.CREATE, place, depth == 1 && within.isEmpty() && linked.isEmpty() && fixed.isEmpty());
        values.putAll(fixed);
        var at = changes.size();
        var row = new Change.Made(at);
        change(new Change.Create(table.name(), values), place);
        within.forEach((name, rows) -> {
            var way = Way.find(paths, name).orElseThrow();
            for (var i = 0; i < rows.size(); i++) below(way, row, row(rows.get(i)), place + name + "." + i + ".", depth + 1);
        });
        linked.forEach((way, rows) -> rows.forEach(other -> links.add(new Planned(new Change.Associate(table.name(), row, way.name(), ref(reference(other, way).key())), place + way.name()))));
        return at;
    }

    /** A row at the end of a way to many that begins at this row. */
    private void below(Way way, Object from, Map<String, Object> body, String place, int depth) {
        switch (way) {
            case Way.Back back -> create(way.to(), body, Map.of(back.lookup().name(), from), place, depth);
            case Way.Linked linked -> {
                var made = new Change.Made(create(way.to(), body, Map.of(), place, depth));
                links.add(new Planned(new Change.Associate(linked.from().name(), ref(from), way.name(), made), place.isEmpty() ? way.name() : place.substring(0, place.length() - 1)));
            }
            case Way.One _ -> throw Malformed.body("only where many rows may be can one more be made");
        }
    }

    @SuppressWarnings("unchecked") // an object of JSON has texts for names
    private static Map<String, Object> row(Object json) {
        if (json instanceof Map<?, ?> row) return (Map<String, Object>) row;
        throw Malformed.body("a row within a row is no JSON object");
    }

    private void below(Edit edit, Way way) {
        if (way.many()) present(edit.table(), edit.key());
        below(way, edit.key(), edit.body(), "", 1);
    }

    /**
     * Where the caller finds no row one is made, unless the caller wants otherwise, or the store gives the keys. Whether there is one that the caller may not see makes no
     * difference here: making it fails then, and is answered as if it were not allowed.
     */
    private void update(Edit edit) {
        var table = edit.table();
        var key = text(edit.key());
        var onlyNew = edit.ifNoneMatch() != null;
        if (onlyNew && !edit.ifNoneMatch().strip().equals("*")) throw TorgException.of(ProblemKind.MALFORMED, "table-api.if-none-match", "If-None-Match is not *").help("send * or nothing");
        var found = tables.find(caller, table.name(), key, table.key()).isPresent();
        if (onlyNew && found) throw TorgException.of(ProblemKind.STALE, "table-api.row-exists", "table '" + table.name() + "' has such a row already");
        if (!found && edit.ifMatch() == null && alone && table.columns().get(table.key()).type() == ColumnType.TEXT && tables.may(caller, Privilege.CREATE, table.name())) {
            made = true;
            create(table, edit.body(), Map.of(table.key(), key), "", 1);
            return;
        }
        if (onlyNew) throw TablesResource.noRow(table.name());
        var values = values(table, edit.body(), ColumnPrivilege.UPDATE, "", true);
        if (edit.kind() == Edit.Kind.REPLACE) rest(table).forEach(column -> values.putIfAbsent(column.name(), column.defaultValue().orElse(null)));
        change(new Change.Update(table.name(), key, version(edit), values), "");
    }

    /** Columns that the caller may both see and write; nobody empties what is hidden from them. Files have addresses of their own. */
    private List<Column> rest(Table table) {
        return table.columns().values().stream().filter(column -> !column.name().equals(table.key()) && column.type() != ColumnType.AUTONUMBER && column.type() != ColumnType.FILE
                && tables.mayUse(caller, ColumnPrivilege.READ, table.name(), column.name()) && tables.mayUse(caller, ColumnPrivilege.UPDATE, table.name(), column.name())).toList();
    }

    private void link(Edit edit, Way way) {
        var target = reference(edit.body().get(Reference.ID), way).key();
        switch (way) {
            case Way.One one -> set(edit.table(), text(edit.key()), one.lookup(), target);
            case Way.Back back -> {
                present(edit.table(), edit.key());
                set(way.to(), text(target), back.lookup(), edit.key());
            }
            case Way.Linked _ -> change(new Change.Associate(edit.table().name(), ref(edit.key()), way.name(), ref(target)), "");
        }
    }

    private void unlink(Edit edit, Way way) {
        switch (way) {
            case Way.One one -> set(edit.table(), text(edit.key()), one.lookup(), null);
            case Way.Back back -> {
                present(edit.table(), edit.key());
                var target = text(reference(edit.body().get(Reference.ID), way).key());
                tables.find(caller, way.to().name(), target, back.lookup().name()).filter(row -> row.text(back.lookup().name()).filter(edit.key()::equals).isPresent())
                        .orElseThrow(() -> TablesResource.noRow(way.to().name()));
                set(way.to(), target, back.lookup(), null);
            }
            case Way.Linked _ -> change(new Change.Disassociate(edit.table().name(), ref(edit.key()), way.name(), ref(reference(edit.body().get(Reference.ID), way).key())), "");
        }
    }

    private void set(Table table, String key, Column lookup, Object target) {
        var values = new LinkedHashMap<String, Object>();
        values.put(lookup.name(), target);
        change(new Change.Update(table.name(), key, OptionalLong.empty(), values), "");
    }

    private static OptionalLong version(Edit edit) {
        return RowTag.wanted(edit.ifMatch(), "table-api.if-match");
    }

    private static Change.Ref ref(Object key) {
        return key instanceof Change.Made made ? made : new Change.Key(key.toString());
    }

    /** Values of a row, {@code account@odata.bind} among them. */
    private Map<String, Object> values(Table table, Map<String, Object> body, ColumnPrivilege use, String place, boolean some) {
        var plain = new LinkedHashMap<String, Object>();
        var bound = new LinkedHashMap<String, Object>();
        body.forEach((name, value) -> {
            if (!name.endsWith(BIND)) {
                plain.put(name, value);
                return;
            }
            if (bound(new ReadablePaths(tables, caller, table), name).orElse(null) instanceof Way.One way) bound.put(way.lookup().name(), reference(value, way).key());
            else plain.put(name.substring(0, name.length() - BIND.length()), value);
        });
        var values = RowBody.values(table, plain, column -> known(use, table.name(), column), place, some && bound.isEmpty());
        values.putAll(bound);
        return values;
    }

    private static Optional<Way> bound(ReadablePaths paths, String name) {
        return Way.find(paths, name.substring(0, name.length() - BIND.length()));
    }

    private boolean known(ColumnPrivilege use, String table, String column) {
        return tables.mayUse(caller, use, table, column) || tables.mayUse(caller, ColumnPrivilege.READ, table, column);
    }

    private Reference reference(Object written, Way way) {
        var reference = references.apply(written);
        if (reference.table().equals(way.to().name())) return reference;
        throw TorgException.of(ProblemKind.MALFORMED, "table-api.reference", "'" + way.name() + "' leads to rows of table '" + way.to().name() + "'");
    }

    /** The row is there for the caller; one made in this transaction is. */
    private void present(Table table, Object key) {
        if (key instanceof String text && tables.find(caller, table.name(), text, table.key()).isEmpty()) throw TablesResource.noRow(table.name());
    }

    private static String text(Object key) {
        if (key instanceof String text) return text;
        throw TorgException.of(ProblemKind.MALFORMED, "table-api.reference", "a row made in a change set is changed no further in it").help("give it its values when it is made");
    }
}
