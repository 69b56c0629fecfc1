package torg.api.table;

import java.util.List;
import java.util.Optional;

/**
 * A question to one table. Its paths and conditions lead over at most {@value #MOST_JOINS} ways to other tables.
 *
 * @param table name of the table
 * @param select paths to read, at most {@value #MOST_SELECTED}; the key is always read
 * @param where which rows, beside what the caller may see; at most {@value #MOST_CONDITIONS} conditions, {@value #DEEPEST} deep, with texts of at most {@value #LONGEST_TEXT} characters
 * @param order by which paths, at most {@value #MOST_ORDERS}; the key is added at the end, in the last one's direction, so that pages are stable
 * @param top most rows wanted, 1 to {@value #MOST_ROWS}; a page of long texts ends before, see {@link #MOST_CHARACTERS}
 * @param after where the last page ended ({@link Rows#next()}), or empty for the first page
 * @param skip rows to pass over, 0 to {@value #MOST_SKIPPED}; for numbered pages, together with {@code after} refused
 * @param count whether the number of all visible matching rows is wanted too
 */
public record Query(String table, List<String> select, Condition where, List<Order> order, int top, Optional<String> after, int skip, boolean count) {
    /** Paths to read. */
    public static final int MOST_SELECTED = 60;
    /** Conditions within each other and beside each other. */
    public static final int MOST_CONDITIONS = 500;
    /** Conditions within each other. */
    public static final int DEEPEST = 30;
    /** Ways from the table to others: lookups that paths follow, each counted once, and hops of conditions to many rows, each by itself. */
    public static final int MOST_JOINS = 40;
    /** Characters of a text that is compared with. */
    public static final int LONGEST_TEXT = 4_000;
    /** Paths to order by. */
    public static final int MOST_ORDERS = 4;
    /** Rows of an answer. */
    public static final int MOST_ROWS = 10_000;
    /** Characters of an answer: the row that reaches them is its last one, unless a part of the house asks, which knows what it asks for. */
    public static final int MOST_CHARACTERS = 1_000_000;
    /** Rows to pass over. */
    public static final int MOST_SKIPPED = 10_000;

    public Query {
        select = List.copyOf(select);
        order = List.copyOf(order);
        if (top < 1 || top > MOST_ROWS) throw new IllegalArgumentException("top is 1 to " + MOST_ROWS + ", not " + top);
        if (skip < 0 || skip > MOST_SKIPPED) throw new IllegalArgumentException("skip is 0 to " + MOST_SKIPPED + ", not " + skip);
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

    /** The same question for so many rows; {@link IllegalArgumentException} unless 1 to {@value #MOST_ROWS}. */
    public Query top(int most) {
        return new Query(table, select, where, order, most, after, skip, count);
    }

    /** The same question from where a page ended: a {@link Rows#next()} of the same order. */
    public Query after(String cursor) {
        return new Query(table, select, where, order, top, Optional.of(cursor), skip, count);
    }

    /** The same question past so many rows; {@link IllegalArgumentException} unless 0 to {@value #MOST_SKIPPED}. */
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
