package torg.api.table;

import java.util.List;
import java.util.Optional;

/**
 * A question to one table.
 *
 * @param table name of the table
 * @param select paths to read, at most 60; the key is always read
 * @param where which rows, beside what the caller may see; at most 500 conditions, 30 deep, with texts of at most 4,000 characters
 * @param order by which paths, at most four; the key is added at the end, in the last one's direction, so that pages are stable
 * @param top most rows wanted, 1 to 10,000
 * @param after where the last page ended ({@link Rows#next()}), or empty for the first page
 * @param skip rows to pass over, 0 to 10,000; for numbered pages, together with {@code after} refused
 * @param count whether the number of all visible matching rows is wanted too
 */
public record Query(String table, List<String> select, Condition where, List<Order> order, int top, Optional<String> after, int skip, boolean count) {
    public Query {
        select = List.copyOf(select);
        order = List.copyOf(order);
        if (top < 1 || top > 10_000) throw new IllegalArgumentException("top is 1 to 10000, not " + top);
        if (skip < 0 || skip > 10_000) throw new IllegalArgumentException("skip is 0 to 10000, not " + skip);
    }

    /** Every visible row of a table, these paths, in key order, at most 200 of them. */
    public static Query of(String table, String... select) {
        return new Query(table, List.of(select), new Condition.Everything(), List.of(), 200, Optional.empty(), 0, false);
    }

    /** The same question with this condition in place of the one there was. */
    public Query where(Condition condition) {
        return new Query(table, select, condition, order, top, after, skip, count);
    }

    /** The same question in this order, in place of the one there was. */
    public Query order(Order... by) {
        return new Query(table, select, where, List.of(by), top, after, skip, count);
    }

    /** The same question for so many rows; {@link IllegalArgumentException} unless 1 to 10,000. */
    public Query top(int most) {
        return new Query(table, select, where, order, most, after, skip, count);
    }

    /** The same question from where a page ended: a {@link Rows#next()} of the same order. */
    public Query after(String cursor) {
        return new Query(table, select, where, order, top, Optional.of(cursor), skip, count);
    }

    /** The same question past so many rows; {@link IllegalArgumentException} unless 0 to 10,000. */
    public Query skip(int rows) {
        return new Query(table, select, where, order, top, after, rows, count);
    }

    /** The same question with {@link Rows#total} told; that is work for the database unless the first page is the last. */
    public Query counted() {
        return new Query(table, select, where, order, top, after, skip, true);
    }

    /** By which path, in which direction; empty cells come first when ascending. Long texts are ordered by their first 200 characters. */
    public record Order(String path, boolean descending) {}
}
