package torg.search.lucene.miss;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.table.TableSource;

/** What nothing was found for, by site: the text, how often, and the last day. Nothing of who looked for it. */
@Component
public final class MissTable implements TableSource {
    static final String NAME = "search_miss";

    @Override
    public List<Table> tables() {
        return List.of(Table.internal(NAME, List.of(List.of("site", "count", "last")),
                Column.of("id", ColumnType.TEXT).sized(64),
                Column.of("site", ColumnType.TEXT).sized(100).asRequired(),
                Column.of("text", ColumnType.TEXT).sized(Misses.LONGEST).asRequired(),
                Column.of("count", ColumnType.INTEGER).asRequired(),
                Column.of("last", ColumnType.DATE).asRequired()));
    }
}
