package torg.store.database;

import java.util.Map;
import java.util.TreeMap;
import torg.api.sync.Outbox.Edit;

/** An {@link Edit} as the outbox keeps it: {@code phone=0123456789abcdef,*}, where the star stands for parts. Names of columns have neither comma nor equals sign. */
public final class EditText {
    private static final String PARTS = "*";

    private EditText() {}

    public static String written(Edit edit) {
        var text = new StringBuilder();
        new TreeMap<>(edit.before()).forEach((column, digest) -> text.append(column).append('=').append(digest).append(','));
        return edit.parts() ? text + PARTS : text.toString();
    }

    /** @param text null from a store that did not keep it yet: then it may have been anything */
    public static Edit read(String text) {
        if (text == null) return new Edit(Map.of(), true);
        var before = new TreeMap<String, String>();
        var parts = false;
        for (var item : text.split(",")) {
            var equals = item.indexOf('=');
            if (equals > 0) before.put(item.substring(0, equals), item.substring(equals + 1));
            else parts |= item.equals(PARTS);
        }
        return new Edit(before, parts);
    }
}
