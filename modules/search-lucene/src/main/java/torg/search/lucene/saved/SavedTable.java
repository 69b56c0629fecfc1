package torg.search.lucene.saved;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;
import torg.spi.identity.PersonalData;
import torg.spi.table.TableSource;

/** Searches that a contact keeps on a site, each under a name. */
@Component
public final class SavedTable implements TableSource, PersonalData {
    static final String NAME = "search_saved";
    private static final int LONGEST_KEY = 200;

    @Override
    public List<Table> tables() {
        return List.of(Table.internal(NAME, List.of(List.of("contact", "site")),
                Column.of("id", ColumnType.TEXT).sized(64),
                Column.of("contact", ColumnType.TEXT).sized(LONGEST_KEY).asRequired(),
                Column.of("site", ColumnType.TEXT).sized(LONGEST_KEY).asRequired(),
                Column.of("name", ColumnType.TEXT).sized(SavedSearches.LONGEST_NAME).asRequired(),
                Column.of("query", ColumnType.TEXT).sized(SavedSearches.LONGEST_QUERY).asRequired()));
    }

    @Override
    public List<Kept> kept() {
        return List.of(Kept.of(NAME, "contact", "site", "name", "query"));
    }
}
