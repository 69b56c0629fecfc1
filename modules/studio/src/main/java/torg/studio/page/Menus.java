package torg.studio.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.studio.desk.Nodes;
import torg.studio.form.Changes;

/**
 * What {@code navigation.yml} says, as items at places, and what is done to them as changes of the document. A place is written with slashes: {@code main/0/items/1}.
 *
 * @param fields the document's
 */
record Menus(Node.Mapping fields) {
    static final String ITEMS = "items";

    /** An item with where it is. */
    record Item(List<String> at, Node.Mapping node) {
        String place() {
            return String.join("/", at);
        }

        List<String> list() {
            return at.subList(0, at.size() - 1);
        }

        int index() {
            return Integer.parseInt(at.getLast());
        }

        /** How many items it stands below. */
        int depth() {
            return (at.size() - 2) / 2;
        }

        String text(String key) {
            return node.get(key).orElse(null) instanceof Node.Scalar(_, var text) ? text : "";
        }
    }

    /** Names of the menus, in order. */
    List<String> names() {
        return List.copyOf(fields.entries().keySet());
    }

    /** The items of a menu, each followed by those below it. */
    List<Item> items(String menu) {
        return below(List.of(menu)).toList();
    }

    private Stream<Item> below(List<String> list) {
        return children(list).stream().flatMap(item -> Stream.concat(Stream.of(item), below(Changes.place(item.at(), ITEMS))));
    }

    private List<Item> children(List<String> list) {
        var items = new ArrayList<Item>();
        if (!(Nodes.at(fields, list).orElse(null) instanceof Node.Sequence(_, var nodes))) return items;
        for (var index = 0; index < nodes.size(); index++) if (nodes.get(index) instanceof Node.Mapping node) items.add(new Item(Changes.place(list, String.valueOf(index)), node));
        return items;
    }

    /** The item of this place; empty for what is none. */
    Optional<Item> item(String place) {
        return names().stream().flatMap(name -> items(name).stream()).filter(item -> item.place().equals(place)).findFirst();
    }

    /** How many items stand beside it, with it. */
    int beside(Item item) {
        return children(item.list()).size();
    }

    /**
     * Where an item goes.
     *
     * @param way {@code up}, {@code down}, {@code in} (below the one before it), {@code out} (behind the one that it stands below); or, from another item, {@code before},
     *     {@code after} or {@code below} it
     * @return empty when it cannot go there
     */
    Optional<List<String>> destination(Item item, String way, Optional<Item> other) {
        var index = item.index();
        return switch (way) {
            case "up" -> index == 0 ? Optional.empty() : Optional.of(Changes.place(item.list(), index - 1));
            case "down" -> index + 1 >= beside(item) ? Optional.empty() : Optional.of(Changes.place(item.list(), index + 1));
            case "in" -> index == 0 ? Optional.empty() : Optional.of(last(Changes.place(item.list(), index - 1)));
            case "out" -> item.depth() == 0 ? Optional.empty() : Optional.of(next(item.list().subList(0, item.list().size() - 1)));
            case "before", "after", "below" -> other.filter(target -> !startsWith(target.at(), item.at())).map(target -> without(item, switch (way) {
                case "before" -> target.at();
                case "after" -> next(target.at());
                default -> last(target.at());
            }));
            default -> Optional.empty();
        };
    }

    private static boolean startsWith(List<String> place, List<String> start) {
        return place.size() >= start.size() && place.subList(0, start.size()).equals(start);
    }

    private static List<String> next(List<String> at) {
        return Changes.place(at.subList(0, at.size() - 1), Integer.parseInt(at.getLast()) + 1);
    }

    /** Behind all that stand below it. */
    private List<String> last(List<String> at) {
        var list = Changes.place(at, ITEMS);
        return Changes.place(list, children(list).size());
    }

    /** A place as it is counted when an item is gone. */
    private static List<String> without(Item gone, List<String> place) {
        var list = gone.list();
        if (place.size() <= list.size() || !startsWith(place, list) || Integer.parseInt(place.get(list.size())) <= gone.index()) return place;
        var moved = new ArrayList<>(place);
        moved.set(list.size(), String.valueOf(Integer.parseInt(place.get(list.size())) - 1));
        return moved;
    }

    /** An item goes there; of a list below another that is empty then, nothing is left. */
    List<Amendment> move(Item item, List<String> to) {
        var amendments = new ArrayList<Amendment>(List.of(new Amendment.Move(item.at(), to)));
        new Menus(amendments.getFirst().in(fields)).hollow().ifPresent(list -> amendments.add(new Amendment.Remove(list)));
        return amendments;
    }

    /** An item goes, with those below it. */
    List<Amendment> remove(Item item) {
        var list = item.list();
        return List.of(new Amendment.Remove(item.depth() > 0 && beside(item) == 1 ? list : item.at()));
    }

    private Optional<List<String>> hollow() {
        return names().stream().flatMap(name -> items(name).stream()).map(item -> Changes.place(item.at(), ITEMS)).filter(list -> Nodes.at(fields, list).orElse(null) instanceof Node.Sequence(_, var items) && items.isEmpty()).findFirst();
    }

    /** One more item, behind the others of a menu, which is made when it is not there. */
    List<Amendment> add(String menu, Node.Mapping item) {
        if (Nodes.at(fields, List.of(menu)).orElse(null) instanceof Node.Scalar(_, var text) && !text.isEmpty()) throw TorgException.of(ProblemKind.CONFLICT, "studio.no-menu", "'" + menu + "' is no list of items");
        return List.of(new Amendment.Insert(Changes.place(List.of(menu), children(List.of(menu)).size()), item));
    }
}
