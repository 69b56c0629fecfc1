package torg.store.schema;

import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import torg.api.table.Column;
import torg.api.table.Table;
import torg.store.database.Names;
import torg.store.sql.LinkTable;

/**
 * Many rows that change alike.
 *
 * @param columns that have another value then, or the relationship that has no more links
 * @param update of these rows and no others; where a column changes it raises their versions: a row that was changed is another version of itself
 */
record RowChange(Table table, Set<String> columns, Query update) {
    private static final Field<Long> VERSION = DSL.field(Names.quoted(Names.VERSION), SQLDataType.BIGINT);

    /** These rows get this value. */
    static RowChange set(Table table, Column column, Field<?> value, Condition where) {
        var values = Map.of(DSL.field(Names.quoted(column.name())), value, VERSION, VERSION.plus(1));
        return new RowChange(table, table.touchedBy(Set.of(column.name())), DSL.update(DSL.table(Names.quoted(table.name()))).set(values).where(where));
    }

    /** The column is about to go, with the values of these rows. */
    static RowChange gone(Table table, Column column, Condition where) {
        return new RowChange(table, table.touchedBy(Set.of(column.name())), DSL.update(DSL.table(Names.quoted(table.name()))).set(VERSION, VERSION.plus(1)).where(where));
    }

    /** The links of a relationship are about to go; the rows stay as they are. */
    static RowChange unlinked(Table table, String relationship) {
        var linked = DSL.select(DSL.field(Names.quoted(LinkTable.FROM))).from(DSL.table(Names.quoted(Names.links(table.name(), relationship))));
        return new RowChange(table, Set.of(relationship), DSL.update(DSL.table(Names.quoted(table.name()))).set(VERSION, VERSION).where(DSL.field(Names.quoted(table.key())).in(linked)));
    }
}
