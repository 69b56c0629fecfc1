package torg.table.api.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;

/**
 * Reads a {@code $search}: words and phrases in double quotes, with {@code AND}, {@code OR} and {@code NOT} between them. A row is found by what a list's search box looks at.
 *
 * <p>Source: OData Version 4.01, Part 2: URL Conventions, section 5.1.8; without parentheses.
 */
final class Search {
    private static final int LONGEST = 200;
    private static final int MOST = 10;
    private static final Pattern TERM = Pattern.compile("\\s*(?:\"([^\"]+)\"|([^\\s\"]+))");

    private final ReadablePaths paths;
    private final List<String> columns;

    private Search(ReadablePaths paths) {
        this.paths = paths;
        this.columns = columns();
    }

    static Condition parse(String written, ReadablePaths paths) {
        if (written.length() > LONGEST) throw Malformed.option("$search", "is longer than " + LONGEST + " characters", "look for less");
        return new Search(paths).read(written.strip());
    }

    private Condition read(String text) {
        var any = new ArrayList<Condition>();
        var all = new ArrayList<Condition>();
        var terms = TERM.matcher(text);
        var open = true;
        var not = false;
        var at = 0;
        for (var count = 0; at < text.length(); count++) {
            if (!terms.find(at) || terms.start() != at) throw Malformed.option("$search", "has a quote without its other one", "write words, or a phrase in double quotes");
            if (count > 2 * MOST) throw Malformed.option("$search", "has more than " + MOST + " words", "look for fewer");
            at = terms.end();
            switch (terms.group(1) == null ? terms.group(2) : "") {
                case "AND" -> open = joint(open || not);
                case "OR" -> {
                    open = joint(open || not);
                    any.add(Condition.all(all.toArray(Condition[]::new)));
                    all.clear();
                }
                case "NOT" -> not = joint(not);
                default -> {
                    all.add(mentions(terms, not));
                    open = false;
                    not = false;
                }
            }
        }
        joint(open || not);
        any.add(Condition.all(all.toArray(Condition[]::new)));
        return Condition.any(any);
    }

    /** A joint has something on either side; what comes behind it opens again. */
    private static boolean joint(boolean missing) {
        if (missing) throw Malformed.option("$search", "has AND, OR or NOT with nothing to join", "write words between them, or put them in double quotes");
        return true;
    }

    private Condition mentions(Matcher terms, boolean not) {
        var text = terms.group(1) == null ? terms.group(2) : terms.group(1);
        var mentions = Condition.any(columns.stream().map(column -> new Condition.Mentions(column, text)).toList());
        return not ? new Condition.Not(mentions) : mentions;
    }

    /** What the documents say a search looks at; where they say nothing, what names a row. */
    private List<String> columns() {
        var searched = paths.all().stream().filter(name -> column(name).searchable() && text(column(name))).toList();
        if (!searched.isEmpty()) return searched;
        var title = paths.table().title();
        return List.of(paths.all().contains(title) && text(column(title)) ? title : paths.table().key());
    }

    private Column column(String name) {
        return paths.table().columns().get(name);
    }

    private static boolean text(Column column) {
        return column.type() == ColumnType.TEXT || column.type() == ColumnType.LONG_TEXT || column.type() == ColumnType.AUTONUMBER;
    }
}
