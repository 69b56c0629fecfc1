package torg.demo.erp.books;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A question to one table.
 *
 * @param columns the columns wanted
 * @param order an ORDER BY list; it should end with a key, so that pages do not overlap
 */
public record Select(Table table, Collection<Column> columns, Condition where, String order, long offset, int limit) {

    public Select page(long newOffset, int newLimit) {
        return new Select(table, columns, where, order, newOffset, newLimit);
    }

    String sql() {
        return what(columns) + " FROM " + table.sql() + " WHERE " + where.sql()
                + " ORDER BY " + order + " OFFSET " + offset + " ROWS FETCH NEXT " + limit + " ROWS ONLY";
    }

    static String what(Collection<Column> columns) {
        return columns.stream().map(Column::sql).collect(Collectors.joining(", ", "SELECT ", ", \"RecId\", \"RecVersion\""));
    }
}
