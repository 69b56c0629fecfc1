package torg.identity.oidc.person;

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

/** Where it is kept which identities at providers are which contacts, and what the audit log is told of that. */
@Component
public final class LinkTables implements TableSource, AuditedTables, PersonalData {
    /** One row an identity; its key is the hash of issuer and subject, so that another provider of the same name finds nobody. */
    public static final String LINK = "identity_link";

    @Override
    public List<Table> tables() {
        return List.of(Table.internal(LINK, List.of(List.of("contact")),
                Column.of("identity", ColumnType.TEXT).sized(64),
                Column.of("contact", ColumnType.TEXT).sized(64).asRequired(),
                Column.of("provider", ColumnType.TEXT).sized(40).asRequired(),
                // Empty where it was linked before others than providers had people.
                Column.of("way", ColumnType.TEXT).sized(64),
                Column.of("subject", ColumnType.TEXT).sized(255).asRequired(),
                Column.of("made", ColumnType.DATE_TIME).asRequired()));
    }

    @Override
    public List<Rule> audited() {
        return List.of(new Rule(LINK, "identity-linked", "identity-linked", "identity-unlinked", Optional.of("contact"), Set.of("provider", "subject"), Set.of()));
    }

    @Override
    public List<Kept> kept() {
        return List.of(Kept.of(LINK, "contact", "provider", "subject", "made"));
    }
}
