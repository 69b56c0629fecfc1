package torg.alerts;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.table.TableSource;

/** A row for each health check that was not well once: since when it is not, and when that was told. */
@Component
public final class AlertTable implements TableSource {
    static final String NAME = "alert_state";
    /** The check's name. */
    static final String CHECK = "check";
    /** Since when it is not well; empty when it is. */
    static final String SINCE = "since";
    /** When somebody was last written to about it. */
    static final String TOLD = "told";
    /** Whether it was told that it is not well, and not yet that this is over. */
    static final String OPEN = "open";
    private static final int LONGEST_NAME = 64;

    @Override
    public List<Table> tables() {
        return List.of(Table.internal(NAME, List.of(), Column.of(CHECK, ColumnType.TEXT).sized(LONGEST_NAME).asRequired(), Column.of(SINCE, ColumnType.DATE_TIME),
                Column.of(TOLD, ColumnType.DATE_TIME), Column.of(OPEN, ColumnType.BOOLEAN)));
    }
}
