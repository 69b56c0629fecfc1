package torg.identity.passkeys;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.audit.AuditedTables;
import torg.spi.identity.PersonalData;
import torg.spi.table.TableSource;

/** Where passkeys are kept: their public halves, with which nobody comes in. */
@Component(service = {TableSource.class, AuditedTables.class, PersonalData.class})
public final class PasskeyTable implements TableSource, AuditedTables, PersonalData {
    static final String NAME = "identity_passkey";
    /** Characters of the name that a person gives one. */
    static final int LONGEST_NAME = 60;

    @Override
    public List<Table> tables() {
        return List.of(Table.internal(NAME, List.of(List.of("contact"), List.of("handle")),
                Column.of("id", ColumnType.TEXT).sized(64),
                Column.of("credential", ColumnType.LONG_TEXT).asRequired(),
                Column.of("contact", ColumnType.TEXT).sized(64).asRequired(),
                Column.of("handle", ColumnType.TEXT).sized(64).asRequired(),
                Column.of("name", ColumnType.TEXT).sized(LONGEST_NAME).asRequired(),
                Column.of("key", ColumnType.LONG_TEXT).asRequired(),
                Column.of("counter", ColumnType.INTEGER).asRequired(),
                Column.of("created", ColumnType.DATE_TIME).asRequired(),
                Column.of("used", ColumnType.DATE_TIME)));
    }

    /** Who added and took away which; that one was used is the sign-in beside it. */
    @Override
    public List<Rule> audited() {
        return List.of(new Rule(NAME, "passkey-added", "passkey-changed", "passkey-removed", Optional.of("contact"), Set.of("name"), Set.of()));
    }

    @Override
    public List<Kept> kept() {
        return List.of(Kept.of(NAME, "contact", "name", "created", "used"));
    }
}
