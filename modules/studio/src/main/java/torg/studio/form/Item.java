package torg.studio.form;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * An item of a list of a document, wherever a form has put it.
 *
 * @param list where it stands in the document, or where it was added; the name of the list in the form
 * @param of what tells it from the others of its list, {@code orderdate}
 * @param fresh whether the document has it not yet
 */
public record Item(String list, String of, boolean fresh) {
    private static final String FRESH = "+";
    private static final String ELSEWHERE = ">";
    private static final int LONGEST = 300;

    /** An item that a form of this list sends; empty for what is none. */
    static Optional<Item> read(String list, String sent, Map<String, ? extends Collection<String>> stored) {
        if (sent.length() > LONGEST) return Optional.empty();
        if (sent.startsWith(ELSEWHERE)) {
            var parts = sent.substring(1).split(ELSEWHERE, 2);
            return parts.length < 2 || !stored.containsKey(parts[0]) || parts[1].startsWith(ELSEWHERE) ? Optional.empty() : read(parts[0], parts[1], stored);
        }
        if (sent.startsWith(FRESH)) return Optional.of(new Item(list, sent.substring(1), true)).filter(item -> !item.of.isEmpty());
        return Optional.of(new Item(list, sent, false)).filter(item -> stored.get(list).contains(sent));
    }

    /** As the form sends it while it stands in this list: {@code orderdate}, {@code +orderdate} of a new one, {@code >steps.0.fields>orderdate} of one of another list. */
    public String in(String other) {
        return (other.equals(list) ? "" : ELSEWHERE + list + ELSEWHERE) + named();
    }

    /** What the names of its fields begin with, wherever the item goes: {@code steps.0.fields.orderdate}. */
    public String field() {
        return list + "." + named();
    }

    /** The name of a field of it. */
    public String field(String key) {
        return field() + "." + key;
    }

    private String named() {
        return (fresh ? FRESH : "") + of;
    }
}
