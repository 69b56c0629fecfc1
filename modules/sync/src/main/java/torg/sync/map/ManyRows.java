package torg.sync.map;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;

/** Many rows with few questions: one for each record of a page is most of what reading it would cost. */
public record ManyRows(Tables tables, Caller caller) {
    private static final int AT_ONCE = 128;
    private static final int LONGEST_KEY = 64;

    /**
     * Those of these keys that are here, by key.
     *
     * @param columns what is read of each, as for {@link Tables#find}
     */
    public Map<String, Row> byKey(String table, Collection<String> keys, String... columns) {
        var rows = new HashMap<String, Row>();
        var asked = keys.stream().filter(ManyRows::isKey).distinct().toList();
        if (columns.length > Query.MOST_SELECTED) asked.forEach(key -> tables.find(caller, table, key).ifPresent(row -> rows.put(key, row)));
        else rows(table, tables.schema().table(table).key(), asked, columns).forEach(row -> rows.put(row.key(), row));
        return rows;
    }

    /** Keys of the rows that a path tells from all others by one of these values, by that value. Not told of: a value that no row has, or several have. */
    Map<Object, String> only(String table, String path, Collection<Object> values) {
        var keys = new HashMap<Object, String>();
        var several = new HashSet<Object>();
        for (var row : rows(table, path, List.copyOf(new HashSet<>(values)), path)) row.value(path).ifPresent(value -> {
            if (keys.put(value, row.key()) != null) several.add(value);
        });
        keys.keySet().removeAll(several);
        // A number is the same with more digits behind the point, but not the same key of a map.
        keys.keySet().removeIf(BigDecimal.class::isInstance);
        return keys;
    }

    private List<Row> rows(String table, String path, List<?> values, String... columns) {
        var found = new ArrayList<Row>();
        for (var from = 0; from < values.size(); from += AT_ONCE) {
            var some = values.subList(from, Math.min(values.size(), from + AT_ONCE));
            // The same few lengths again and again, so that the store has few statements to remember.
            var padded = Stream.concat(some.stream(), Collections.nCopies(Integer.highestOneBit(some.size() * 2 - 1) - some.size(), some.getLast()).stream());
            var query = Query.of(table, columns).where(Condition.any(padded.map(value -> Condition.eq(path, value)).toList())).top(Query.MOST_ROWS);
            for (var page = Optional.of(query); page.isPresent(); ) {
                var here = tables.query(caller, page.get());
                found.addAll(here.rows());
                page = here.next().map(query::after);
            }
        }
        return found;
    }

    /** What no row can have for a key need not be asked for, and some of it cannot be. */
    static boolean isKey(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_KEY && Storable.text(text, LONGEST_KEY).equals(text);
    }
}
