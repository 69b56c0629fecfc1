package torg.store.rights;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import torg.api.table.Table;
import torg.store.sql.Joins;
import torg.store.sql.Sql;

/** The tables of one {@code IN (SELECT ...)}, where a row may come up twice. Links are joined once: of two relationships each pair of links would be looked at. */
final class Within {
    private final List<org.jooq.Table<?>> tables = new ArrayList<>();
    private final List<Condition> same = new ArrayList<>();
    private boolean links;

    /** Its alias. */
    String add(Sql sql, Table table) {
        var alias = sql.alias();
        tables.add(Joins.as(table, alias));
        return alias;
    }

    /** The row that this key leads to; its alias. */
    String join(Sql sql, Table table, Field<?> key) {
        var alias = add(sql, table);
        same.add(sql.field(alias, table.columns().get(table.key())).eq(Joins.untyped(key)));
        return alias;
    }

    void links(org.jooq.Table<?> table) {
        tables.add(table);
        links = true;
    }

    /** Whether there are links already. */
    boolean links() {
        return links;
    }

    <T> Select<Record1<T>> select(Field<T> field, Condition holds) {
        return DSL.select(field).from(tables).where(DSL.and(same).and(holds));
    }
}
