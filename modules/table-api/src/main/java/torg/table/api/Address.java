package torg.table.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes addresses of this module, as paths on the same host. */
final class Address {
    private Address() {}

    static String row(String table, String key) {
        return "/api/tables/" + table + "(" + RowKey.write(key) + ")";
    }

    /** The same question from where this page ended; of the rows wanted in all, those shown are no longer wanted. */
    static String next(String table, Map<String, List<String>> parameters, int shown, String cursor) {
        var parts = new ArrayList<String>();
        parameters.forEach((name, values) -> {
            switch (name) {
                case "$skiptoken", "$skip" -> {} // the cursor stands for both
                case "$top" -> parts.add("$top=" + (Integer.parseInt(values.getFirst()) - shown));
                default -> parts.add(name + "=" + encode(values.getFirst()));
            }
        });
        parts.add("$skiptoken=" + encode(cursor));
        return "/api/tables/" + table + "?" + String.join("&", parts);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
