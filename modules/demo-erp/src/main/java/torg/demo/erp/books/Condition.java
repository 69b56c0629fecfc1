package torg.demo.erp.books;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A condition on rows: SQL whose values are always bound, never written into the text. */
public record Condition(String sql, List<Object> values) {

    public static final Condition ALL = new Condition("TRUE", List.of());

    public static Condition equal(String column, Object value) {
        return new Condition('"' + column + "\" = ?", List.of(value));
    }

    public static Condition oneOf(String column, Collection<?> values) {
        return new Condition('"' + column + "\" = ANY(?)", List.of((Object) values.toArray()));
    }

    public Condition and(Condition other) {
        if (this == ALL) {
            return other;
        }
        var both = new ArrayList<>(values);
        both.addAll(other.values);
        return new Condition("(" + sql + ") AND (" + other.sql + ")", both);
    }

    public Condition and(String column, Object value) {
        return and(equal(column, value));
    }
}
