package torg.lists.forms.row;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import torg.api.file.StoredFile;
import torg.api.table.Row;

/** Where the bytes of files are: below {@code /api/tables}, at the address of their column. */
public final class FileAddress {
    private FileAddress() {}

    /** The address of a row's file in one of its own columns. */
    public static String of(Row row, String column) {
        var key = row.key().matches("[A-Za-z0-9_.-]+") ? row.key() : URLEncoder.encode("'" + row.key().replace("'", "''") + "'", StandardCharsets.UTF_8).replace("+", "%20");
        return "/api/tables/" + row.table() + "(" + key + ")/" + column + "/$value";
    }

    /** What a script is told of it. */
    public static Map<String, Object> json(Row row, String column, StoredFile file) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", file.name());
        json.put("mediaType", file.mediaType());
        json.put("size", file.size());
        json.put("link", of(row, column));
        return json;
    }
}
