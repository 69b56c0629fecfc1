package torg.demo.erp.books;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The values of one row, or the part of them that somebody sent. A value that is not there was not sent. */
public final class Row {
    private final Map<String, Object> values = new LinkedHashMap<>();

    public Row set(String column, Object value) {
        values.put(column, value);
        return this;
    }

    /** Fills a value in where none, or an empty one, was sent. */
    public Row otherwise(String column, Object value) {
        if (isEmpty(column)) {
            values.put(column, value);
        }
        return this;
    }

    public Row setAll(Row other) {
        values.putAll(other.values);
        return this;
    }

    /** The values that are not the same in an earlier state of this row. */
    public Row changesSince(Row before) {
        var changes = new Row();
        values.forEach((column, value) -> {
            if (!value.equals(before.value(column))) {
                changes.set(column, value);
            }
        });
        return changes;
    }

    public Row without(String column) {
        values.remove(column);
        return this;
    }

    public Row copy() {
        return new Row().setAll(this);
    }

    public Set<String> columns() {
        return values.keySet();
    }

    public Object value(String column) {
        return values.get(column);
    }

    public boolean has(String column) {
        return values.containsKey(column);
    }

    /** Whether a value is missing or is what the books hold for nothing: no text, zero, no date. */
    public boolean isEmpty(String column) {
        return switch (values.get(column)) {
            case null -> true;
            case String text -> text.isBlank();
            case BigDecimal number -> number.signum() == 0;
            case Number number -> number.longValue() == 0;
            case Instant moment -> moment.equals(Column.NO_DATE);
            default -> false;
        };
    }

    public String text(String column) {
        return values.get(column) instanceof String text ? text : "";
    }

    public BigDecimal amount(String column) {
        return values.get(column) instanceof BigDecimal number ? number : BigDecimal.ZERO;
    }

    public long number(String column) {
        return values.get(column) instanceof Number number ? number.longValue() : 0;
    }

    public Instant moment(String column) {
        return values.get(column) instanceof Instant moment ? moment : Column.NO_DATE;
    }

    public boolean isYes(String column) {
        return "Yes".equals(values.get(column));
    }

    /** Rises with every change of the row; the protocol makes its ETag of it. */
    public long version() {
        return number("RecVersion");
    }

    long id() {
        return number("RecId");
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
