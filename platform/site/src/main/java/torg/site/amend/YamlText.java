package torg.site.amend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.site.amend.Outline.Group;
import torg.site.amend.Outline.Unit;
import torg.site.amend.Outline.Unreadable;

/** A YAML text that is changed at places, all around them left as it is. What comes of a change is to be read again: it is not proven here that it says what was meant. */
record YamlText(String text, Group root, String lineEnd) {
    static YamlText of(String text, String lineEnd) {
        return new YamlText(text, Outline.of(text), lineEnd);
    }

    /** The text with a change made. */
    String with(Amendment amendment, Node.Mapping fields) {
        return switch (amendment) {
            case Amendment.Put(var at, var value) -> put(root, at, value);
            case Amendment.Insert(var at, var value) -> insert(at, value, Piece.item(value));
            case Amendment.Remove(var at) -> remove(at);
            case Amendment.Move(var from, var to) -> move(from, to, fields);
        };
    }

    private String put(Group group, List<String> at, Node value) {
        var rest = at.subList(1, at.size());
        var unit = group.unit(at.getFirst());
        if (unit.isEmpty()) return added(group, group.units().size(), at.getFirst(), group.list() ? Piece.item(made(rest, value)) : Piece.of(made(rest, value)));
        return switch (unit.get().value()) {
            case Group below when !rest.isEmpty() && !below.units().isEmpty() -> put(below, rest, value);
            case Outline _ -> replaced(group, unit.get(), group.list() ? Piece.item(made(rest, value)) : styled(unit.get(), made(rest, value)));
        };
    }

    private static Node made(List<String> rest, Node value) {
        return rest.isEmpty() ? value : Amendment.within(rest.getFirst(), made(rest.subList(1, rest.size()), value));
    }

    /** Who put quotes around a text had a reason. */
    private Piece styled(Unit unit, Node value) {
        var piece = Piece.of(value);
        if (!(value instanceof Node.Scalar(_, var written)) || unit.value().start() == unit.value().end() || piece.lines().size() > 1 || written.chars().anyMatch(letter -> letter < ' ')) return piece;
        var line = switch (text.charAt(unit.value().start())) {
            case '"' -> '"' + written.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            case '\'' -> '\'' + written.replace("'", "''") + '\'';
            default -> piece.flow();
        };
        return new Piece(List.of(), List.of(line), false, line);
    }

    private String replaced(Group group, Unit unit, Piece piece) {
        var value = unit.value();
        var beside = value.start() < value.end() && !text.substring(unit.after(), value.start()).contains("\n");
        var space = beside ? text.substring(unit.after(), value.start()) : " ";
        var indent = column(unit.start()) + 2;
        var below = piece.block() && !group.list();
        var written = group.flow() ? space + piece.flow() : below ? lineEnd + " ".repeat(indent) + set(piece.lines(), indent) : space + set(piece.lines(), indent);
        // a comment behind the key stays there, and what it is given goes below
        var from = below && value.start() == value.end() ? lineEnd(unit.after()) : unit.after();
        var end = Math.max(from, unit.end());
        var first = written.indexOf(lineEnd);
        if (group.flow() || first < 0) return text.substring(0, from) + written + text.substring(end);
        // behind the last of several lines a comment would be of what they say
        var comment = text.substring(end, lineEnd(end));
        return text.substring(0, from) + written.substring(0, first) + comment + written.substring(first) + text.substring(lineEnd(end));
    }

    private String insert(List<String> at, Node value, Piece piece) {
        var above = group(at.subList(0, at.size() - 1));
        if (above == null || above.units().isEmpty()) {
            var list = at.subList(0, at.size() - 1);
            var shell = YamlText.of(put(root, list, new Node.Sequence(value.at(), List.of(Node.empty(value.at())))), lineEnd);
            var made = shell.group(list);
            var unit = made.units().getFirst();
            var written = made.flow() ? piece.flow() : shell.set(piece.item(), shell.column(unit.start()));
            return shell.text.substring(0, unit.start()) + written + shell.text.substring(unit.end());
        }
        if (!above.list()) throw new Unreadable();
        return added(above, Integer.parseInt(at.getLast()), at.getLast(), piece);
    }

    /** What stands there; null for no group. */
    private Group group(List<String> at) {
        Outline found = root;
        for (var key : at) found = found instanceof Group group ? group.unit(key).map(Unit::value).orElse(null) : null;
        return found instanceof Group group ? group : null;
    }

