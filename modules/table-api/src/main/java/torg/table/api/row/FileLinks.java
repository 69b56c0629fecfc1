package torg.table.api.row;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import torg.api.access.ColumnPrivilege;
import torg.api.file.StoredFile;
import torg.api.identity.Caller;
import torg.api.table.ColumnType;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.web.RowTag;

/**
 * Says of a file what OData says of a property whose value is a stream: where its bytes are, and not the bytes; and what it is called.
 *
 * <p>Source: OData JSON Format Version 4.0, section 9.
 *
 * @param relative whether links begin at the service's root
 * @param written columns that the caller was found to write, or not; for the time of one answer, as is {@code known} of columns that hold files
 */
public record FileLinks(Tables tables, Caller caller, boolean relative, Map<String, Boolean> written, Map<String, Boolean> known) {
    public FileLinks(Tables tables, Caller caller, boolean relative) {
        this(tables, caller, relative, new HashMap<>(), new HashMap<>());
    }

    /** Whether a path ends in a column of files: where there is none, nothing is said of it, not even null. */
    boolean isFile(String table, String path) {
        return known.computeIfAbsent(table + "." + path, _ -> tables.schema().find(table).flatMap(from -> tables.schema().path(from, path)).filter(columns -> columns.getLast().type() == ColumnType.FILE).isPresent());
    }

    /** What there is to say of it; of a file in another row, which is read over a lookup, not where it is. */
    Map<String, Object> of(Row row, String path, StoredFile file) {
        var name = path.replace('.', '/');
        var said = new LinkedHashMap<String, Object>();
        said.put(name + "@torg.file", what(file));
        if (name.equals(path)) {
            var at = Address.row(row.table(), row.key()) + "/" + name + "/$value";
            var link = relative ? at.substring(Address.ROOT.length() + 1) : at;
            said.put(name + "@odata.mediaReadLink", link);
            if (written.computeIfAbsent(row.table() + "." + name, _ -> tables.mayUse(caller, ColumnPrivilege.UPDATE, row.table(), name))) said.put(name + "@odata.mediaEditLink", link);
        }
        said.put(name + "@odata.mediaContentType", file.mediaType());
        said.put(name + "@odata.mediaEtag", RowTag.of(file));
        return said;
    }

    private static Map<String, Object> what(StoredFile file) {
        var what = new LinkedHashMap<String, Object>();
        what.put("name", file.name());
        what.put("mediaType", file.mediaType());
        what.put("size", file.size());
        return what;
    }
}
