package torg.testkit;

import java.util.LinkedHashMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.site.Node;
import torg.api.site.Position;

/** Reads YAML that stands in a test as a text block. */
public final class Yaml {
    private Yaml() {}

    /** A document that is a mapping; the path is for positions. */
    public static Node.Mapping mapping(String path, String text) {
        return node(path, text, 0);
    }

    /** A node in one line of YAML. */
    static String text(Node node) {
        return switch (node) {
            case Node.Scalar(_, var value) -> text(value);
            case Node.Sequence(_, var items) -> items.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
            case Node.Mapping(_, var entries) -> entries.entrySet().stream().map(entry -> text(entry.getKey()) + ": " + text(entry.getValue())).collect(Collectors.joining(", ", "{", "}"));
        };
    }

    static String text(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** A mapping that begins after so many lines of its file. */
    static Node.Mapping node(String path, String text, int linesBefore) {
        var root = new Compose(LoadSettings.builder().setLabel(path).build()).composeString(text);
        if (root.isEmpty()) return Node.empty(Position.start(path));
        if (read(path, root.get(), linesBefore) instanceof Node.Mapping mapping) return mapping;
        throw new IllegalArgumentException(path + " is no mapping");
    }

    private static Node read(String path, org.snakeyaml.engine.v2.nodes.Node node, int linesBefore) {
        var at = position(path, node.getStartMark(), linesBefore);
        return switch (node) {
            case ScalarNode scalar -> new Node.Scalar(at, scalar.getValue());
            case SequenceNode sequence -> new Node.Sequence(at, sequence.getValue().stream().map(item -> read(path, item, linesBefore)).toList());
            case MappingNode mapping -> {
                var entries = new LinkedHashMap<String, Node>();
                for (var tuple : mapping.getValue()) {
                    var key = ((ScalarNode) tuple.getKeyNode()).getValue();
                    if (entries.put(key, read(path, tuple.getValueNode(), linesBefore)) != null) {
                        throw new IllegalArgumentException(at + " has '" + key + "' twice");
                    }
                }
                yield new Node.Mapping(at, entries);
            }
            default -> throw new IllegalArgumentException(at + " is no scalar, list or mapping");
        };
    }

    private static Position position(String path, Optional<Mark> mark, int linesBefore) {
        return mark.map(at -> new Position(path, at.getLine() + 1 + linesBefore, at.getColumn() + 1)).orElse(Position.start(path));
    }
}
