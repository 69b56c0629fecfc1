package torg.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import torg.api.sync.Outbox.State;
import torg.api.table.Row;
import torg.sync.map.Inbound;

/** What has to be so when both sides have come to rest. */
final class Verdict {
    private static final Map<String, String> STATUS = Map.of("Active", "open", "Invoiced", "invoiced");
    private final Simulation run;

    Verdict(Simulation run) {
        this.run = run;
    }

    void hold() {
        nothingWaits();
        everyOrderIsThereOnceAndWhole();
        nothingIsLost();
        nothingEchoes();
        bothSidesAgree();
    }

    private void nothingWaits() {
        assertThat(run.portal.outbox.list(Optional.of(State.WAITING), 100)).as("still waiting").isEmpty();
        assertThat(run.portal.outbox.list(Optional.of(State.REFUSED), 100)).as("parked, beside changes of what was deleted in the ERP").allMatch(entry -> run.values.isDeleted(entry.key()));
        assertThat(run.portal.rows("sync_failure", "map", "reason", "record")).as("not taken").isEmpty();
    }

    private void everyOrderIsThereOnceAndWhole() {
        run.submitted.forEach((key, lines) -> {
            var orders = run.erp.read("Orders", Map.of("Reference", key), Map.of());
            assertThat(orders).as("orders in the ERP with the reference %s", key).hasSize(1);
            assertThat(run.erp.read("Lines", Map.of("Order", orders.getFirst().get("Number")), Map.of())).as("lines of %s", key).extracting(line -> (BigDecimal) line.get("Quantity"))
                    .usingElementComparator(BigDecimal::compareTo).containsExactlyInAnyOrderElementsOf(lines.values());
        });
        assertThat(run.erp.records("Orders").stream().filter(order -> order.containsKey("Reference"))).as("orders that the portal made").hasSize(run.submitted.size());
    }

    private void nothingIsLost() {
        assertThat(run.values.lost()).isEmpty();
    }

    /** What staff wrote begins with an s. */
    private void nothingEchoes() {
        assertThat(run.portal.outbox.list(Optional.empty(), 10_000)).as("what was to be sent, beside what customers did").hasSize(run.submissions + run.revisions + run.values.writes());
        assertThat(run.erp.sent).as("what the portal sent").noneMatch(sent -> String.valueOf(sent.value()).startsWith("s"));
    }

    private void bothSidesAgree() {
        agree("account", "Customers", "Number", Map.of("name", "Name", "phone", "Phone"));
        agree("order", "Orders", "Number", Map.of("account", "Customer", "note", "Note", "status", "Status"));
        var lines = new HashMap<String, Row>();
        run.portal.rows("line", "order", "order.erpnumber", "position", "quantity", "price").forEach(line -> lines.put(line.text("order.erpnumber").orElse("") + "/" + line.value("position").orElse(""), line));
        assertThat(lines.keySet()).as("lines").containsExactlyInAnyOrderElementsOf(run.erp.records("Lines").stream().map(line -> String.valueOf(line.get("Number"))).toList());
        run.erp.records("Lines").forEach(record -> compare(record, lines.get(String.valueOf(record.get("Number"))), Map.of("quantity", "Quantity", "price", "Price")));
    }

    private void agree(String table, String entity, String field, Map<String, String> columns) {
        var key = table.equals("order") ? "erpnumber" : "number";
        var rows = new HashMap<String, Row>();
        var selected = new java.util.ArrayList<>(columns.keySet());
        selected.add(key);
        run.portal.rows(table, selected.toArray(String[]::new)).forEach(row -> rows.put(row.text(key).orElse("none: " + row.key()), row));
        assertThat(rows.keySet()).as(table).containsExactlyInAnyOrderElementsOf(run.erp.records(entity).stream().map(record -> String.valueOf(record.get(field))).toList());
        run.erp.records(entity).forEach(record -> compare(record, rows.get(String.valueOf(record.get(field))), columns));
    }

    private static void compare(Map<String, Object> record, Row row, Map<String, String> columns) {
        columns.forEach((column, field) -> {
            var there = field.equals("Status") ? STATUS.get(String.valueOf(record.get(field))) : record.get(field);
            assertThat(row.value(column).orElse(null)).as("%s beside %s", column, record)
                    .matches(here -> Inbound.same(here instanceof BigDecimal ? there : there, here), "is as the ERP has it");
        });
    }
}
