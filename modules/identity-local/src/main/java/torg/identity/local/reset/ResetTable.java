package torg.identity.local.reset;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.table.TableSource;

/** One row a link by which somebody chooses another password; its key is the hash of the code, which only the mail has. */
@Component
public final class ResetTable implements TableSource {
    static final String NAME = "identity_reset";

    @Override
    public List<Table> tables() {
        return List.of(Table.internal(NAME, List.of(List.of("contact"), List.of("expires")),
                Column.of("code", ColumnType.TEXT).sized(64),
                Column.of("contact", ColumnType.TEXT).sized(64).asRequired(),
                Column.of("email", ColumnType.TEXT).sized(254).asRequired(),
                Column.of("expires", ColumnType.DATE_TIME).asRequired()));
    }
}
