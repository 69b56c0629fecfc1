package torg.table.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torg.api.table.Row;

/** Rows as JSON objects: columns by name in the order asked for, empty cells as null. */
final class RowJson {
    private RowJson() {}

    static Map<String, Object> of(Row row, List<String> paths) {
        var json = new LinkedHashMap<String, Object>();
        json.put("@odata.etag", Version.tag(row.version()));
        for (var path : paths) json.put(path.replace('.', '/'), row.cells().get(path));
        return json;
    }
}
