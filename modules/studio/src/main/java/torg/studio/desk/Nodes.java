package torg.studio.desk;

import java.util.List;
import java.util.Optional;
import torg.api.site.Node;

/** Reads what forms show of a document, whether the site takes it or not: what is not of the shape that is asked for is empty. */
public final class Nodes {
    private Nodes() {}

    /** A single value. */
    public static String text(Optional<Node> node) {
        return node.orElse(null) instanceof Node.Scalar(_, var text) ? text : "";
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
