package torg.lists.forms.form;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.identity.PersonalData;
import torg.spi.table.TableSource;

/** The table that keeps what people typed between the steps of a form. */
@Component
public final class DraftTable implements TableSource, PersonalData {
    public static final String NAME = "forms_draft";
    public static final int LARGEST = 65_536;

    @Override
    public List<Table> tables() {
        return List.of(Table.internal(NAME, List.of(List.of("contact"), List.of("updated")),
                Column.of("id", ColumnType.TEXT).sized(32).asRequired(),
                Column.of("contact", ColumnType.TEXT).sized(64).asRequired(),
                Column.of("account", ColumnType.TEXT).sized(64),
                Column.of("form", ColumnType.TEXT).sized(60).asRequired(),
                Column.of("content", ColumnType.LONG_TEXT).sized(0).asRequired(),
                Column.of("made", ColumnType.TEXT).sized(64),
                Column.of("updated", ColumnType.DATE_TIME).asRequired()));
    }

    @Override
    public List<Kept> kept() {
        return List.of(Kept.of(NAME, "contact", "form", "account", "content", "updated"));
    }
}
