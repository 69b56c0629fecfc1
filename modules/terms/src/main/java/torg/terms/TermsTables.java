package torg.terms;

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

/** Which texts were accepted, and by whom. Nothing is changed there. */
@Component
public final class TermsTables implements TableSource, AuditedTables, PersonalData {
    /** One row a text as it was shown; its key is its digest. */
    static final String TEXT = "terms_text";
    /** One row a person and version. */
    static final String ACCEPTANCE = "terms_acceptance";
    static final String CONTACT = "contact";

    @Override
    public List<Table> tables() {
        return List.of(
                Table.internal(TEXT, List.of(List.of("since")),
                        Column.of("digest", ColumnType.TEXT).sized(64),
                        Column.of("version", ColumnType.TEXT).sized(40).asRequired(),
                        Column.of("language", ColumnType.TEXT).sized(20).asRequired(),
                        Column.of("title", ColumnType.TEXT).sized(4_000),
                        Column.of("markup", ColumnType.LONG_TEXT).asRequired(),
                        Column.of("since", ColumnType.DATE_TIME).asRequired()),
                Table.internal(ACCEPTANCE, List.of(List.of(CONTACT), List.of("digest", "at")),
                        Column.of("id", ColumnType.TEXT).sized(64),
                        Column.of(CONTACT, ColumnType.TEXT).sized(64).asRequired(),
                        Column.of("version", ColumnType.TEXT).sized(40).asRequired(),
                        Column.of("digest", ColumnType.TEXT).sized(64).asRequired(),
                        Column.of("at", ColumnType.DATE_TIME).asRequired(),
                        Column.of("address", ColumnType.TEXT).sized(64)));
    }

    @Override
    public List<Rule> audited() {
        return List.of(new Rule(ACCEPTANCE, "terms-accepted", "terms-emptied", "terms-gone", Optional.of(CONTACT), Set.of("version", "digest"), Set.of()));
    }

    /** That somebody agreed is of the business with the account, and stays without from where. */
    @Override
    public List<Kept> kept() {
        return List.of(Kept.of(ACCEPTANCE, CONTACT, "version", "digest", "at", "address").emptied("address"));
    }
}
