package torg.table.api.ask;

import java.util.ArrayList;
import java.util.List;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Condition.Operator;
import torg.api.table.Operand;
import torg.table.api.ask.ReadablePaths.Behind;
import torg.table.api.ask.ReadablePaths.Path;

/**
 * Reads a {@code $filter}: comparisons, {@code contains}, {@code startswith}, and {@code any}, {@code all} and {@code $count} of the rows at the end of a way to many,
 * joined by {@code and}, {@code or}, {@code not} and parentheses.
 *
 * <p>Source: OData Version 4.01, Part 2: URL Conventions, section 5.1.1; a part of it. What a filter may cost is bounded.
 */
final class FilterParser {
    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 20;
    private static final int MOST_COMPARISONS = 100;
    private static final String ANY = "/any";
    private static final String ALL = "/all";
    private static final String COUNT = "/$count";
    /** Ways to many: each is rows to be looked through for each row. */
    private static final int MOST_WAYS = 10;
    private static final int FURTHEST = 3;

    private final Tokens tokens;
    private Scope scope;
    private int comparisons;
    private int ways;

    private FilterParser(String filter, ReadablePaths paths) {
        this.tokens = new Tokens(filter);
        this.scope = new Scope(paths, "", 0);
    }

    /**
     * What a name means.
     *
     * @param variable what stands before the columns of rows at the end of a way, {@code line} in {@code line/quantity}; empty for those that are asked for
     * @param ways that lead there
     */
    private record Scope(ReadablePaths paths, String variable, int ways) {}

    /** The condition a filter stands for. */
    static Condition parse(String filter, ReadablePaths paths) {
        if (filter.length() > LONGEST) throw Malformed.filter(LONGEST, "the filter is longer than " + LONGEST + " characters");
        var parser = new FilterParser(filter, paths);
        var condition = parser.either(0);
        if (parser.tokens.peek() instanceof Token.End) return condition;
        throw Malformed.filter(parser.tokens.peek().position(), "expected 'and', 'or' or the end");
    }

    private Condition either(int depth) {
        var any = new ArrayList<Condition>(List.of(both(depth)));
        while (tokens.takeWord("or")) any.add(both(depth));
        return any.size() == 1 ? any.getFirst() : new Condition.Or(any);
    }

    private Condition both(int depth) {
        var all = new ArrayList<Condition>(List.of(one(depth)));
        while (tokens.takeWord("and")) all.add(one(depth));
        return all.size() == 1 ? all.getFirst() : new Condition.And(all);
    }

    private Condition one(int depth) {
        if (depth > DEEPEST) throw Malformed.filter(tokens.peek().position(), "the filter is nested deeper than " + DEEPEST + " levels");
        if (tokens.takeWord("not")) return new Condition.Not(one(depth + 1));
        if (!tokens.takeSign('(')) return claim(depth);
        var inner = either(depth + 1);
        expect(')');
        return inner;
    }

    /** A comparison, a function, or a column that is true or false by itself. */
    private Condition claim(int depth) {
        if (++comparisons > MOST_COMPARISONS) throw Malformed.filter(tokens.peek().position(), "the filter compares more than " + MOST_COMPARISONS + " times");
        var name = word("a column");
        if (name.text().endsWith(COUNT)) return count(name, depth);
        if (tokens.takeSign('(')) return name.text().endsWith(ANY) || name.text().endsWith(ALL) ? rows(name, depth) : function(name);
        var path = path(name);
        if (tokens.peek() instanceof Token.Word(_, var text) && !isJoint(text)) return comparison(path);
        if (path.column().type() == ColumnType.BOOLEAN) return Condition.eq(path.text(), true);
        throw Malformed.filter(tokens.peek().position(), "expected one of eq, ne, gt, ge, lt, le");
    }

    private Condition comparison(Path path) {
        var operator = operator();
        var value = tokens.take();
        var empty = value instanceof Token.Word(_, var text) && text.equals("null");
        return switch (operator) {
            case EQ -> empty ? new Condition.Empty(path.text()) : compare(path, Operator.EQ, value);
            // in OData an empty cell is unequal to every value
            case NE -> new Condition.Not(empty ? new Condition.Empty(path.text()) : compare(path, Operator.EQ, value));
            case GT, GE, LT, LE -> compare(path, operator, value);
        };
    }

