package torg.table.api.ask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torg.api.problem.TorgException;

/**
 * A part of {@code $expand}: rows to be shown within rows, or how many there are.
 *
 * <p>Source: OData Version 4.01, Part 2: URL Conventions, section 5.1.3; without {@code *}, {@code /$ref} and {@code $levels}.
 *
 * @param name as it was written, which is what the rows are shown under
 * @param options what is asked of them
 * @param counts whether they are counted only
 */
public record Expand(String name, Way way, Options options, boolean counts) {
    /** Levels of rows below the ones asked for. */
    public static final int DEEPEST = 3;
    /** Ways from one row. */
    public static final int WIDEST = 10;
    /** Ways in all: each is a question to the database. */
    private static final int MOST = 20;
    private static final int LONGEST = 2_000;
    private static final String COUNT = "/$count";

    static List<Expand> read(String written, ReadablePaths paths, int depth) {
        if (written.length() > LONGEST) throw Malformed.option("$expand", "is longer than " + LONGEST + " characters", "expand less");
        if (depth == DEEPEST) throw Malformed.option("$expand", "leads further than " + DEEPEST + " levels", "expand less, and ask for the rest by key");
        var all = new LinkedHashMap<String, Expand>();
        for (var part : split(written, ',')) {
            var open = part.indexOf('(');
            var shown = (open < 0 ? part : part.substring(0, open)).strip();
            if (shown.endsWith("/$ref")) throw Malformed.option("$expand", "shows rows or how many there are, and not where they are", "ask <row>/<property>/$ref for that, or expand the rows with $select of their key");
            var counts = shown.endsWith(COUNT);
            var name = counts ? shown.substring(0, shown.length() - COUNT.length()) : shown;
            var way = Way.find(paths, name).filter(found -> !counts || found.many()).orElseThrow(() -> unknown(paths, shown));
            if (open >= 0 && !part.endsWith(")")) throw Malformed.option("$expand", "has options that do not end with a parenthesis", "write name($select=a,b;$top=5)");
            var options = open < 0 ? Map.<String, List<String>>of() : options(part.substring(open + 1, part.length() - 1));
            var asked = counts ? Options.counted(options, paths.along(way)) : Options.within(options, paths.along(way), depth + 1);
            if (all.putIfAbsent(name, new Expand(name, way, asked, counts)) != null) {
                throw Malformed.option("$expand", "names '" + name + "' twice", "name it once");
            }
        }
        if (all.size() > WIDEST) throw Malformed.option("$expand", "names more than " + WIDEST, "name fewer");
        if (all.values().stream().mapToInt(Expand::parts).sum() > MOST) throw Malformed.option("$expand", "names more than " + MOST + " in all its levels", "name fewer");
        return List.copyOf(all.values());
    }

    private int parts() {
        return 1 + options.expand().stream().mapToInt(Expand::parts).sum();
    }

    private static TorgException unknown(ReadablePaths paths, String name) {
        var ways = Way.all(paths).stream().map(Way::name).toList();
        var problem = Malformed.column(paths.table().name(), name);
        return ways.isEmpty() ? problem : problem.help("expand " + String.join(", ", ways));
    }

    private static Map<String, List<String>> options(String written) {
        var options = new LinkedHashMap<String, List<String>>();
        for (var part : split(written, ';')) {
            var equals = part.indexOf('=');
            if (equals < 0) throw Malformed.option("$expand", "has an option without a value", "write name($select=a,b;$top=5)");
            options.computeIfAbsent(part.substring(0, equals).strip(), _ -> new ArrayList<>()).add(part.substring(equals + 1));
        }
        return options;
    }

    /** Parts between separators that stand in no quotes and no parentheses. */
    static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        var depth = 0;
        var quote = 0;
        var start = 0;
        for (var at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            if (quote != 0) quote = c == quote ? 0 : quote;
            else if (c == '\'' || c == '"') quote = c;
            else if (c == '(') depth++;
            else if (c == ')') depth--;
            else if (c == separator && depth == 0) {
                parts.add(text.substring(start, at).strip());
                start = at + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }
}
