package torg.studio.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.studio.desk.Nodes;

/** Collects what a form changes in one mapping of a document: nothing where it says what the document says. For one thread. */
public final class Changes {
    private final List<String> at;
    private final Node.Mapping now;
    private final List<Amendment> amendments = new ArrayList<>();

    /** @param at where the mapping stands; empty for the document itself */
    public Changes(List<String> at, Node.Mapping now) {
        this.at = at;
        this.now = now;
    }

    /** What a key is to say; empty for nothing. */
    public Changes become(String key, Optional<Node> wanted) {
        var said = now.get(key);
        if (wanted.isEmpty() && said.isPresent()) amendments.add(new Amendment.Remove(place(at, key)));
        if (wanted.isPresent() && !same(said, wanted)) amendments.add(new Amendment.Put(place(at, key), wanted.get()));
        return this;
    }

    /** A text, or nothing when it is empty; what is no text now was not shown, and stays. */
    public Changes become(String key, String wanted) {
        if (wanted.isEmpty() && now.get(key).filter(node -> !(node instanceof Node.Scalar)).isPresent()) return this;
        return become(key, wanted.isEmpty() ? Optional.empty() : Optional.of(scalar(wanted)));
    }

    /** A list of values, whose order says nothing, or nothing when it is empty. */
    public Changes become(String key, List<String> wanted) {
        var same = Set.copyOf(wanted).equals(Set.copyOf(Nodes.texts(now.get(key))));
        return same ? this : become(key, wanted.isEmpty() ? Optional.empty() : Optional.of(list(wanted)));
    }

    /** {@code true}, or nothing: what says {@code false} by itself stays as it is written. */
    public Changes flag(String key, boolean wanted) {
        var said = now.get(key).filter(node -> node instanceof Node.Scalar(_, var text) && text.equals("true")).isPresent();
        return said == wanted ? this : become(key, wanted ? "true" : "");
    }

    /** What goes comes last, so that no mapping is empty in between. */
    public List<Amendment> all() {
        amendments.sort(Comparator.comparing(Amendment.Remove.class::isInstance));
        return List.copyOf(amendments);
    }

    /** A place below another. */
    public static List<String> place(List<String> at, Object key) {
        return Stream.concat(at.stream(), Stream.of(String.valueOf(key))).toList();
    }

    public static Node list(List<String> values) {
        return new Node.Sequence(Position.start(""), values.stream().map(Changes::scalar).toList());
    }

    public static Node scalar(String value) {
        return new Node.Scalar(Position.start(""), value);
    }

    /** Whether two say the same, wherever they stand. */
    public static boolean same(Optional<Node> one, Optional<Node> other) {
        return one.map(Changes::said).equals(other.map(Changes::said));
    }

    /** The value of a node, wherever it stands; a form sends no spaces around a text. */
    private static Object said(Node node) {
        return switch (node) {
            case Node.Scalar(_, var text) -> text.strip();
            case Node.Mapping(_, var entries) -> List.of(List.copyOf(entries.keySet()), entries.values().stream().map(Changes::said).toList());
            case Node.Sequence(_, var items) -> items.stream().map(Changes::said).toList();
        };
    }
}
