package torg.studio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The front matter of a document's text, of which single values are read and set while all else stays as its author wrote it. Lines end with one character.
 *
 * @param lines of the front matter, without the two that enclose it
 * @param rest what follows
 */
record FrontMatter(List<String> lines, String rest) {
    private static final String FENCE = "---";
    private static final Pattern SCALAR = Pattern.compile("\\s+(?:\"([^\"\\\\]*)\"|'([^']*)'|([^\\s\"'#&*!|>\\[{][^#]*?))\\s*(?:\\s#.*)?");

    /** A text without front matter has one with nothing in it. */
    static FrontMatter of(String text) {
        var lines = Arrays.asList(text.split("\n", -1));
        var end = lines.getFirst().stripTrailing().equals(FENCE) ? lines.stream().skip(1).map(String::stripTrailing).toList().indexOf(FENCE) : -1;
        return end < 0 ? new FrontMatter(List.of(), text) : new FrontMatter(List.copyOf(lines.subList(1, end + 1)), String.join("\n", lines.subList(end + 2, lines.size())));
    }

    /** The value of a key, when it is a plain one on the key's own line. */
    Optional<String> value(String key) {
        var at = at(key);
        if (at < 0) return Optional.empty();
        var scalar = SCALAR.matcher(lines.get(at).substring(key.length() + 1));
        if (!scalar.matches()) return Optional.empty();
        return Optional.of(scalar.group(1) != null ? scalar.group(1) : scalar.group(2) != null ? scalar.group(2) : scalar.group(3));
    }

    /** The same with this value, a plain one, in the place of the one before, or without the key. */
    FrontMatter with(String key, Optional<String> value) {
        var all = new ArrayList<>(lines);
        var at = at(key);
        if (at >= 0) {
            all.remove(at);
            while (at < all.size() && all.get(at).startsWith(" ")) all.remove(at);
        }
        value.ifPresent(text -> all.add(at < 0 ? all.size() : at, key + ": " + text));
        return new FrontMatter(all, rest);
    }

    private int at(String key) {
        for (var line = 0; line < lines.size(); line++) if (lines.get(line).startsWith(key + ":")) return line;
        return -1;
    }

    /** The whole document. */
    String text() {
        return lines.isEmpty() ? rest : FENCE + "\n" + String.join("\n", lines) + "\n" + FENCE + "\n" + rest;
    }
}
