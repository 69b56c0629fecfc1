package torg.store.write;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.file.StoredFile;
import torg.api.file.Upload;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Committed.Kind;
import torg.api.table.Table;
import torg.store.database.Bounds;
import torg.store.database.Names;
import torg.store.database.Transaction;
import torg.store.rights.Reach;
import torg.store.schema.Numbers;
import torg.store.sql.Hierarchy;
import torg.store.sql.Known;
import torg.store.sql.LinkTable;
import torg.store.sql.Slot;
import torg.store.sql.Statement;
import torg.store.write.Locks.Locked;

/** One attempt to make the changes of one write, in one transaction. Rights are asked right before and right after each change. */
final class Writing {
    private final Transaction transaction;
    private final Known known;
    private final Reach reach;
    private final Statements statements;
    private final Guard guard;
    private final UnderWay underWay;
    private final List<String> keys = new ArrayList<>();
    private final List<Done> done = new ArrayList<>();
    private final Progress progress;
    private final Batch batch;
    private final Locks locks;

    Writing(Transaction transaction, Known known, Reach reach, Statements statements, UnderWay underWay, Progress progress) {
        this.transaction = transaction;
        this.known = known;
        this.reach = reach;
        this.statements = statements;
        this.underWay = underWay;
        this.batch = new Batch(transaction.connection(), progress);
        this.locks = new Locks(transaction.connection(), known, reach.caller(), statements, batch, underWay);
        this.guard = new Guard(transaction.connection(), known, reach, statements, batch, progress.careful);
        this.progress = progress;
    }

    /** What was being done when the database refused; says what its refusal means. */
    enum Doing { NAME, LINK, DELETE, TOGETHER, ELSE }

    /** How far a write got, over all its attempts. */
    static final class Progress {
        Doing doing = Doing.ELSE;
        /** What it is done for; null before the first. */
        Step step;
        /** Whether rows that are linked to have to be looked for, see {@link Guard}. */
        boolean careful;
        /** Whether rows are locked before they are changed, in one order for all; asked for once somebody was in the way. */
        boolean inOrder;
        /** Whether each statement goes to the database alone, so that it is known which was refused; asked for once one of several was. */
        boolean oneByOne;
        /** What another attempt gets over when it is taken, by the names of the constraints: a number that was drawn, a key that somebody else was faster to put. */
        final Set<String> passing = new HashSet<>();
        /** How often something was. */
        int taken;

        /** Numbers that came with rows from elsewhere may fill a long stretch: after a few it is left behind by twice as much each time. */
        int skipped() {
            return taken < 3 ? 0 : 1 << Math.min(taken - 2, 12);
        }
    }

    List<String> keys() {
        return keys;
    }

    List<Done> done() {
        return done;
    }

    void apply(List<Step> steps) throws SQLException {
        if (progress.inOrder) locks.inOrder(steps);
        if (!progress.oneByOne) locks.together(steps);
        for (var step : steps) {
            progress.doing = Doing.ELSE;
            progress.step = step;
            progress.passing.clear();
            keys.add(switch (step.change()) {
                case Change.Create _ -> create(step, step.values());
                case Change.Update update -> update(step, locks.lock(step.table(), update.key()), update.version());
                case Change.Put put -> put(step, put);
                case Change.Delete delete -> delete(step.table(), locks.lock(step.table(), delete.key()), delete.version());
                case Change.Associate(_, var row, var relationship, var other) -> link(step, key(row), relationship, key(other), true);
                case Change.Disassociate(_, var row, var relationship, var other) -> link(step, key(row), relationship, key(other), false);
            });
        }
        batch.send();
    }

    private String key(Change.Ref row) {
        return switch (row) {
            case Change.Key(var key) -> key;
            case Change.Made(var change) -> keys.get(change);
        };
    }

