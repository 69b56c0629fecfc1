package torg.studio.view;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.studio.desk.Nodes;
import torg.studio.form.Changes;

/** Which rows a document fixes, as lines of a form: {@code state: open, answered}. */
final class Conditions {
    private Conditions() {}

    /** The lines; empty for what cannot be said so and is left to the text. */
    static Optional<String> lines(Optional<Node> where) {
        if (where.isEmpty()) return Optional.of("");
        if (!(where.get() instanceof Node.Mapping(_, var clauses))) return Optional.empty();
        var lines = clauses.entrySet().stream().map(clause -> clause.getKey() + ": " + String.join(", ", Nodes.texts(Optional.of(clause.getValue())))).collect(Collectors.joining("\n"));
        return Optional.of(lines).filter(said -> Changes.same(node(said), where));
    }

    /** What lines say; nothing when there are none. A line without a colon names a column, and the site says what it lacks. */
    static Optional<Node> node(String lines) {
        var clauses = new LinkedHashMap<String, Node>();
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            var parts = line.split(":", 2);
            var values = Stream.of(parts.length < 2 ? new String[] {""} : parts[1].split(",")).map(String::strip).toList();
            clauses.put(parts[0].strip(), values.size() == 1 ? Changes.scalar(values.getFirst()) : Changes.list(values));
        });
        return clauses.isEmpty() ? Optional.empty() : Optional.of(new Node.Mapping(Position.start(""), clauses));
    }

    /** Gives the key what was typed; what the form does not show, because it cannot be said in lines, stays. */
    static void become(Changes changes, String key, Optional<Node> now, Optional<String> typed) {
        if (typed.isPresent() && lines(now).isPresent()) changes.become(key, node(typed.get()));
    }
}
