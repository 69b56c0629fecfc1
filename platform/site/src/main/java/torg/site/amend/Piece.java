package torg.site.amend;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import torg.api.site.Node;

/**
 * A value as it is to be written.
 *
 * @param above comments that stand above it
 * @param lines where it has lines of its own, not set in
 * @param block whether these begin below their key; else the first one stands behind it
 * @param flow in one line, within braces and brackets
 */
record Piece(List<String> above, List<String> lines, boolean block, String flow) {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}/_][\\p{L}\\p{N}/_.;:()+*&=?!%@$ '-]*+");
    private static final int LONGEST_LINE = 100;

    static Piece of(Node node) {
        var flow = flow(node);
        return switch (node) {
            case Node.Scalar(_, var text) when isWritable(text) -> new Piece(List.of(), block(text), false, flow);
            case Node.Mapping(_, var entries) when !isShort(node, flow) -> {
                var lines = new ArrayList<String>();
                entries.forEach((key, value) -> lines.addAll(of(value).behind(scalar(key) + ":")));
                yield new Piece(List.of(), lines, true, flow);
            }
            case Node.Sequence(_, var items) when !isShort(node, flow) -> {
                var lines = new ArrayList<String>();
                items.forEach(item -> lines.addAll(item(item).item()));
                yield new Piece(List.of(), lines, true, flow);
            }
            default -> new Piece(List.of(), List.of(flow), false, flow);
        };
    }

    /** As an item of a list: with one key it needs no braces. */
    static Piece item(Node node) {
        if (!(node instanceof Node.Mapping(_, var entries)) || entries.size() != 1) return of(node);
        var only = entries.entrySet().iterator().next();
        return new Piece(List.of(), of(only.getValue()).behind(scalar(only.getKey()) + ":"), true, flow(node));
    }

    /** Lines of a key with this as its value. */
    List<String> behind(String key) {
        var all = new ArrayList<String>();
        all.add(block ? key : key + " " + lines.getFirst());
        lines.stream().skip(block ? 0 : 1).forEach(line -> all.add(line.isEmpty() ? "" : "  " + line));
        return all;
    }

    /** Lines of an item. */
    List<String> item() {
        var all = new ArrayList<>(above);
        all.add("- " + lines.getFirst());
        lines.stream().skip(1).forEach(line -> all.add(line.isEmpty() ? "" : "  " + line));
        return all;
    }

    private static boolean isShort(Node node, String flow) {
        return flow.length() <= LONGEST_LINE && switch (node) {
            case Node.Mapping(_, var entries) -> entries.values().stream().allMatch(Piece::isLeaf);
            case Node.Sequence(_, var items) -> items.stream().allMatch(Node.Scalar.class::isInstance);
            case Node.Scalar _ -> true;
        };
    }

    private static boolean isLeaf(Node node) {
        return node instanceof Node.Scalar || node instanceof Node.Sequence(_, var items) && items.stream().allMatch(Node.Scalar.class::isInstance);
    }

    /** Whether it has lines, and can be written as they are. */
    private static boolean isWritable(String text) {
        return text.strip().contains("\n") && !text.endsWith("\n\n") && !Character.isWhitespace(text.charAt(0)) && text.chars().allMatch(letter -> letter == '\n' || letter >= ' ');
    }

    private static List<String> block(String text) {
        var lines = new ArrayList<String>();
        lines.add(text.endsWith("\n") ? "|" : "|-");
        text.lines().forEach(lines::add);
        return lines;
    }

    static String flow(Node node) {
        return switch (node) {
            case Node.Scalar(_, var text) -> scalar(text);
            case Node.Sequence(_, var items) -> items.stream().map(Piece::flow).collect(Collectors.joining(", ", "[", "]"));
            case Node.Mapping(_, var entries) -> entries.entrySet().stream().map(entry -> scalar(entry.getKey()) + ": " + flow(entry.getValue())).collect(Collectors.joining(", ", "{", "}"));
        };
    }

    /** In quotes, unless nothing in it could mean anything else, wherever it stands. */
    static String scalar(String text) {
        var plain = PLAIN.matcher(text).matches() && !text.contains(": ") && !text.endsWith(":") && !text.endsWith(" ");
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(letter -> quoted.append(switch (letter) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> letter < ' ' || letter == 0x7f || letter == 0x85 || letter == 0x2028 || letter == 0x2029 || letter == 0xfeff ? String.format("\\u%04x", letter) : String.valueOf((char) letter);
        }));
        return quoted.append('"').toString();
    }
}
