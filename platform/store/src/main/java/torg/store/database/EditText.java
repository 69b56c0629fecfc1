package torg.store.database;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import torg.api.sync.Outbox.Edit;
import torg.api.sync.Outbox.Part;

/**
 * An {@link Edit} as the outbox keeps it: {@code phone=0123456789abcdef,*line/W1-2:quantity=0123456789abcdef}, where a star begins a part. Names of columns have none of these signs, keys are
 * encoded as in addresses.
 */
public final class EditText {
    private static final String PART = "*";
    private static final Part UNKNOWN = new Part("", "");

    private EditText() {}

    public static String written(Edit edit) {
        var text = new StringBuilder();
        new TreeMap<>(edit.before()).forEach((column, digest) -> text.append(column).append('=').append(digest).append(','));
        new TreeMap<>(edit.parts()).forEach((part, before) -> text.append(PART).append(part.table()).append('/').append(URLEncoder.encode(part.key(), StandardCharsets.UTF_8)).append(':')
                .append(new TreeMap<>(before).entrySet().stream().map(column -> column.getKey() + '=' + column.getValue()).collect(Collectors.joining(";"))).append(','));
        return text.toString();
    }

    /** @param text null from a store that did not keep it yet: then it may have been anything */
    public static Edit read(String text) {
        if (text == null) return new Edit(Map.of(), Map.of(UNKNOWN, Map.of()));
        var before = new TreeMap<String, String>();
        var parts = new TreeMap<Part, Map<String, String>>();
        for (var item : text.split(",")) {
            if (item.startsWith(PART)) part(item, parts);
            else column(item, before);
        }
        return new Edit(before, parts);
    }

    private static void part(String item, Map<Part, Map<String, String>> parts) {
        var slash = item.indexOf('/');
        var colon = item.indexOf(':');
        var before = new TreeMap<String, String>();
        if (colon > 0) for (var column : item.substring(colon + 1).split(";")) column(column, before);
        parts.put(slash < 0 ? UNKNOWN : new Part(item.substring(1, slash), URLDecoder.decode(item.substring(slash + 1, colon), StandardCharsets.UTF_8)), before);
    }

    private static void column(String item, Map<String, String> columns) {
        var equals = item.indexOf('=');
        if (equals > 0) columns.put(item.substring(0, equals), item.substring(equals + 1));
    }
}
