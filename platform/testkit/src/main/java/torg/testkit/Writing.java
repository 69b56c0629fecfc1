package torg.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Committed;
import torg.api.table.Table;
import torg.testkit.World.Kept;

/** One write at work on its own copy of the world; dropped when it throws. Rights are asked right before and right after each change. */
final class Writing {
    private final World world;
    private final Rights rights;
    final List<String> keys = new ArrayList<>();
    final List<Done> done = new ArrayList<>();

    Writing(World world, Rights rights) {
        this.world = world;
        this.rights = rights;
    }

    World world() {
        return world;
    }

    void apply(Change change) {
        var table = world.schema.table(change.table());
        if (table.internal() && !rights.caller().isService()) throw TorgException.of(ProblemKind.NOT_FOUND, "table.unknown", "there is no table '" + table.name() + "'");
        keys.add(switch (change) {
            case Change.Create create -> create(table, made(create.values()));
            case Change.Update update -> update(table, update.key(), update.version(), made(update.values()));
            case Change.Put put -> put(table, put.key(), made(put.values()));
            case Change.Delete delete -> delete(table, delete.key(), delete.version());
            case Change.Associate(_, var row, var relationship, var other) -> link(table, key(row), relationship, key(other), true);
            case Change.Disassociate(_, var row, var relationship, var other) -> link(table, key(row), relationship, key(other), false);
        });
    }

    private String key(Change.Ref row) {
        return switch (row) {
            case Change.Key(var key) -> key;
            case Change.Made made -> made(made);
        };
    }

    private String made(Change.Made made) {
        if (made.change() >= 0 && made.change() < keys.size()) return keys.get(made.change());
        throw TorgException.of(ProblemKind.MALFORMED, "table.wrong-reference", "a change refers to the row of a change that does not come before it");
    }

