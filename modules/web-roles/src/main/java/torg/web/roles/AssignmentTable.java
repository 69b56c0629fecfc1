package torg.web.roles;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.table.TableSource;

/** Where it is kept who has which roles: one row a contact, so that giving roles is one change. */
@Component
public final class AssignmentTable implements TableSource {
    static final String NAME = "webroles_assignment";
    static final String CONTACT = "contact";
    /** Names of roles with commas between. */
    static final String ROLES = "roles";

    @Override
    public List<Table> tables() {
        return List.of(Table.internal(NAME, List.of(), Column.of(CONTACT, ColumnType.TEXT).sized(64), Column.of(ROLES, ColumnType.LONG_TEXT).asRequired()));
    }
}
