package torg.sync.map;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import torg.api.identity.Caller;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;

/**
 * Rows of people who were erased here: those whose column {@value #COLUMN} is true, where their table has such a column of truth values. What the ERP still says of them is not taken,
 * and what became of them here it is not told: that it has them as well is for whoever looks after the ERP.
 */
public record Erased(Tables tables, Caller caller) {
    private static final String COLUMN = "erased";
    private static final int AT_ONCE = 500;

    /** Whether this row is one. */
    public boolean has(String table, String key) {
        return !among(table, List.of(key)).isEmpty();
    }

    /** Which of the rows of these keys are. */
    public Set<String> among(String table, Collection<String> keys) {
        var known = tables.schema().table(table);
        if (known.column(COLUMN).filter(column -> column.type() == ColumnType.BOOLEAN).isEmpty()) return Set.of();
        var found = new HashSet<String>();
        // Few people are erased and many records read: their keys are compared here.
        for (var query = Query.of(table, known.key()).where(Condition.eq(COLUMN, true)).top(AT_ONCE); ; ) {
            var page = tables.query(caller, query);
            page.rows().stream().map(Row::key).filter(keys::contains).forEach(found::add);
            if (page.next().isEmpty()) return found;
            query = query.after(page.next().get());
        }
    }
}
