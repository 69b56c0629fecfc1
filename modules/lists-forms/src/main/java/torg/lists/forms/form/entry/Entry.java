package torg.lists.forms.form.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody gave a form, before it is checked.
 *
 * @param values field to what was given, in the notation of {@link torg.lists.forms.row.Literal}; one of which nothing is seen counts as not given
 */
public record Entry(Map<String, String> values, List<Item> items) {
    public static final Entry NOTHING = new Entry(Map.of(), List.of());

    public Entry {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        items = List.copyOf(items);
    }

    /**
     * One line.
     *
     * @param id tells the lines of a draft apart, whatever happens to the others
     */
    public record Item(int id, Map<String, String> values) {
        public Item {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** The same with these values in place of theirs. */
    public Entry with(Map<String, String> over) {
        var both = new LinkedHashMap<>(values);
        both.putAll(over);
        return new Entry(both, items);
    }

    public Entry with(List<Item> others) {
        return new Entry(values, others);
    }
}