    private String put(Step step, Change.Put put) throws SQLException {
        var row = locks.lock(step.table(), put.key());
        if (row != null) return update(step, row, OptionalLong.empty());
        if (partsUnderWay(step.table(), step.values()) || underWay.deleted(step.table(), put.key())) return put.key();
        var values = new HashMap<>(step.values());
        values.put(step.table().key(), put.key());
        var given = new HashMap<>(values);
        given.putAll(step.files());
        var check = new ValueCheck(reach);
        check.values(step.index(), step.table(), given, ColumnPrivilege.CREATE);
        check.complete(step.index(), step.table(), values);
        check.done();
        progress.passing.add(Names.primaryKey(step.table().name(), step.table().key()));
        return create(step, values);
    }

    private String create(Step step, Map<String, Object> given) throws SQLException {
        var table = step.table();
        guard.some(Privilege.CREATE, table);
        var cells = made(given);
        var asked = Set.copyOf(cells.keySet());
        table.columns().values().forEach(column -> column.defaultValue().ifPresent(value -> { if (!given.containsKey(column.name())) cells.put(column.name(), value); }));
        var counted = number(table, cells);
        var wrong = new ArrayList<>(guard.links(step.index(), table, cells, asked));
        wrong.addAll(ValueCheck.pointless(step.index(), table, cells));
        wrong.addAll(misplaced(step, cells));
        for (var column : table.columns().values()) {
            if (column.type() == ColumnType.AUTONUMBER) Bounds.problem(column, cells.get(column.name())).map(problem -> ValueCheck.in(step.index(), problem)).ifPresent(wrong::add);
        }
        if (!wrong.isEmpty()) throw ValueCheck.invalid(wrong);
        guard.admits(Privilege.CREATE, table, cells);
        var key = (String) cells.get(table.key());
        // Of numbers that were drawn none is lost to what others of the write run into.
        if (counted) run(statements.rows(known, table).insert(), bound(table, cells));
        else behind(statements.rows(known, table).insert(), bound(table, cells));
        keep(step, key, step.files().keySet(), cells);
        guard.require(Privilege.CREATE, table, cells);
        if (linked(table, cells, asked)) guard.require(Privilege.APPEND, table, cells);
        did(new Done(table, key, Kind.CREATED, table.columns().keySet(), cells, Map.of()));
        return key;
    }

    private String update(Step step, Locked row, OptionalLong version) throws SQLException {
        var table = step.table();
        guard.existing(Privilege.WRITE, table, row);
        current(table, row, version);
        var after = new HashMap<>(row.cells());
        var given = made(step.values());
        step.values().keySet().forEach(column -> { if (given.get(column) == null) after.remove(column); });
        after.putAll(given);
        var changed = new TreeSet<>(step.values().keySet());
        changed.removeIf(column -> Objects.equals(row.cells().get(column), after.get(column)));
        // Most of what a connector says is here as it says it: then nothing has to be kept from it.
        if (changed.isEmpty()) return row.key();
        for (var column : underWay.columns(table, row.key())) {
            if (row.cells().containsKey(column)) after.put(column, row.cells().get(column));
            else after.remove(column);
            changed.remove(column);
        }
        if (!row.key().equals(after.get(table.key()))) throw ValueCheck.invalid(List.of(keyStays(step.index(), table)));
        if (changed.isEmpty() || partsUnderWay(table, row.cells())) return row.key();
        var wrong = new ArrayList<>(guard.links(step.index(), table, after, changed));
        wrong.addAll(ValueCheck.pointless(step.index(), table, after));
        if (table.hierarchy().filter(changed::contains).isPresent()) wrong.addAll(misplaced(step, after));
        if (!wrong.isEmpty()) throw ValueCheck.invalid(wrong);
        guard.admits(Privilege.WRITE, table, after);
        behind(statements.rows(known, table).update(), bound(table, after));
        keep(step, row.key(), changed, after);
        guard.forget();
        guard.require(Privilege.WRITE, table, after);
        if (changed.stream().anyMatch(column -> table.columns().get(column).type() == ColumnType.LOOKUP)) guard.require(Privilege.APPEND, table, after);
        did(new Done(table, row.key(), Kind.UPDATED, table.touchedBy(changed), after, row.cells()));
        return row.key();
    }

