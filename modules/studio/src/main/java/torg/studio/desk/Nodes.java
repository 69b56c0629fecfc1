package torg.studio.desk;

import java.util.List;
import java.util.Optional;
import torg.api.site.Node;
import torg.api.site.Position;

/** Reads what forms show of a document, whether the site takes it or not: what is not of the shape that is asked for is empty. */
public final class Nodes {
    private Nodes() {}

    /** A single value. */
    public static String text(Optional<Node> node) {
        return node.orElse(null) instanceof Node.Scalar(_, var text) ? text : "";
    }

    /** What stands at a place: a path of keys, and of numbers from 0 for the items of lists. */
    public static Optional<Node> at(Node.Mapping fields, List<String> place) {
        Optional<Node> found = Optional.of(fields);
        for (var key : place) {
            found = found.flatMap(node -> switch (node) {
                case Node.Mapping mapping -> mapping.get(key);
                case Node.Sequence(_, var items) -> key.matches("\\d{1,6}") && Integer.parseInt(key) < items.size() ? Optional.of(items.get(Integer.parseInt(key))) : Optional.empty();
                case Node.Scalar _ -> Optional.empty();
            });
        }
        return found;
    }

    /** The mapping at a place; an empty one where there is none. */
    public static Node.Mapping mapping(Node.Mapping fields, List<String> place) {
        return at(fields, place).orElse(null) instanceof Node.Mapping mapping ? mapping : Node.empty(Position.start(""));
    }

    /** The items of the list at a place; none where there is no list. */
    public static List<Node> items(Node.Mapping fields, List<String> place) {
        return at(fields, place).orElse(null) instanceof Node.Sequence(_, var items) ? items : List.of();
    }

    /** A list of single values; one alone counts as a list of one. */
    public static List<String> texts(Optional<Node> node) {
        return node.map(said -> switch (said) {
            case Node.Scalar(_, var one) -> one.isEmpty() ? List.<String>of() : List.of(one);
            case Node.Sequence(_, var items) -> items.stream().map(item -> text(Optional.of(item))).toList();
            case Node.Mapping _ -> List.<String>of();
        }).orElse(List.of());
    }
}
