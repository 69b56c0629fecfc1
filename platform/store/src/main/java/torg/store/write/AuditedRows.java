package torg.store.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import torg.api.audit.Act;
import torg.api.audit.AuditEntry.Cell;
import torg.api.table.ColumnType;
import torg.api.table.Committed.Kind;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.spi.audit.AuditedTables;
import torg.store.write.AuditTrail.Told;

/**
 * What the audit log is told of a write: an entry for each row that somebody changed here or that a module names, and one for each other table of which a
 * connector or an edit of the site changed rows.
 */
final class AuditedRows {
    private static final String CONTACT = "contact";
    /** Characters of a value that are told, and of all of a row. */
    private static final int LONGEST_VALUE = 200;
    private static final int LONGEST_ROW = 8_000;
    private static final Map<Kind, String> SIGNS = Map.of(Kind.CREATED, "+", Kind.UPDATED, "~", Kind.DELETED, "-");
    private final Map<String, AuditedTables.Rule> rules = new LinkedHashMap<>();

    AuditedRows(Collection<AuditedTables> audited) {
        audited.stream().flatMap(tables -> tables.audited().stream()).forEach(rule -> rules.put(rule.table(), rule));
    }

    /** What a module names is told row by row, wherever it came from: who comes in by an invitation, or is given roles by an ERP, is no less to be known. */
    List<Told> of(List<Done> done, String origin) {
        var told = new ArrayList<Told>();
        var byTable = new LinkedHashMap<Table, List<Done>>();
        for (var one : done) {
            if (origin.equals(Write.PORTAL) || rules.containsKey(one.table().name())) each(one).ifPresent(told::add);
            else if (!one.table().internal()) byTable.computeIfAbsent(one.table(), _ -> new ArrayList<>()).add(one);
        }
        byTable.forEach((table, rows) -> told.add(together(table, rows, origin)));
        return told;
    }

    /** By whom they came, and which: {@code dynamics: +W1 ~W2 -W3}. */
    private static Told together(Table table, List<Done> rows, String origin) {
        var text = new StringBuilder(origin).append(':');
        for (var row : rows) if (text.length() < Act.LONGEST_DETAIL) text.append(' ').append(SIGNS.get(row.kind())).append(row.key());
        return new Told(Act.done("rows").on(table.name(), rows.size() == 1 ? rows.getFirst().key() : "").with(text.toString()).times(rows.size()), List.of());
    }

    private Optional<Told> each(Done done) {
        var table = done.table();
        var rule = Optional.ofNullable(rules.get(table.name()));
        if (table.internal() && rule.isEmpty()) return Optional.empty();
        var changed = new TreeSet<>(done.kind() == Kind.UPDATED ? done.columns() : Set.<String>of());
        rule.ifPresent(told -> changed.removeIf(column -> !told.shown().contains(column) && !told.secret().contains(column)));
        if (done.kind() == Kind.UPDATED && changed.isEmpty()) return Optional.empty();
        var act = Act.done(name(done.kind(), rule)).on(table.name(), done.key()).about(person(done, rule)).with(String.join(",", changed));
        return Optional.of(new Told(act, cells(done, rule)));
    }

    private static String name(Kind kind, Optional<AuditedTables.Rule> rule) {
        return switch (kind) {
            case CREATED -> rule.map(AuditedTables.Rule::created).orElse("row-created");
            case UPDATED -> rule.map(AuditedTables.Rule::updated).orElse("row-updated");
            case DELETED -> rule.map(AuditedTables.Rule::deleted).orElse("row-deleted");
        };
    }

    private static String person(Done done, Optional<AuditedTables.Rule> rule) {
        if (done.table().name().equals(CONTACT)) return done.key();
        return rule.flatMap(AuditedTables.Rule::person).map(done.cells()::get).map(Object::toString).orElse("");
    }

    private static List<Cell> cells(Done done, Optional<AuditedTables.Rule> rule) {
        var before = done.kind() == Kind.DELETED ? done.cells() : done.moved();
        var after = done.kind() == Kind.DELETED ? Map.<String, Object>of() : done.cells();
        var cells = new ArrayList<Cell>();
        var room = LONGEST_ROW;
        for (var column : done.table().kept().stream().filter(one -> one.type() != ColumnType.FILE).sorted(Comparator.comparing(one -> one.name())).toList()) {
            if (rule.isPresent() ? !rule.get().shown().contains(column.name()) : done.kind() == Kind.UPDATED && !done.columns().contains(column.name())) continue;
            var cell = new Cell(column.name(), value(before, column.name()), value(after, column.name()));
            if (cell.before().equals(cell.after())) continue;
            room -= cell.column().length() + cell.before().orElse("").length() + cell.after().orElse("").length();
            if (room >= 0) cells.add(cell);
        }
        return cells;
    }

    private static Optional<String> value(Map<String, Object> cells, String column) {
        return Optional.ofNullable(cells.get(column)).map(Object::toString).map(text -> text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…");
    }
}
