package torg.store.write;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.Committed;
import torg.api.table.Table;
import torg.store.database.Cells;
import torg.store.database.Dialect;
import torg.store.database.Jdbc;
import torg.store.database.Names;
import torg.store.database.Transaction;
import torg.store.schema.Filling;

/** Fills a column of many rows in one statement; the ERP does not hear of it. */
@Component(immediate = true, service = Filling.class)
public final class Filler implements Filling {
    private static final Caller STORE = Caller.service("store");
    private final WriteRunner writes;
    private final Dialect dialect;
    private final ChangeFeed feed;

    @Activate
    public Filler(@Reference WriteRunner writes, @Reference Statements statements) {
        this.writes = writes;
        this.dialect = statements.dialect();
        this.feed = new ChangeFeed(dialect, InstantSource.system());
    }

    @Override
    public List<Committed> fill(Transaction transaction, Map<Table, List<Column>> columns) throws SQLException {
        var done = new ArrayList<Done>();
        for (var table : columns.keySet()) {
            for (var column : columns.get(table)) {
                for (var key : Jdbc.query(transaction.connection(), dialect.changed(update(table, column), table.key()), rows -> rows.getString(1))) {
                    done.add(new Done(table, key, Committed.Kind.UPDATED, table.touchedBy(Set.of(column.name())), Map.of(), Map.of()));
                }
            }
        }
        return feed.add(transaction, done, STORE.name(), STORE);
    }

    private org.jooq.Query update(Table table, Column column) {
        var field = DSL.field(Names.quoted(column.name()), Cells.type(column, dialect));
        var version = DSL.field(Names.quoted(Names.VERSION), Long.class);
        var value = DSL.inline(column.defaultValue().orElseThrow(), field.getDataType());
        return DSL.update(DSL.table(Names.quoted(table.name()))).set(Map.of(field, value, version, version.plus(1))).where(field.isNull());
    }

    @Override
    public void tell(List<Committed> changed) {
        writes.tell(changed);
    }
}
