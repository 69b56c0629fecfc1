package torg.site;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;

/**
 * Reads one YAML text into nodes that know their place. Works on the parser's events, so nothing is ever constructed from what a document says,
 * and refuses what documents have no use for: anchors, aliases, tags, several documents in one file, endless depth.
 */
final class YamlReader {
    static final int MAX_DEPTH = 40;
    static final int MAX_NODES = 10_000;
    private static final Pattern OPEN_AT_THE_END = Pattern.compile("end of stream|stream end");
    private static final LoadSettings SETTINGS = LoadSettings.builder().setUseMarks(true).build();

    private final String path;
    private final Problems problems;
    private final Iterator<Event> events;
    private int nodes;

    private YamlReader(String path, String text, Problems problems) {
        this.path = path;
        this.problems = problems;
        this.events = new Parse(SETTINGS).parseString(text).iterator();
    }

    /** The mapping that the text is; an empty text is an empty mapping; nothing when it is broken beyond reading, and then a problem says why. */
    static Optional<Node.Mapping> read(String path, String text, Problems problems) {
        try {
            return new YamlReader(path, text, problems).document();
        } catch (MarkedYamlEngineException e) {
            // What was still open when the text ended begins where the mistake is.
            var open = e.getContextMark().filter(_ -> OPEN_AT_THE_END.matcher(oneLine(e.getProblem())).find());
            var at = open.or(e::getProblemMark).or(e::getContextMark).map(mark -> position(path, mark)).orElse(Position.start(path));
            problems.error(at, "site.no-yaml", open.isPresent() ? "this is not YAML: what begins here has no end" : "this is not YAML: " + oneLine(e.getProblem()),
                    open.isPresent() ? "close the quotation mark or the bracket"
                            : "check indentation, brackets and colons here; put quotes around a text that holds ': ' or begins with one of * & ! % @ `");
        } catch (YamlEngineException e) {
            problems.error(Position.start(path), "site.no-yaml", "this is not YAML: " + oneLine(e.getMessage()),
                    "save the file as UTF-8 text without control characters");
        } catch (TooMuch e) {
            problems.error(e.at, "site.too-complex", e.getMessage(), "split the document");
        }
        return Optional.empty();
    }

    private Optional<Node.Mapping> document() {
        Optional<Node> root = Optional.empty();
        while (events.hasNext()) {
            if (!(events.next() instanceof DocumentStartEvent start)) continue;
            if (root.isPresent()) {
                problems.error(position(start), "site.several-documents", "a second YAML document begins here",
                        "put it into a file of its own, or remove the line '---'");
                return Optional.empty();
            }
            root = Optional.of(node(events.next(), 1));
        }
        return root.map(this::mapping).orElseGet(() -> Optional.of(Node.empty(Position.start(path))));
    }

    private Optional<Node.Mapping> mapping(Node root) {
        if (root instanceof Node.Mapping mapping) return Optional.of(mapping);
        if (root instanceof Node.Scalar(var at, var value) && value.isEmpty()) return Optional.of(Node.empty(at));
        problems.error(root.at(), "site.no-mapping", "a document is a mapping of keys to values", "begin with a key and a colon, such as 'title: Orders'");
        return Optional.empty();
    }

    private Node node(Event event, int depth) {
        var at = position(event);
        if (depth > MAX_DEPTH) throw new TooMuch(at, "this is nested more than " + MAX_DEPTH + " levels deep");
        if (++nodes > MAX_NODES) throw new TooMuch(at, "the document has more than " + MAX_NODES + " values");
        if (event instanceof NodeEvent node) refuseExtras(node, at);
        return switch (event) {
            case MappingStartEvent _ -> entries(at, depth);
            case CollectionStartEvent _ -> items(at, depth);
            case ScalarEvent scalar -> new Node.Scalar(at, scalar.getValue());
            default -> new Node.Scalar(at, "");
        };
    }

    private Node.Mapping entries(Position at, int depth) {
        var entries = new LinkedHashMap<String, Node>();
        for (var next = events.next(); !(next instanceof CollectionEndEvent); next = events.next()) {
            var key = node(next, depth + 1);
            var value = node(events.next(), depth + 1);
            if (!(key instanceof Node.Scalar(var keyAt, var name))) {
                problems.error(key.at(), "site.no-key", "a key is one word, not a list or a mapping", "put quotes around it if it is meant as text");
            } else if (entries.putIfAbsent(name.intern(), value) != null) {
                problems.error(keyAt, "site.twice", "'" + name + "' stands here a second time", "keep one of the two");
            }
        }
        return new Node.Mapping(at, entries);
    }

    private Node.Sequence items(Position at, int depth) {
        var items = new ArrayList<Node>();
        for (var next = events.next(); !(next instanceof CollectionEndEvent); next = events.next()) items.add(node(next, depth + 1));
        return new Node.Sequence(at, items);
    }

    private void refuseExtras(NodeEvent event, Position at) {
        if (event instanceof AliasEvent || event.getAnchor().isPresent()) {
            problems.error(at, "site.no-alias", "anchors (&) and aliases (*) are not used in documents",
                    "write the value out, or put quotes around a text that begins with & or *");
        }
        var tag = switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.<String>empty();
        };
        if (tag.isPresent()) {
            problems.error(at, "site.no-tag", "tags (!) are not used in documents", "remove the tag, or put quotes around a text that begins with !");
        }
    }

    private Position position(Event event) {
        return event.getStartMark().map(mark -> position(path, mark)).orElse(Position.start(path));
    }

    private static Position position(String path, Mark mark) {
        return new Position(path, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String oneLine(String problem) {
        return problem == null ? "it cannot be read" : problem.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst()
                .orElse("it cannot be read");
    }

    /** Ends the reading of a text that would take more than its share. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Position at;

        TooMuch(Position at, String message) {
            super(message, null, false, false);
            this.at = at;
        }
    }
}
