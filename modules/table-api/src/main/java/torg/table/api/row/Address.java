package torg.table.api.row;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes addresses of this module, as paths on the same host. */
public final class Address {
    /** Where the tables are. */
    public static final String ROOT = "/api/tables";

    /** The end of an address that tells where rows are. */
    public static final String REF = "$ref";

    /** Where rows of a table are. */
    public static String rows(String table) {
        return ROOT + "/" + table;
    }

    /** What {@code @odata.context} says: what follows is this, of those that {@code $metadata} describes. */
    public static String context(String what) {
        return ROOT + "/$metadata" + what;
    }

    private Address() {}

    /** Where a row is. */
    public static String row(String table, String key) {
        return rows(table) + "(" + RowKey.write(key) + ")";
    }

    /** The same question from where this page ended; of the rows wanted in all, those shown are no longer wanted. */
    public static String next(String address, Map<String, List<String>> parameters, int shown, String cursor) {
        var parts = new ArrayList<String>();
        parameters.forEach((name, values) -> {
            switch (name) {
                case "$skiptoken", "$skip" -> {} // the cursor stands for both
                case "$top" -> parts.add("$top=" + (Integer.parseInt(values.getFirst()) - shown));
                default -> parts.add(name + "=" + encode(values.getFirst()));
            }
        });
        parts.add("$skiptoken=" + encode(cursor));
        return address + "?" + String.join("&", parts);
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
