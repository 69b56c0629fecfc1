package torg.web.roles;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.identity.PersonalData;
import torg.spi.table.TableSource;

/** Where it is kept who has which roles: one row a contact and one an account, so that giving roles is one change. */
@Component
public final class AssignmentTable implements TableSource, PersonalData {
    static final String OF_CONTACTS = "webroles_assignment";
    static final String OF_ACCOUNTS = "webroles_account";
    /** Names of roles with commas between. */
    static final String ROLES = "roles";

    @Override
    public List<Table> tables() {
        return List.of(table(OF_CONTACTS, "contact"), table(OF_ACCOUNTS, "account"));
    }

    @Override
    public List<Kept> kept() {
        return List.of(Kept.of(OF_CONTACTS, "contact", ROLES));
    }

    private static Table table(String name, String key) {
        return Table.internal(name, List.of(), Column.of(key, ColumnType.TEXT).sized(64), Column.of(ROLES, ColumnType.LONG_TEXT).asRequired());
    }
}
