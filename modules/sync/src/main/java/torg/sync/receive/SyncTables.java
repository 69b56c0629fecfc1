package torg.sync.receive;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.table.TableSource;
import torg.sync.map.MapsCompiler;

/** The sync's own tables: how far each map is, records that could not be taken, what stands still, and what people are asked. */
@Component(service = TableSource.class)
public final class SyncTables implements TableSource {
    /** A row per map. */
    static final String STATE = "sync_state";
    /** A row per record that was not taken. */
    static final String FAILURE = "sync_failure";
    /** A row per map or connector that an administrator paused, or had paused once. */
    public static final String PAUSING = "sync_pausing";
    /** A row for each part of the keys that a map brought, see {@link Remembered}. */
    static final String SEEN = "sync_seen";
    /** A row per map of which many rows were gone once, see {@link Guard}. */
    static final String GUARD = "sync_guard";
    /** A row per change that a person is or was asked about, see {@code torg.sync.send.Conflicts}. */
    public static final String CONFLICT = "sync_conflict";
    private static final int LONGEST_PERSON = 300;

    @Override
    public List<Table> tables() {
        return List.of(
                Table.internal(STATE, List.of(),
                        Column.of("map", ColumnType.TEXT).sized(MapsCompiler.LONGEST_NAME).asRequired(), Column.of("completed", ColumnType.DATE_TIME),
                        Column.of("records", ColumnType.INTEGER), Column.of("failures", ColumnType.INTEGER),
                        Column.of("cursor", ColumnType.LONG_TEXT), Column.of("asked", ColumnType.TEXT).sized(16), Column.of("reached", ColumnType.DATE_TIME)),
                Table.internal(FAILURE, List.of(List.of("map")),
                        Column.of("id", ColumnType.TEXT).sized(64).asRequired(), Column.of("map", ColumnType.TEXT).sized(MapsCompiler.LONGEST_NAME).asRequired(),
                        Column.of("record", ColumnType.LONG_TEXT), Column.of("code", ColumnType.TEXT).sized(100),
                        Column.of("reason", ColumnType.TEXT).sized(1000), Column.of("since", ColumnType.DATE_TIME)),
                Table.internal(SEEN, List.of(List.of("map")),
                        Column.of("id", ColumnType.TEXT).sized(64).asRequired(), Column.of("map", ColumnType.TEXT).sized(MapsCompiler.LONGEST_NAME), Column.of("keys", ColumnType.LONG_TEXT)),
                Table.internal(GUARD, List.of(),
                        Column.of("map", ColumnType.TEXT).sized(MapsCompiler.LONGEST_NAME).asRequired(), Column.of("held", ColumnType.INTEGER), Column.of("of", ColumnType.INTEGER), Column.of("since", ColumnType.DATE_TIME),
                        Column.of("allowed", ColumnType.INTEGER), Column.of("went", ColumnType.INTEGER),
                        Column.of("by", ColumnType.TEXT).sized(LONGEST_PERSON), Column.of("note", ColumnType.TEXT).sized(1000), Column.of("let", ColumnType.DATE_TIME)),
                Table.internal(CONFLICT, List.of(),
                        Column.of("entry", ColumnType.TEXT).sized(20).asRequired(), Column.of("state", ColumnType.TEXT).sized(16), Column.of("keep", ColumnType.TEXT).sized(10), Column.of("since", ColumnType.DATE_TIME),
                        Column.of("by", ColumnType.TEXT).sized(LONGEST_PERSON), Column.of("decided", ColumnType.DATE_TIME)),
                Table.internal(PAUSING, List.of(),
                        Column.of("subject", ColumnType.TEXT).sized(64).asRequired(), Column.of("scope", ColumnType.TEXT).sized(20), Column.of("name", ColumnType.TEXT).sized(MapsCompiler.LONGEST_NAME),
                        Column.of("by", ColumnType.TEXT).sized(LONGEST_PERSON), Column.of("since", ColumnType.DATE_TIME), Column.of("note", ColumnType.TEXT).sized(1000),
                        Column.of("ended", ColumnType.DATE_TIME), Column.of("endedby", ColumnType.TEXT).sized(LONGEST_PERSON)));
    }
}
