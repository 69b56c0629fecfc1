package torg.studio.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import torg.api.site.Amendment;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.web.Request;
import torg.studio.desk.Nodes;

/**
 * Lists of a document whose items a form arranges, and between which it moves them.
 *
 * @param typed whether what the form was sent with counts in place of the document
 * @param kind of their items
 * @param lists where they stand, with dots: {@code steps.0.fields}; that is what they are called in the form as well
 */
public record Arranged(Request request, Document document, boolean typed, ItemKind kind, List<String> lists) {
    /** In the order of the form. */
    public SequencedMap<String, Items> items() {
        var stored = new LinkedHashMap<String, List<String>>();
        lists.forEach(list -> stored.put(list, keys(list)));
        return Items.of(request, stored, typed);
    }

    /** What the document says of an item; of a new one, and of a name alone, no more than what it is of. */
    public Node.Mapping said(Item item) {
        return item.fresh() ? kind.made(item.of()) : kind.said(node(item));
    }

    /**
     * How the document comes to list what the form does.
     *
     * @param fields adds what was typed of an item
     */
    public List<Amendment> amendments(BiConsumer<Item, Changes> fields) {
        var all = new ArrayList<Amendment>();
        var items = items();
        items.values().stream().flatMap(list -> list.items().stream()).filter(item -> !item.fresh()).forEach(item -> {
            var place = Changes.place(at(item.list()), keys(item.list()).indexOf(item.of()));
            if (node(item) instanceof Node.Mapping said) all.addAll(changes(fields, item, place, said));
            else if (made(fields, item) instanceof Node.Mapping more) all.add(new Amendment.Put(place, more));
        });
        all.addAll(Items.amendments(items.values(), item -> made(fields, item)));
        return all;
    }

    private static List<Amendment> changes(BiConsumer<Item, Changes> fields, Item item, List<String> place, Node.Mapping said) {
        var changes = new Changes(place, said);
        fields.accept(item, changes);
        return changes.all();
    }

    private Node made(BiConsumer<Item, Changes> fields, Item item) {
        var said = said(item);
        for (var change : changes(fields, item, List.of(), said)) said = change.in(said);
        return kind.written(said);
    }

    private Node node(Item item) {
        return stored(item.list()).get(keys(item.list()).indexOf(item.of()));
    }

    /** What each item is of; of one that does not say, or one that stands there already, its number with it. */
    private List<String> keys(String list) {
        var keys = new ArrayList<String>();
        for (var node : stored(list)) {
            var of = kind.of(node);
            keys.add(of.isEmpty() || keys.contains(of) ? of + "~" + keys.size() : of);
        }
        return keys;
    }

    private List<Node> stored(String list) {
        return Nodes.items(document.fields(), at(list));
    }

    private static List<String> at(String list) {
        return List.of(list.split("\\."));
    }
}