    /** Both rows have to be seen; the first needs APPEND, the other APPEND_TO, as they were. */
    private String link(Table table, String key, String name, String other, boolean there) {
        var side = table.relationship(name).orElseThrow(() -> Paths.unknown(table, name));
        var target = world.schema.table(side.target());
        var row = world.find(table.name(), key).filter(found -> rights.allow(Privilege.READ, world, table, found))
                .orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "table.no-row", "table '" + table.name() + "' has no such row"));
        require(Privilege.APPEND, table, row);
        var to = world.find(target.name(), other).filter(found -> rights.allow(Privilege.READ, world, target, found))
                .orElseThrow(() -> invalid(name, "unknown-row", "there is no such row"));
        require(Privilege.APPEND_TO, target, to);
        if (!world.link(table, key, side, other, there)) return key;
        done.add(new Done(table, row, Committed.Kind.UPDATED, Set.of(name)));
        done.add(new Done(target, to, Committed.Kind.UPDATED, Set.of(side.inverse())));
        return key;
    }

    private String create(Table table, Map<String, Object> values) {
        mayUse(ColumnPrivilege.CREATE, table, values);
        var row = cells(table, Map.of()).with(values).withDefaults().numbered(world.nextNumber(table.name())).row(1);
        var taken = world.find(table.name(), row.key()).isPresent();
        var linked = linked(table, row, values.keySet());
        keep(table, row, Committed.Kind.CREATED, table.columns().keySet());
        require(Privilege.CREATE, table, row);
        if (linked) require(Privilege.APPEND, table, row);
        if (taken) throw conflict(table, List.of(table.key()), values);
        apart(table, row, values);
        return row.key();
    }

    private String update(Table table, String key, OptionalLong version, Map<String, Object> values) {
        var before = existing(Privilege.WRITE, table, key, version);
        mayUse(ColumnPrivilege.UPDATE, table, values);
        if (values.containsKey(table.key()) && !key.equals(values.get(table.key()))) throw invalid(table.key(), "key-stays", "the key of a row never changes");
        var row = cells(table, before.cells()).with(values).row(before.version() + 1);
        var changed = new TreeSet<>(values.keySet());
        for (var name : before.cells().keySet()) if (!row.cells().containsKey(name)) changed.add(name);
        changed.removeIf(column -> Objects.equals(before.cells().get(column), row.cells().get(column)));
        if (changed.isEmpty()) return key;
        linked(table, row, changed); // for what it refuses
        keep(table, row, Committed.Kind.UPDATED, table.touchedBy(changed));
        require(Privilege.WRITE, table, row);
        // one that is emptied leads nowhere, but the row is linked otherwise than before
        if (changed.stream().anyMatch(column -> table.columns().get(column).target().isPresent())) require(Privilege.APPEND, table, row);
        apart(table, row, values);
        return key;
    }

    private String put(Table table, String key, Map<String, Object> values) {
        var with = new HashMap<>(values);
        with.put(table.key(), key);
        return world.find(table.name(), key).isEmpty() ? create(table, with) : update(table, key, OptionalLong.empty(), with);
    }

    private String delete(Table table, String key, OptionalLong version) {
        var row = existing(Privilege.DELETE, table, key, version);
        remove(table, row);
        return key;
    }

    /** Parts go with the row they are a part of, without rights of their own. */
    private void remove(Table table, Kept row) {
        for (var other : world.schema.tables().values()) {
            var part = other.whole().filter(whole -> whole.target().equals(Optional.of(table.name())));
            if (part.isEmpty()) continue;
            var parts = world.all(other.name()).stream().filter(candidate -> row.key().equals(candidate.cells().get(part.get().name()))).toList();
            parts.forEach(candidate -> remove(other, candidate));
        }
        if (referred(table, row)) throw TorgException.of(ProblemKind.CONFLICT, "table.in-use", "other rows refer to this row");
        world.remove(table.name(), row.key());
        done.add(new Done(table, row, Committed.Kind.DELETED, Set.of()));
    }

    private boolean referred(Table table, Kept row) {
        return world.schema.tables().values().stream().anyMatch(other -> other.columns().values().stream()
                .filter(column -> column.target().equals(Optional.of(table.name())))
                .anyMatch(lookup -> world.all(other.name()).stream()
                        .anyMatch(from -> row.key().equals(from.cells().get(lookup.name())) && !(other.equals(table) && from.key().equals(row.key())))));
    }

    /** The row, if this may be done with it; one that is hidden is answered like one that does not exist. */
    private Kept existing(Privilege privilege, Table table, String key, OptionalLong version) {
        var row = world.find(table.name(), key).filter(found -> rights.allow(Privilege.READ, world, table, found) || rights.allow(privilege, world, table, found))
                .orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "table.no-row", "table '" + table.name() + "' has no such row"));
        require(privilege, table, row);
        if (version.isPresent() && version.getAsLong() != row.version()) {
            throw TorgException.of(ProblemKind.STALE, "table.stale", "the row of table '" + table.name() + "' changed since it was read");
        }
        return row;
    }

    private void require(Privilege privilege, Table table, Kept row) {
        if (rights.allow(privilege, world, table, row)) return;
        throw TorgException.of(ProblemKind.DENIED, "table.denied", "this may not be done with this row of table '" + table.name() + "'");
    }

    /** A column that may neither be read nor written is no column. The key is always free. */
    private void mayUse(ColumnPrivilege privilege, Table table, Map<String, Object> values) {
        for (var column : values.keySet()) {
            if (!table.columns().containsKey(column) || column.equals(table.key()) || rights.mayUse(privilege, table, column)) continue;
            if (!rights.mayUse(ColumnPrivilege.READ, table, column)) throw invalid(column, "unknown-column", "there is no such column");
            throw TorgException.of(ProblemKind.DENIED, "table.column-denied", "column '" + column + "' of table '" + table.name() + "' may not be written");
        }
    }

    /**
     * Whether the row is linked anew, which needs APPEND on it. The rows it is linked to need APPEND_TO before that, so that no link can be its own
     * permission.
     */
    private boolean linked(Table table, Kept row, Set<String> columns) {
        var lookups = columns.stream().map(table.columns()::get).filter(column -> column.target().isPresent() && row.cells().containsKey(column.name())).toList();
        for (var lookup : lookups) {
            var other = world.schema.table(lookup.target().orElseThrow());
            var itself = other.equals(table) && row.key().equals(row.cells().get(lookup.name()));
            if (!itself) require(Privilege.APPEND_TO, other, target(lookup, row));
        }
        return !lookups.isEmpty();
    }

    /** A row that may not be seen is answered like one that does not exist. */
    private Kept target(Column lookup, Kept row) {
        var table = world.schema.table(lookup.target().orElseThrow());
        return world.find(table.name(), (String) row.cells().get(lookup.name()))
                .filter(found -> rights.allow(Privilege.READ, world, table, found) || rights.allow(Privilege.APPEND_TO, world, table, found))
                .orElseThrow(() -> invalid(lookup.name(), "unknown-row", "there is no such row"));
    }

    /** A row does not stand below itself, nor deeper than a hundred levels. */
    private void placed(Table table, Kept row) {
        if (table.hierarchy().isEmpty()) return;
        var up = table.hierarchy().get();
        var above = 0;
        for (var at = row.cells().get(up); at != null; at = world.find(table.name(), (String) at).map(found -> found.cells().get(up)).orElse(null)) {
            if (at.equals(row.key())) throw invalid(up, "circle", "a row does not stand below itself");
            if (++above > 100) throw invalid(up, "too-deep", "that is more than 100 levels deep");
        }
        if (above > 0 && above + levels(table, up, row.key()) > 100) throw invalid(up, "too-deep", "that is more than 100 levels deep");
    }

    private int levels(Table table, String up, String key) {
        return 1 + world.all(table.name()).stream().filter(row -> key.equals(row.cells().get(up))).mapToInt(row -> levels(table, up, row.key())).max().orElse(0);
    }

    private void keep(Table table, Kept row, Committed.Kind kind, Set<String> columns) {
        placed(table, row);
        world.put(table.name(), row);
        done.add(new Done(table, row, kind, columns));
    }

    /** Whether another row has the same values in columns that hold rows apart; told only to who may write this one. */
    private void apart(Table table, Kept row, Map<String, Object> given) {
        for (var key : table.uniqueKeys()) {
            if (row.cells().keySet().containsAll(key) && world.all(table.name()).stream()
                    .anyMatch(other -> !other.key().equals(row.key()) && key.stream().allMatch(column -> row.cells().get(column).equals(other.cells().get(column))))) throw conflict(table, key, given);
        }
    }

    /** Keys that earlier changes of this write made, in the places that ask for them. */
    private Map<String, Object> made(Map<String, Object> values) {
        var real = new HashMap<String, Object>();
        values.forEach((column, value) -> real.put(column, value instanceof Change.Made made ? made(made) : value));
        return real;
    }

    /** Only what the change gave is named. */
    private TorgException conflict(Table table, List<String> key, Map<String, Object> given) {
        return TorgException.of(ProblemKind.CONFLICT, "table.exists", "table '" + table.name() + "' already has a row with this key or unique value")
                .beside(key.stream().filter(given::containsKey).map(column -> new FieldProblem(field(column), "taken", "another row has this value")).toList());
    }

    private TorgException invalid(String column, String code, String message) {
        return TorgException.invalid("table.invalid-values", "some values do not fit their columns", List.of(new FieldProblem(field(column), code, message)));
    }

    private Cells cells(Table table, Map<String, Object> before) {
        return new Cells(table, before, this::field, world::keep);
    }

    /** A problem of the first change is called after its column; those of further changes carry the change's number. */
    private String field(String column) {
        return keys.isEmpty() ? column : keys.size() + "." + column;
    }

    /** What happened to one row. */
    record Done(Table table, Kept row, Committed.Kind kind, Set<String> columns) {
        Done {
            columns = Set.copyOf(columns);
        }

        /** The whole document this row belongs to: an order for its line. */
        Whole whole(World world) {
            var lookup = table.whole().filter(part -> row.cells().containsKey(part.name()));
            return lookup.map(part -> new Whole(world.schema.table(part.target().orElseThrow()), (String) row.cells().get(part.name())))
                    .orElseGet(() -> new Whole(table, row.key()));
        }
    }

    /** A whole document. */
    record Whole(Table table, String key) {}

    /** Links and files are kept here alone. */
    private static boolean isHeardOf(Column column) {
        return column != null && !column.isCalculated() && column.type() != ColumnType.FILE;
    }

    /** The documents this write has to bring to the ERP, each once. */
    Set<Whole> documents() {
        var documents = new LinkedHashSet<Whole>();
        done.stream().filter(one -> one.kind != Committed.Kind.UPDATED || one.columns.stream().map(one.table.columns()::get).anyMatch(Writing::isHeardOf)).map(one -> one.whole(world)).filter(whole -> whole.table().outbox()).forEach(documents::add);
        return documents;
    }
}
