package torg.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/** Columns that both sides write, and whose word stands in the end: what nobody wrote over unheard has to stay. */
final class Values {
    private final SimulatedPortal portal;
    private final SimulatedErp erp;
    /** The values that one of which has to stand, by the cell in the ERP. */
    private final Map<Cell, Set<String>> mayStand = new HashMap<>();
    /** What each row showed, in order. */
    private final Map<String, SequencedSet<String>> shown = new HashMap<>();
    /** Keys of what was deleted in the ERP: nobody's word stands there. */
    private final Set<String> deleted = new HashSet<>();
    private int writes;

    Values(SimulatedPortal portal, SimulatedErp erp) {
        this.portal = portal;
        this.erp = erp;
    }

    /** A cell: entity and field, and the key of the row here, or of the record there when it was never here. */
    private record Cell(String entity, String field, String key) {}

    /** A row was written: a value that gave way to another does not come back. */
    void shown(String table, String column, String key) {
        var value = portal.row(table, key).orElseThrow().text(column).orElse("");
        var before = shown.computeIfAbsent(table + "/" + key, _ -> new LinkedHashSet<>());
        if (before.isEmpty() || !before.getLast().equals(value)) assertThat(before.add(value)).as("%s of %s %s goes back to '%s' after %s", column, table, key, value, before).isTrue();
    }

    /** How often a customer wrote. */
    int writes() {
        return writes;
    }

    /** A customer writes, and is told that it is kept. */
    void typed(String table, String column, String key, String value) {
        var entity = table.equals("account") ? "Customers" : "Orders";
        var field = table.equals("account") ? "Phone" : "Note";
        var cell = new Cell(entity, field, key);
        var record = record(cell);
        var here = portal.row(table, key).orElseThrow().value(column).orElse(null);
        portal.change(table, key, Map.of(column, value));
        writes++;
        // Nobody there wrote what was not known here: the customer's word is the last one. Else the ERP's may stay.
        var known = record == null || Objects.equals(record.get(field), here);
        mayStand.merge(cell, Set.of(value), (before, last) -> known && before.size() == 1 ? last : union(before, last));
    }

    /** Staff write in the ERP. */
    void set(String entity, String field, Map<String, Object> record, String value) {
        erp.set(record, Map.of(field, value));
        var cell = new Cell(entity, field, String.valueOf(record.getOrDefault("Reference", record.get("Number"))));
        mayStand.merge(cell, Set.of(value), Values::union);
    }

    void delete(String key) {
        deleted.add(key);
    }

    boolean isDeleted(String key) {
        return deleted.contains(key);
    }

    private static Set<String> union(Set<String> before, Set<String> last) {
        var both = new TreeSet<>(before);
        both.addAll(last);
        return both;
    }

    private Map<String, Object> record(Cell cell) {
        return (cell.entity.equals("Orders") ? erp.record("Orders", "Reference", cell.key) : Optional.<Map<String, Object>>empty())
                .or(() -> erp.record(cell.entity, "Number", cell.key)).orElse(null);
    }

    /** What stands in the ERP and should not, as words; empty when all is well. */
    String lost() {
        var lost = new StringBuilder();
        mayStand.forEach((cell, values) -> {
            if (deleted.contains(cell.key)) return;
            var record = record(cell);
            if (record == null || !values.contains(String.valueOf(record.get(cell.field)))) lost.append(cell).append(" should be one of ").append(values).append(": ").append(record).append('\n');
        });
        return lost.toString();
    }
}
