package torg.table.api.ask;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;

/**
 * Reads a {@code $search}: words and phrases in double quotes, with {@code AND}, {@code OR} and {@code NOT} between them, and parentheses around them.
 * A row is found by what a list's search box looks at.
 *
 * <p>Source: OData Version 4.01, Part 2: URL Conventions, section 5.1.8.
 */
final class Search {
    private static final int LONGEST = 200;
    private static final int MOST = 10;
    private static final Pattern TERM = Pattern.compile("\\s*(?:\"([^\"]+)\"|([()]|[^\\s\"()]+))");

    private final ReadablePaths paths;
    private final List<String> columns;

    private Search(ReadablePaths paths) {
        this.paths = paths;
        this.columns = columns();
    }

    static Condition parse(String written, ReadablePaths paths) {
        if (written.length() > LONGEST) throw Malformed.option("$search", "is longer than " + LONGEST + " characters", "look for less");
        return new Search(paths).read(terms(written.strip()));
    }

    /** A word, which may join others, or a phrase. */
    private record Term(String text, boolean phrase) {
        boolean is(String joint) {
            return !phrase && text.equals(joint);
        }
    }

    private static Deque<Term> terms(String text) {
        var terms = new ArrayDeque<Term>();
        var found = TERM.matcher(text);
        for (var at = 0; at < text.length(); at = found.end()) {
            if (!found.find(at) || found.start() != at) throw Malformed.option("$search", "has a quote without its other one", "write words, or a phrase in double quotes");
            if (terms.size() > 2 * MOST) throw Malformed.option("$search", "has more than " + MOST + " words", "look for fewer");
            terms.add(found.group(1) == null ? new Term(found.group(2), false) : new Term(found.group(1), true));
        }
        return terms;
    }

    private Condition read(Deque<Term> terms) {
        var condition = any(terms);
        if (!terms.isEmpty()) throw parentheses();
        return condition;
    }

    private Condition any(Deque<Term> terms) {
        var any = new ArrayList<>(List.of(all(terms)));
        while (next(terms, "OR")) any.add(all(terms));
        return Condition.any(any);
    }

    private Condition all(Deque<Term> terms) {
        var all = new ArrayList<>(List.of(one(terms)));
        while (!terms.isEmpty() && !terms.peek().is("OR") && !terms.peek().is(")")) {
            next(terms, "AND");
            all.add(one(terms));
        }
        return Condition.all(all.toArray(Condition[]::new));
    }

    private Condition one(Deque<Term> terms) {
        if (next(terms, "NOT")) return new Condition.Not(plain(terms));
        return plain(terms);
    }

    private Condition plain(Deque<Term> terms) {
        if (next(terms, "(")) {
            var within = any(terms);
            if (!next(terms, ")")) throw parentheses();
            return within;
        }
        var term = terms.peek();
        if (term != null && term.is(")")) throw parentheses();
        if (term == null || Stream.of("AND", "OR", "NOT").anyMatch(term::is)) {
            throw Malformed.option("$search", "has AND, OR or NOT with nothing to join", "write words between them, or put them in double quotes");
        }
        terms.remove();
        return Condition.any(columns.stream().map(column -> new Condition.Mentions(column, term.text())).toList());
    }

    private static boolean next(Deque<Term> terms, String joint) {
        if (terms.isEmpty() || !terms.peek().is(joint)) return false;
        terms.remove();
        return true;
    }

    private static RuntimeException parentheses() {
        return Malformed.option("$search", "has a parenthesis without its other one", "close what is opened, or put it in double quotes");
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
