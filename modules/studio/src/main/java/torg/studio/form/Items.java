package torg.studio.form;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.api.web.Request;

/**
 * The items of one list of a document in the order that a form gives them. A form sends each under the name of the list, and its fields under {@link Item#field}.
 *
 * @param name of the list in the form: its place with dots, {@code steps.0.fields}
 * @param stored what the items of the document are of, in its order and each once: that tells them apart wherever somebody else has put them meanwhile
 * @param items in the order of the form; some may be of other lists
 */
public record Items(String name, List<String> stored, List<Item> items) {
    private static final int MOST = 300;

    public Items {
        stored = List.copyOf(stored);
        items = List.copyOf(items);
    }

    /**
     * Lists between which items go. Of a form that was typed as it was sent, with what its button asks for done: {@code up columns status}, {@code down columns status}, {@code remove columns status},
     * {@code into columns status} with the other list in the item's field {@code into}, or {@code add columns} with what is chosen in {@code columns.add}. Else as the document has them.
     *
     * @param stored of each list, by its name
     */
    public static SequencedMap<String, Items> of(Request request, SequencedMap<String, List<String>> stored, boolean typed) {
        var lists = new LinkedHashMap<String, List<Item>>();
        var taken = new HashSet<Item>();
        stored.forEach((name, known) -> {
            var sent = typed ? request.form().getOrDefault(name, List.of()) : known;
            lists.put(name, sent.stream().flatMap(one -> Item.read(name, one, stored).stream()).filter(taken::add).limit(MOST).collect(Collectors.toCollection(ArrayList::new)));
        });
        if (typed) arrange(request, stored, lists);
        var all = new LinkedHashMap<String, Items>();
        lists.forEach((name, items) -> all.put(name, new Items(name, stored.get(name), items)));
        return all;
    }

    /** One list by itself. */
    public static Items of(Request request, String name, List<String> stored, boolean typed) {
        return of(request, new LinkedHashMap<>(Map.of(name, stored)), typed).get(name);
    }

    private static void arrange(Request request, Map<String, List<String>> stored, Map<String, List<Item>> lists) {
        var wish = request.form("do").orElse("").split(" ", 3);
        if (wish.length < 2 || !lists.containsKey(wish[1])) return;
        var list = lists.get(wish[1]);
        if (wish[0].equals("add")) {
            Item.read(wish[1], "+" + request.form(wish[1] + ".add").orElse("").strip(), stored).filter(fresh -> list.size() < MOST && !list.contains(fresh)).ifPresent(list::add);
            return;
        }
        var item = wish.length < 3 ? null : Item.read(wish[1], wish[2], stored).orElse(null);
        var at = list.indexOf(item);
        if (at < 0) return;
        var into = request.form(item.field("into")).map(lists::get);
        list.remove(at);
        switch (wish[0]) {
            case "up" -> list.add(Math.max(at - 1, 0), item);
            case "down" -> list.add(Math.min(at + 1, list.size()), item);
            case "into" -> into.ifPresentOrElse(other -> other.add(item), () -> list.add(at, item));
            case "remove" -> {}
            default -> list.add(at, item);
        }
    }

    /** Of one list by itself. */
    public List<Amendment> amendments(Function<Item, Node> made) {
        return amendments(List.of(this), made);
    }

    /**
     * How the document's lists come to have these items: what goes, goes; what stays is moved as it is written; what is new is put where it is to stand. To be made after changes within items,
     * which count by their old places.
     *
     * @param made what a new item is
     */
    public static List<Amendment> amendments(Collection<Items> lists, Function<Item, Node> made) {
        var amendments = new ArrayList<Amendment>();
        var wanted = lists.stream().flatMap(list -> list.items.stream()).collect(Collectors.toSet());
        var now = new HashMap<String, List<Item>>();
        for (var list : lists) {
            var there = list.stored.stream().map(of -> new Item(list.name, of, false)).collect(Collectors.toCollection(ArrayList::new));
            for (var index = there.size() - 1; index >= 0; index--) {
                if (wanted.contains(there.get(index))) continue;
                amendments.add(new Amendment.Remove(place(list.name, index)));
                there.remove(index);
            }
            now.put(list.name, there);
        }
        for (var list : lists) {
            for (var place = 0; place < list.items.size(); place++) {
                var item = list.items.get(place);
                var home = now.get(item.list());
                var from = home.indexOf(item);
                if (from == place && item.list().equals(list.name)) continue;
                if (from < 0) amendments.add(new Amendment.Insert(place(list.name, place), made.apply(item)));
                else amendments.add(new Amendment.Move(place(item.list(), from), place(list.name, place)));
                if (from >= 0) home.remove(from);
                now.get(list.name).add(place, item);
            }
        }
        return amendments;
    }

    private static List<String> place(String list, int index) {
        return Changes.place(List.of(list.split("\\.")), index);
    }
}