    private Operator operator() {
        var written = word("one of eq, ne, gt, ge, lt, le");
        return switch (written.text()) {
            case "eq" -> Operator.EQ;
            case "ne" -> Operator.NE;
            case "gt" -> Operator.GT;
            case "ge" -> Operator.GE;
            case "lt" -> Operator.LT;
            case "le" -> Operator.LE;
            default -> throw Malformed.filter(written.position(), "expected one of eq, ne, gt, ge, lt, le");
        };
    }

    private static Condition compare(Path path, Operator operator, Token value) {
        return new Condition.Compare(path.text(), operator, new Operand.Literal(Literal.of(path.column(), value)));
    }

    /** Whether some row at the end of a way is so, or every one: none is not so. Only rows the caller may see are looked at. */
    private Condition rows(Token.Word name, int depth) {
        var all = name.text().endsWith(ALL);
        var way = way(name, all ? ALL : ANY);
        if (!all && tokens.takeSign(')')) return way.some(new Condition.Everything());
        var variable = word("a name for the row");
        expect(':');
        var inner = within(way, variable.text(), depth);
        expect(')');
        return all ? new Condition.Not(way.some(new Condition.Not(inner))) : way.some(inner);
    }

    /** How many rows a way leads to, {@code lines/$count gt 2}, or how many that are so, {@code lines/$count($filter=quantity gt 5) gt 2}. */
    private Condition count(Token.Word name, int depth) {
        var way = way(name, COUNT);
        Condition inner = new Condition.Everything();
        if (tokens.takeSign('(')) {
            if (tokens.takeWord("$search")) throw Malformed.filter(tokens.peek().position(), "rows within $count are told by '$filter=' alone; '$search' stands beside $filter, or within $expand");
            if (!tokens.takeWord("$filter")) throw Malformed.filter(tokens.peek().position(), "expected '$filter='");
            expect('=');
            inner = within(way, "", depth);
            expect(')');
        }
        var operator = operator();
        return new Condition.Count(way.some(inner), operator, Literal.whole(tokens.take()));
    }

    private Condition within(Behind way, String variable, int depth) {
        var outer = scope;
        scope = new Scope(outer.paths.along(way.way()), variable, outer.ways + 1);
        var inner = either(depth + 1);
        scope = outer;
        return inner;
    }

    private Behind way(Token.Word name, String end) {
        if (++ways > MOST_WAYS || scope.ways == FURTHEST) {
            throw Malformed.filter(name.position(), "rows of other tables are asked about at most " + MOST_WAYS + " times, and " + FURTHEST + " within each other");
        }
        var written = own(name);
        if (!written.endsWith(end)) throw Malformed.filter(name.position(), "expected a way to many rows before '" + end + "'"); // the name of a row alone is none
        return scope.paths.way(written.substring(0, written.length() - end.length()));
    }

    private Condition function(Token.Word name) {
        var column = word("a column");
        var path = path(column);
        if (path.column().type().javaType() != String.class) throw Malformed.filter(column.position(), "expected a column that holds text");
        expect(',');
        var text = Literal.text(tokens.take());
        expect(')');
        return switch (name.text()) {
            case "contains" -> new Condition.Contains(path.text(), text);
            case "startswith" -> new Condition.StartsWith(path.text(), text);
            default -> throw Malformed.filter(name.position(), "expected contains, startswith, or a way to many rows with any, all or $count");
        };
    }

    private Path path(Token.Word name) {
        return scope.paths.path(own(name));
    }

    /** The name without the variable of the rows it is about. */
    private String own(Token.Word name) {
        if (scope.variable.isEmpty()) return name.text();
        if (name.text().startsWith(scope.variable + "/")) return name.text().substring(scope.variable.length() + 1);
        throw Malformed.filter(name.position(), "expected a column of '" + Malformed.shown(scope.variable) + "', which is written " + Malformed.shown(scope.variable) + "/column");
    }

    private Token.Word word(String expected) {
        var token = tokens.take();
        if (token instanceof Token.Word word) return word;
        throw Malformed.filter(token.position(), "expected " + expected);
    }

    private void expect(char sign) {
        if (!tokens.takeSign(sign)) throw Malformed.filter(tokens.peek().position(), "expected '" + sign + "'");
    }

    private static boolean isJoint(String word) {
        return word.equals("and") || word.equals("or");
    }
}
