package torg.studio.form;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.api.web.Request;

/**
 * The items of one list of a document in the order that a form gives them. A form sends their ids under the name of the list, and the fields of each under {@link #field}.
 *
 * @param name of the list in the form
 * @param stored what the items of the document are of, {@code orderdate}, in its order and each once: that tells them apart wherever somebody else has put them meanwhile
 * @param ids of an item of the document what it is of; of a new one the same behind {@code +}
 */
public record Items(String name, List<String> stored, List<String> ids) {
    private static final int MOST = 300;
    private static final String NEW = "+";

    public Items {
        stored = List.copyOf(stored);
        ids = List.copyOf(ids);
    }

    /**
     * Of a form that was typed as it was sent, with what its button asks for done: {@code up columns status}, {@code down columns status}, {@code remove columns status}, or {@code add columns} with what is chosen in
     * {@code columns.add}. Else as the document has them.
     */
    public static Items of(Request request, String name, List<String> stored, boolean typed) {
        if (!typed) return new Items(name, stored, stored);
        var sent = new LinkedHashSet<String>();
        request.form().getOrDefault(name, List.of()).stream().filter(id -> isId(id, stored)).limit(MOST).forEach(sent::add);
        return new Items(name, stored, List.copyOf(sent)).done(request.form("do").orElse("").split(" "), NEW + request.form(name + ".add").orElse("").strip());
    }

    private static boolean isId(String id, List<String> stored) {
        return id.startsWith(NEW) ? id.length() > 1 && id.length() < 200 : stored.contains(id);
    }

    private Items done(String[] wish, String fresh) {
        if (wish.length < 2 || !wish[1].equals(name)) return this;
        var changed = new ArrayList<>(ids);
        if (wish[0].equals("add") && isId(fresh, stored) && !ids.contains(fresh) && ids.size() < MOST) changed.add(fresh);
        var at = wish.length > 2 ? ids.indexOf(wish[2]) : -1;
        if (at >= 0) {
            changed.remove(at);
            switch (wish[0]) {
                case "up" -> changed.add(Math.max(at - 1, 0), ids.get(at));
                case "down" -> changed.add(Math.min(at + 1, changed.size()), ids.get(at));
                case "remove" -> {}
                default -> changed.add(at, ids.get(at));
            }
        }
        return new Items(name, stored, changed);
    }

    /** What a new item is of; empty for one of the document. */
    public static String fresh(String id) {
        return id.startsWith(NEW) ? id.substring(1) : "";
    }

    /** The name of a field of an item. */
    public String field(String id, String key) {
        return name + "." + id + "." + key;
    }

    /**
     * How the document's list comes to have these items: what goes, goes; what stays is moved as it is written; what is new is put where it is to stand. To be made after changes within items,
     * which count by their old places.
     *
     * @param at where the list stands
     * @param made what a new item is, by its id
     */
    public List<Amendment> amendments(List<String> at, Function<String, Node> made) {
        var amendments = new ArrayList<Amendment>();
        var now = new ArrayList<>(stored);
        for (var index = stored.size() - 1; index >= 0; index--) {
            if (ids.contains(stored.get(index))) continue;
            amendments.add(new Amendment.Remove(Changes.place(at, index)));
            now.remove(index);
        }
        for (var place = 0; place < ids.size(); place++) {
            var id = ids.get(place);
            var from = now.indexOf(id);
            if (from == place) continue;
            if (from < 0) amendments.add(new Amendment.Insert(Changes.place(at, place), made.apply(id)));
            else amendments.add(new Amendment.Move(Changes.place(at, from), Changes.place(at, place)));
            if (from >= 0) now.remove(from);
            now.add(place, id);
        }
        return amendments;
    }
}