    /** Whether a row is part of a document whose parts the ERP has still to hear of. */
    private boolean partsUnderWay(Table table, Map<String, Object> cells) throws SQLException {
        var whole = table.whole();
        return whole.isPresent() && cells.get(whole.get().name()) instanceof String document && underWay.parts(known.schema().table(whole.get().target().orElseThrow()), document);
    }

    /** The bytes of the files among these columns, in place of those that were there. */
    private void keep(Step step, String key, Set<String> changed, Map<String, Object> cells) throws SQLException {
        for (var column : changed) {
            if (step.table().columns().get(column).type() != ColumnType.FILE) continue;
            batch.send();
            if (cells.get(column) instanceof StoredFile file) transaction.files().keep(transaction.connection(), step.table().name(), key, column, file, step.files().get(column).bytes());
            else transaction.files().drop(transaction.connection(), step.table().name(), key, column);
        }
    }

    /** A row below itself, or too deep. */
    private List<FieldProblem> misplaced(Step step, Map<String, Object> cells) throws SQLException {
        var hierarchy = Hierarchy.of(step.table());
        if (hierarchy.isEmpty() || !(cells.get(hierarchy.get().up().name()) instanceof String above)) return List.of();
        batch.send();
        return hierarchy.get().refusal(transaction.connection(), statements.dialect(), (String) cells.get(step.table().key()), above).stream()
                .map(code -> new FieldProblem(ValueCheck.field(step.index(), hierarchy.get().up().name()), code, code.equals("circle") ? "a row does not stand below itself" : "that is more than " + Hierarchy.MOST_LEVELS + " levels deep"))
                .toList();
    }

    private String delete(Table table, Locked row, OptionalLong version) throws SQLException {
        guard.existing(Privilege.DELETE, table, row);
        current(table, row, version);
        if (partsUnderWay(table, row.cells())) return row.key();
        progress.doing = Doing.DELETE;
        remove(table, row);
        guard.forget();
        return row.key();
    }

    /** Parts go with the row they are a part of, without rights of their own. */
    private void remove(Table table, Locked row) throws SQLException {
        for (var part : known.parts(table)) {
            for (var key : partKeys(part, row.key())) remove(part, locks.found(part, key));
        }
        run(statements.rows(known, table).delete(), List.of(row.key()));
        if (!table.internal()) transaction.files().drop(transaction.connection(), table.name(), row.key());
        did(new Done(table, row.key(), Kind.DELETED, Set.of(), row.cells(), Map.of()));
    }

    private List<String> partKeys(Table part, String whole) throws SQLException {
        batch.send();
        var found = new ArrayList<String>();
        try (var statement = statements.rows(known, part).parts().on(transaction.connection(), Slot.Arguments.of(reach.caller(), whole)); var rows = statement.executeQuery()) {
            while (rows.next()) found.add(rows.getString(1));
        }
        return found;
    }

    /** Both rows are asked as they were, so that no link is its own permission. */
    private String link(Step step, String key, String name, String otherKey, boolean there) throws SQLException {
        var table = step.table();
        var side = table.relationships().get(name);
        var target = known.schema().table(side.target());
        var row = locks.lock(table, key);
        guard.linkable(table, row);
        if (!guard.linkable(target, otherKey)) throw ValueCheck.invalid(List.of(Guard.unknown(step.index(), name)));
        progress.doing = Doing.LINK;
        if (run(statements.link(LinkTable.of(table, side), there), List.of(key, otherKey)) == 0) return key;
        guard.forget();
        done.add(Done.linked(table, key, name));
        done.add(Done.linked(target, otherKey, side.inverse()));
        return key;
    }

    private void current(Table table, Locked row, OptionalLong version) {
        if (version.isEmpty() || version.getAsLong() == row.version()) return;
        throw TorgException.of(ProblemKind.STALE, "table.stale", "the row of table '" + table.name() + "' changed since it was read").help("read it again, then change it");
    }

