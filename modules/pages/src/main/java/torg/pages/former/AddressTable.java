package torg.pages.former;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.spi.table.TableSource;

/** The addresses that pages of a site have and had, and by what each page is known again. */
@Component
public final class AddressTable implements TableSource {
    static final String NAME = "pages_address";
    /** Characters of an address that is remembered. */
    static final int LONGEST_ADDRESS = 500;
    /** Characters of all markers of a page together. */
    static final int LONGEST_MARKERS = 1_000;

    @Override
    public List<Table> tables() {
        return List.of(Table.internal(NAME, List.of(List.of("site", "address")),
                Column.of("id", ColumnType.TEXT).sized(64),
                Column.of("site", ColumnType.TEXT).sized(100).asRequired(),
                Column.of("address", ColumnType.TEXT).sized(LONGEST_ADDRESS).asRequired(),
                Column.of("print", ColumnType.TEXT).sized(64).asRequired(),
                Column.of("markers", ColumnType.TEXT).sized(LONGEST_MARKERS),
                Column.of("now", ColumnType.TEXT).sized(LONGEST_ADDRESS),
                Column.of("gone", ColumnType.DATE_TIME)));
    }

    static Known known(Row row) {
        return new Known(new Mark(row.text("print").orElseThrow(), row.text("markers").map(names -> Set.of(names.split(" "))).orElse(Set.of())), row.text("now"),
                row.instant("gone"));
    }

    static Change put(String site, String address, Known known) {
        var values = new HashMap<String, Object>(Map.of("site", site, "address", address, "print", known.mark().print()));
        values.put("markers", String.join(" ", known.mark().markers().stream().sorted().toList()));
        values.put("now", known.now().orElse(""));
        values.put("gone", known.gone().orElse(null));
        return new Change.Put(NAME, key(site, address), values);
    }

    static Change delete(String site, String address) {
        return new Change.Delete(NAME, key(site, address));
    }

    private static String key(String site, String address) {
        return Write.Once.digestOf(site + "\n" + address);
    }
}
