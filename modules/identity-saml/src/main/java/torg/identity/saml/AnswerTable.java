package torg.identity.saml;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.table.TableSource;

/** Where it is kept which answers of providers came, so that none counts twice, and what they say until the browser is back that brought them. */
@Component
public final class AnswerTable implements TableSource {
    /** One row an answer; its key is the hash of who says it and the assertion's ID. */
    static final String ANSWER = "saml_answer";

    @Override
    public List<Table> tables() {
        return List.of(Table.internal(ANSWER, List.of(List.of("until")),
                Column.of("answer", ColumnType.TEXT).sized(64),
                Column.of("until", ColumnType.DATE_TIME).asRequired(),
                Column.of("provider", ColumnType.TEXT).sized(40).asRequired(),
                Column.of("ticket", ColumnType.TEXT).sized(64).asUnique(),
                Column.of("response", ColumnType.LONG_TEXT).sized(0)));
    }
}