    /** Autonumbers that were not given, the key's first: the others may name it. Returns whether any was drawn. */
    private boolean number(Table table, Map<String, Object> cells) throws SQLException {
        var key = table.columns().get(table.key());
        var made = table.columns().values().stream().filter(column -> column.type() == ColumnType.AUTONUMBER && cells.get(column.name()) == null).toList();
        if (made.contains(key)) number(table, key, cells);
        for (var column : made) if (column != key) number(table, column, cells);
        if (made.stream().noneMatch(Numbers::counts)) return false;
        // What follows a number is another text with another number.
        var numbered = made.stream().map(Column::name).toList();
        if (numbered.contains(table.key())) progress.passing.add(Names.primaryKey(table.name(), table.key()));
        table.uniqueKeys().stream().filter(unique -> !Collections.disjoint(unique, numbered)).forEach(unique -> progress.passing.add(Names.unique(table.name(), unique)));
        return true;
    }

    private void number(Table table, Column column, Map<String, Object> cells) throws SQLException {
        var format = Numbers.of(column);
        cells.put(column.name(), format.text(cells, format.places() == 0 ? 0 : drawn(table, column)));
    }

    private long drawn(Table table, Column column) throws SQLException {
        return statements.numbers(Names.sequence(table.name(), column.name())).number(transaction.connection(), Slot.Arguments.of(reach.caller(), progress.skipped() + 1L));
    }

    /** Values with the keys of rows that earlier changes made; empty cells left out. */
    private Map<String, Object> made(Map<String, Object> given) {
        var values = new HashMap<String, Object>();
        given.forEach((column, value) -> {
            if (value != null) values.put(column, value instanceof Change.Made(var change) ? keys.get(change) : value);
        });
        return values;
    }

    private static boolean linked(Table table, Map<String, Object> cells, Set<String> columns) {
        return columns.stream().anyMatch(column -> table.columns().get(column).type() == ColumnType.LOOKUP && cells.containsKey(column));
    }

    private void did(Done what) {
        locks.changed(what);
        done.add(what);
    }

    private List<Object> bound(Table table, Map<String, Object> cells) {
        var values = new ArrayList<>();
        for (var column : statements.rows(known, table).columns()) values.add(cells.get(column.name()));
        return values;
    }

    private int run(Statement statement, List<Object> values) throws SQLException {
        batch.send();
        try (var prepared = statement.on(transaction.connection(), arguments(values))) {
            return prepared.executeUpdate();
        }
    }

    /** The same, perhaps later and together with others: before anything else is asked. */
    private void behind(Statement statement, List<Object> values) throws SQLException {
        if (progress.oneByOne) run(statement, values);
        else batch.add(statement, arguments(values));
    }

    private Slot.Arguments arguments(List<Object> values) {
        return new Slot.Arguments(reach.caller(), values, List.of(), 0, 0);
    }

    private static FieldProblem keyStays(int change, Table table) {
        return new FieldProblem(ValueCheck.field(change, table.key()), "key-stays", "the key of a row never changes");
    }

    /**
     * One change, its values checked.
     *
     * @param index which change of the write it is
     * @param files the bytes of those values that are files, by column
     */
    record Step(int index, Change change, Table table, Map<String, Object> values, Map<String, Upload> files) {
        /** The values that are taken when this constraint refuses, as far as the change gave them: those that the store made tell the caller nothing. */
        List<FieldProblem> taken(String constraint) {
            var key = constraint.equals(Names.primaryKey(table.name(), table.key())) ? List.of(table.key())
                    : table.uniqueKeys().stream().filter(unique -> constraint.equals(Names.unique(table.name(), unique))).findFirst().orElse(List.of());
            return key.stream().filter(column -> values.containsKey(column) || change instanceof Change.Put && column.equals(table.key()))
                    .map(column -> new FieldProblem(ValueCheck.field(index, column), "taken", "another row has this value")).toList();
        }
    }
}
