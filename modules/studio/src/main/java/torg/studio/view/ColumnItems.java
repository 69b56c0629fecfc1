package torg.studio.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.studio.desk.Nodes;
import torg.studio.form.Changes;
import torg.studio.form.Items;

/**
 * The columns that a document lists, each as a name alone or as a mapping with more to say.
 *
 * @param at where the list stands
 */
record ColumnItems(ViewFields.Written written, List<String> at) {
    private static final String COLUMN = "column";

    /** In the order of the form; called there as the place of the list, with dots: {@code steps.0.fields}. */
    Items items() {
        return Items.of(written.request(), String.join(".", at), keys(), written.typed());
    }

    /** The column, or the path to it, that an item is of. */
    String path(String id) {
        return Nodes.text(said(id).get(COLUMN));
    }

    /** What the document says of an item; of a new one, and of a name alone, no more than the column. */
    Node.Mapping said(String id) {
        if (!Items.fresh(id).isEmpty()) return naming(Changes.scalar(Items.fresh(id)));
        var node = node(id);
        return node instanceof Node.Mapping said ? said : naming(node);
    }

    private static Node.Mapping naming(Node column) {
        return new Node.Mapping(Position.start(""), Map.of(COLUMN, column));
    }

    /**
     * How the document comes to list what the form does.
     *
     * @param typed adds what was typed of the item of this id
     */
    List<Amendment> amendments(BiConsumer<String, Changes> typed) {
        var all = new ArrayList<Amendment>();
        var items = items();
        items.ids().stream().filter(id -> Items.fresh(id).isEmpty()).forEach(id -> {
            var place = Changes.place(at, keys().indexOf(id));
            if (node(id) instanceof Node.Mapping said) all.addAll(changes(typed, id, place, said));
            else if (made(typed, id) instanceof Node.Mapping more) all.add(new Amendment.Put(place, more));
        });
        all.addAll(items.amendments(at, id -> made(typed, id)));
        return all;
    }

    private static List<Amendment> changes(BiConsumer<String, Changes> typed, String id, List<String> place, Node.Mapping said) {
        var changes = new Changes(place, said);
        typed.accept(id, changes);
        return changes.all();
    }

    private Node made(BiConsumer<String, Changes> typed, String id) {
        var item = said(id);
        for (var change : changes(typed, id, List.of(), item)) item = change.in(item);
        return item.entries().size() == 1 ? Changes.scalar(path(id)) : item;
    }

    private Node node(String id) {
        return stored().get(keys().indexOf(id));
    }

    /** What each item is of; of one that says no column, or one that stands there already, its number with it. */
    private List<String> keys() {
        var keys = new ArrayList<String>();
        for (var node : stored()) {
            var path = Nodes.text(node instanceof Node.Mapping said ? said.get(COLUMN) : Optional.of(node));
            keys.add(path.isEmpty() || keys.contains(path) ? path + "~" + keys.size() : path);
        }
        return keys;
    }

    private List<Node> stored() {
        return Nodes.items(written.document().fields(), at);
    }
}