    private String added(Group group, int index, String key, Piece piece) {
        var units = group.units();
        if (group.flow()) {
            var written = group.list() ? piece.flow() : Piece.scalar(key) + ": " + piece.flow();
            if (index > 0) return inserted(units.get(index - 1).end(), ", " + written);
            return inserted(group.start() + 1, units.isEmpty() ? written : written + ", ");
        }
        var indent = units.isEmpty() ? 0 : column(units.getFirst().start());
        var written = set(group.list() ? piece.item() : piece.behind(Piece.scalar(key) + ":"), indent);
        if (units.isEmpty()) return inserted(text.length(), (text.isEmpty() || text.endsWith("\n") ? "" : lineEnd) + written + lineEnd);
        if (index == 0) return inserted(units.getFirst().start(), written + lineEnd + " ".repeat(indent));
        return inserted(lineEnd(units.get(index - 1).end()), lineEnd + " ".repeat(indent) + written);
    }

    private String remove(List<String> at) {
        var group = group(at.subList(0, at.size() - 1));
        var index = group == null ? -1 : IntStream.range(0, group.units().size()).filter(one -> group.units().get(one).key().equals(at.getLast())).findFirst().orElse(-1);
        if (index < 0) return text;
        if (group.units().size() == 1 && at.size() > 1) {
            var nothing = Node.empty(Position.start(""));
            return put(root, at.subList(0, at.size() - 1), group.list() ? new Node.Sequence(nothing.at(), List.of()) : nothing);
        }
        var units = group.units();
        var unit = units.get(index);
        if (group.flow()) {
            if (index > 0) return without(units.get(index - 1).end(), unit.end());
            return without(unit.start(), units.size() > 1 ? units.get(1).start() : unit.end());
        }
        if (!text.substring(lineStart(unit.start()), unit.start()).isBlank()) return without(unit.start(), units.get(index + 1).start());
        var end = lineEnd(unit.end());
        return without(comments(group, index), end < text.length() ? text.indexOf('\n', end) + 1 : end);
    }

    private String move(List<String> from, List<String> to, Node.Mapping fields) {
        var group = group(from.subList(0, from.size() - 1));
        if (group == null || !group.list()) throw new Unreadable();
        var index = Integer.parseInt(from.getLast());
        var unit = group.units().get(index);
        Node node = fields;
        for (var key : from) node = node instanceof Node.Mapping mapping ? mapping.entries().get(key) : ((Node.Sequence) node).items().get(Integer.parseInt(key));
        var piece = carried(group, index, unit, node);
        return YamlText.of(remove(from), lineEnd).insert(to, node, piece);
    }

    /** An item as it is written, with what is noted above and behind it. */
    private Piece carried(Group group, int index, Unit unit, Node node) {
        if (group.flow()) {
            var written = text.substring(unit.start(), unit.end());
            return written.contains("\n") ? Piece.item(node) : new Piece(List.of(), List.of(written), false, written);
        }
        var above = text.substring(comments(group, index), lineStart(unit.start())).lines().map(String::strip).toList();
        var indent = column(unit.value().start());
        var lines = new ArrayList<String>();
        text.substring(unit.value().start(), lineEnd(unit.end())).lines().forEach(line -> lines.add(lines.isEmpty() ? line : line.substring(Math.min(indent, line.length() - line.stripLeading().length()))));
        return new Piece(above, lines, true, Piece.flow(node));
    }

    /** Where the comments begin that stand right above an item, or the item; those above the first one are about all of them. */
    private int comments(Group group, int index) {
        var start = lineStart(group.units().get(index).start());
        var column = column(group.units().get(index).start());
        if (!group.list() || index == 0) return start;
        while (start > 0) {
            var before = lineStart(start - 1);
            var line = text.substring(before, start);
            if (!line.strip().startsWith("#") || line.indexOf('#') != column) break;
            start = before;
        }
        return start;
    }

    private String set(List<String> lines, int indent) {
        return lines.stream().map(line -> line.isEmpty() ? "" : " ".repeat(indent) + line).collect(Collectors.joining(lineEnd)).stripLeading();
    }

    private String inserted(int at, String written) {
        return text.substring(0, at) + written + text.substring(at);
    }

    private String without(int from, int to) {
        return text.substring(0, from) + text.substring(to);
    }

    private int column(int at) {
        return at - lineStart(at);
    }

    private int lineStart(int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    /** Before the line's end, a carriage return left out. */
    private int lineEnd(int at) {
        var end = text.indexOf('\n', at);
        if (end < 0) return text.length();
        return end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }
}
