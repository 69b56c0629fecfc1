package torg.launcher.simulation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import torg.spi.sync.Connector.Correction;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Revision;

/**
 * The ERP's own memory, which survives its crashes: it does one request after the other, each whole. It takes any reference, however often: that a document is there once is for who sends it to
 * see to.
 */
final class SimulatedErp {
    static final List<String> KEY = List.of("Number");
    /** Its clock is wrong. */
    static final Duration AHEAD = Duration.ofHours(1);
    private final InstantSource clock;
    private final Map<String, List<Map<String, Object>>> entities = new LinkedHashMap<>(Map.of("Customers", new ArrayList<>(), "Orders", new ArrayList<>(), "Lines", new ArrayList<>()));
    /** What it was sent by the portal: entity, key, field, value. */
    final List<Sent> sent = new ArrayList<>();
    private int numbers;
    /** Counts its starts: what it was doing when it stopped is gone. */
    private int life;
    private boolean up = true;

    SimulatedErp(InstantSource clock) {
        this.clock = clock;
    }

    /** A value that it was sent. */
    record Sent(String entity, String number, String field, Object value) {}

    boolean isUp() {
        return up;
    }

    int life() {
        return life;
    }

    void stop() {
        up = false;
        life++;
    }

    void start() {
        up = true;
    }

    List<Map<String, Object>> records(String entity) {
        return entities.get(entity);
    }

    Optional<Map<String, Object>> record(String entity, String field, Object value) {
        return records(entity).stream().filter(record -> value.equals(record.get(field))).findFirst();
    }

    /** Records as they are now, copied. */
    List<Map<String, Object>> read(String entity, Map<String, Object> where, Map<String, List<String>> keys) {
        return records(entity).stream().filter(record -> where.entrySet().stream().allMatch(field -> field.getValue().equals(record.get(field.getKey()))))
                .filter(record -> keys.entrySet().stream().allMatch(field -> field.getValue().contains(String.valueOf(record.get(field.getKey()))))).map(Map::copyOf).toList();
    }

    Map<String, Object> customer(String number, String name) {
        return add("Customers", Map.of("Number", number, "Name", name));
    }

    /** An order of a customer, made there. */
    Map<String, Object> order(String customer) {
        return add("Orders", Map.of("Number", "SO-" + ++numbers, "Customer", customer, "Status", "Active", "Open", "yes"));
    }

    void line(Object order, long position, BigDecimal quantity) {
        add("Lines", Map.of("Number", order + "/" + position, "Order", order, "Position", position, "Quantity", quantity, "Price", price(position)));
    }

    private Map<String, Object> add(String entity, Map<String, Object> fields) {
        var record = new HashMap<>(fields);
        changed(record);
        records(entity).add(record);
        return record;
    }

    /** Staff write. */
    void set(Map<String, Object> record, Map<String, Object> fields) {
        record.putAll(fields);
        changed(record);
    }

    private void changed(Map<String, Object> record) {
        record.put("Changed", clock.instant().plus(AHEAD));
    }

    private static BigDecimal price(long position) {
        return BigDecimal.valueOf(10 + position);
    }

    /** Make a head; returns its number. */
    String head(Outgoing document) {
        var record = order(String.valueOf(document.head().get("Customer")));
        var number = String.valueOf(record.get("Number"));
        record.putAll(document.head());
        record.put(document.referenceField(), document.reference());
        note(document.entity(), number, document.head());
        return number;
    }

    /** Add lines to a document. */
    void lines(String entity, String order, List<Map<String, Object>> lines) {
        for (var line : lines) {
            line(order, (Long) line.get("Position"), (BigDecimal) line.get("Quantity"));
            note(entity, order + "/" + line.get("Position"), line);
        }
    }

    /** Change a record that is there, as it was read in the fields that are to change; whether it was. */
    boolean change(Correction correction) {
        if (!isAsRead(correction)) return false;
        var record = record(correction.entity(), "Number", correction.record().get("Number")).orElseThrow();
        changed(record);
        correction.fields().forEach((field, value) -> {
            value.ifPresentOrElse(given -> record.put(field, given), () -> record.remove(field));
            sent.add(new Sent(correction.entity(), String.valueOf(record.get("Number")), field, value.orElse("")));
        });
        return true;
    }

    /** Change a document that is there, all of it or nothing; whether it was. */
    boolean revise(Revision revision) {
        var lines = revision.lines();
        var all = Stream.concat(Stream.of(revision.head()), lines.changed().stream()).toList();
        if (!all.stream().allMatch(this::isAsRead)) return false;
        all.forEach(this::change);
        lines.removed().forEach(gone -> records(lines.entity()).removeIf(line -> line.get("Number").equals(gone.get("Number"))));
        lines.added().forEach(line -> {
            line(lines.parent(), (Long) line.get("Position"), (BigDecimal) line.get("Quantity"));
            note(lines.entity(), lines.parent() + "/" + line.get("Position"), line);
        });
        return true;
    }

    private boolean isAsRead(Correction correction) {
        var record = record(correction.entity(), "Number", correction.record().get("Number"));
        return record.filter(there -> correction.fields().keySet().stream().allMatch(field -> Objects.equals(there.get(field), correction.record().get(field)))).isPresent();
    }

    private void note(String entity, String number, Map<String, Object> fields) {
        fields.forEach((field, value) -> sent.add(new Sent(entity, number, field, value)));
    }

    /** Names of the fields of an entity. */
    static Stream<String> fields(String entity) {
        return switch (entity) {
            case "Customers" -> Stream.of("Number", "Name", "Phone", "Changed");
            case "Orders" -> Stream.of("Number", "Reference", "Customer", "Status", "Open", "Note", "Changed");
            case "Lines" -> Stream.of("Number", "Order", "Position", "Quantity", "Price");
            default -> Stream.of();
        };
    }
}
