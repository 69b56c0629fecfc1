package torg.api.table;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Problems;
import torg.api.table.Condition.Operator;
import torg.api.table.ConditionToken.Figure;
import torg.api.table.ConditionToken.Quoted;
import torg.api.table.ConditionToken.Sign;
import torg.api.table.ConditionToken.Word;

/**
 * The small language in which documents say which rows: {@code status = 'open' and owner.account = caller.account}.
 *
 * <pre>
 * expression = conjunction { "or" conjunction }
 * conjunction = term { "and" term }
 * term       = "not" term | "(" expression ")" | "some" relationship "(" expression ")" | test
 * test       = path [ ("=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=") value
 *                   | "in" "(" value { "," value } ")"
 *                   | "contains" text | "starts" "with" text
 *                   | "is" [ "not" ] "empty" ]            a path alone is a boolean column that is true
 * value      = text in single quotes ('' is one) | number | true | false | "caller.contact" | "caller.account" | "caller.account-tree"
 * </pre>
 *
 * Every value is checked against the column's type when the text is read, and dates and times are written as texts, {@code '2027-01-15'}. An empty cell satisfies no
 * test but {@code is empty}, nor does what an empty lookup would lead to. {@code some categories (name = 'Tea')} asks whether some row that is
 * linked by the N:N relationship, which lookups may lead to, satisfies what is in the parentheses. {@code caller.account-tree} is the caller's accounts and all below them. What names the caller is an equality that stands under no {@code not}: a caller without
 * an account must not gain rows by having none.
 * What a text may cost is bounded: it has no loops, no functions, at most 2,000 characters, 100 tests, 20 levels.
 */
public final class ConditionText {
    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 20;
    private static final int MOST_TESTS = 100;

    private final Schema schema;
    private final List<ConditionToken> tokens;
    /** What paths start from: the table the condition is about, or within {@code some} the one linked with it. */
    private Table table;
    private int at;
    private int tests;
    private int negations;

    private ConditionText(List<ConditionToken> tokens, int at, Schema schema, Table table) {
        this.schema = schema;
        this.table = table;
        this.tokens = tokens;
        this.at = at;
    }

    /**
     * Read a condition about rows of a table.
     *
     * @param text 1 to 2,000 characters
     * @param schema to follow lookups in
     * @throws TorgException MALFORMED {@code condition.malformed}, with the place in the message and the remedy as help
     */
    public static Condition read(String text, Schema schema, Table table) {
        if (text.length() > LONGEST) throw wrong(LONGEST, "the condition is longer than " + LONGEST + " characters", "split the rule in two");
        var reading = new ConditionText(ConditionToken.of(text), 0, schema, table);
        var condition = reading.either(0);
        if (reading.peek() instanceof ConditionToken.End) return condition;
        throw reading.unexpected("'and', 'or' or the end");
    }

    /** The condition that begins at a token of a longer text, as far as it goes. */
    static Beginning beginning(List<ConditionToken> tokens, int at, Schema schema, Table table) {
        var reading = new ConditionText(tokens, at, schema, table);
        return new Beginning(reading.either(0), reading.at);
    }

    /** @param next the token after the condition */
    record Beginning(Condition condition, int next) {}

    /** The text that is read as this condition; what the language has no words for, in words of its own. */
    public static String of(Condition condition) {
        return switch (condition) {
            case Condition.Everything _ -> "every row";
            case Condition.Nothing _ -> "no row";
            case Condition.And(var all) -> joined(all, " and ");
            case Condition.Or(var any) -> joined(any, " or ");
            case Condition.Not(Condition.Empty(var path)) -> path + " is not empty";
            case Condition.Not(var inner) -> "not (" + of(inner) + ")";
            case Condition.Compare(var path, var operator, var operand) -> path + " " + sign(operator) + " " + switch (operand) {
                case Operand.Me _ -> "caller.contact";
                case Operand.MyAccounts _ -> "caller.account";
                case Operand.MyAccountTrees _ -> "caller.account-tree";
                case Operand.Literal(var value) -> value instanceof Number || value instanceof Boolean ? value.toString() : quoted(value.toString());
            };
            case Condition.Empty(var path) -> path + " is empty";
            case Condition.Contains(var path, var text) -> path + " contains " + quoted(text);
            case Condition.Mentions(var path, var text) -> path + " mentions " + quoted(text);
            case Condition.StartsWith(var path, var text) -> path + " starts with " + quoted(text);
            case Condition.Linked(var path, var inner) -> "some " + path + " (" + of(inner) + ")";
            case Condition.Some(var at, var table, var lookup, var inner) -> "some row of '" + table + "' whose '" + lookup + "' is " + (at.isEmpty() ? "it" : "its '" + at + "'") + " has " + of(inner);
            case Condition.Count(var hop, var operator, var number) -> "the number of times that " + of(hop) + " is " + sign(operator) + " " + number;
        };
    }

    private static String joined(List<Condition> conditions, String between) {
        return conditions.stream().map(one -> one instanceof Condition.And || one instanceof Condition.Or ? "(" + of(one) + ")" : of(one)).collect(Collectors.joining(between));
    }

    private static String sign(Operator operator) {
        return switch (operator) {
            case EQ -> "=";
            case NE -> "!=";
            case LT -> "<";
            case LE -> "<=";
            case GT -> ">";
            case GE -> ">=";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private Condition either(int depth) {
        var any = new ArrayList<Condition>(List.of(both(depth)));
        while (take("or")) any.add(both(depth));
        return any.size() == 1 ? any.getFirst() : new Condition.Or(any);
    }

    private Condition both(int depth) {
        var all = new ArrayList<Condition>(List.of(term(depth)));
        while (take("and")) all.add(term(depth));
        return all.size() == 1 ? all.getFirst() : new Condition.And(all);
    }

    private Condition term(int depth) {
        if (depth > DEEPEST) throw wrong(peek().position(), "the condition is nested deeper than " + DEEPEST + " levels", "write it with fewer parentheses");
        if (take("not")) {
            negations++;
            var inner = term(depth + 1);
            negations--;
            return new Condition.Not(inner);
        }
        var linked = linked();
        if (linked.isPresent()) return new Condition.Linked(linked.get().path, within(linked.get().target, depth));
        return sign("(") ? within(table, depth) : test();
    }

    /** What stands in parentheses, about rows of this table. */
    private Condition within(Table about, int depth) {
        var around = table;
        table = about;
        var inner = either(depth + 1);
        expect(")");
        table = around;
        return inner;
    }

    /** A relationship and the parenthesis after it; a column may have the name of the word before it. */
    private Optional<Linked> linked() {
        if (!(peek() instanceof Word(_, var some)) || !some.equals("some") || !(tokens.get(at + 1) instanceof Word(var place, var path))) return Optional.empty();
        var target = schema.related(table, path).flatMap(related -> schema.find(related.relationship().target()));
        if (target.isEmpty() && table.columns().containsKey(some)) return Optional.empty();
        at += 2;
        if (target.isEmpty()) throw wrong(place, "there is no relationship '" + path + "' in table '" + table.name() + "'", nearest(path, table.relationships().keySet()));
        expect("(");
        if (++tests > MOST_TESTS) throw wrong(place, "the condition has more than " + MOST_TESTS + " tests", "split the rule in two");
        return Optional.of(new Linked(path, target.get()));
    }

    private record Linked(String path, Table target) {}

    private Condition test() {
        if (++tests > MOST_TESTS) throw wrong(peek().position(), "the condition has more than " + MOST_TESTS + " tests", "split the rule in two");
        if (!(peek() instanceof Word(var place, var path))) throw unexpected("a column");
        at++;
        var column = column(place, path);
        if (peek() instanceof Sign(_, var sign) && operator(sign).isPresent()) {
            at++;
            if (sign.equals("=") && peek() instanceof Sign(var second, var again) && again.equals("=")) throw wrong(second, "a second '=' follows", "write one '='");
            return comparison(path, column, operator(sign).get());
        }
        if (take("in")) return Condition.any(values(column).stream().map(value -> Condition.eq(path, value)).toList());
        if (take("contains")) return new Condition.Contains(path, text(place, path, column));
        if (take("starts")) {
            if (!take("with")) throw unexpected("'with'");
            return new Condition.StartsWith(path, text(place, path, column));
        }
        if (take("is")) {
            var not = take("not");
            if (!take("empty")) throw unexpected("'empty'");
            return not ? new Condition.Not(new Condition.Empty(path)) : new Condition.Empty(path);
        }
        if (column.type() == ColumnType.BOOLEAN) return Condition.eq(path, true);
        throw unexpected("one of =, !=, <, <=, >, >=, in, contains, starts with, is empty");
    }

    private Condition comparison(String path, Column column, Operator operator) {
        if (peek() instanceof Word(var place, var name) && name.startsWith("caller.")) {
            at++;
            if (operator != Operator.EQ || negations > 0)
                throw wrong(place, "'" + name + "' stands in a negation", "compare with = and without 'not', and write what is to be left out as a rule with 'deny: true'");
            return new Condition.Compare(path, Operator.EQ, caller(place, name, column));
        }
        return new Condition.Compare(path, operator, new Operand.Literal(value(column)));
    }

    private Operand caller(int place, String name, Column column) {
        var target = switch (name) {
            case "caller.contact" -> "contact";
            case "caller.account", "caller.account-tree" -> "account";
            default -> throw wrong(place, "there is no '" + name + "'", "use caller.contact or caller.account");
        };
        var fits = !column.isCalculated() && (column.type() == ColumnType.TEXT || column.type() == ColumnType.AUTONUMBER) || column.target().equals(Optional.of(target));
        if (!fits) throw wrong(place, "column '" + column.name() + "' holds no " + target, "compare '" + name + "' with a lookup to table '" + target + "' or with its key");
        if (!name.endsWith("-tree")) return target.equals("contact") ? new Operand.Me() : new Operand.MyAccounts();
        if (schema.find(target).flatMap(Table::hierarchy).isEmpty()) throw wrong(place, "accounts have no hierarchy", "write 'hierarchy:' into the document of table 'account'");
        return new Operand.MyAccountTrees();
    }

    private List<Object> values(Column column) {
        expect("(");
        var values = new ArrayList<>(List.of(value(column)));
        while (sign(",")) {
            if (++tests > MOST_TESTS) throw wrong(peek().position(), "the condition has more than " + MOST_TESTS + " values", "split the rule in two");
            values.add(value(column));
        }
        expect(")");
        return values;
    }

    private String text(int place, String path, Column column) {
        if (column.type().javaType() != String.class) throw wrong(place, "column '" + path + "' holds no text", "compare it with =, < or >");
        if (peek() instanceof Quoted(_, var text)) {
            at++;
            return text;
        }
        throw unexpected("a text in single quotes");
    }

    private Object value(Column column) {
        var token = peek();
        at++;
        try {
            return switch (column.type()) {
                case TEXT, LONG_TEXT, LOOKUP, AUTONUMBER -> quoted(token, column);
                case CHOICE -> column.choice(quoted(token, column)).orElseThrow(() -> wrongValue(token, column)).value();
                case BOOLEAN -> flag(token, column);
                case INTEGER -> Long.valueOf(figure(token, column));
                case DECIMAL, MONEY -> new BigDecimal(figure(token, column));
                case DATE -> LocalDate.parse(quoted(token, column));
                case DATE_TIME -> Instant.parse(quoted(token, column));
                case FILE -> throw wrongValue(token, column);
            };
        } catch (NumberFormatException | DateTimeException _) {
            throw wrongValue(token, column);
        }
    }

    private static String quoted(ConditionToken token, Column column) {
        if (token instanceof Quoted(_, var text)) return text;
        throw wrongValue(token, column);
    }

    private static String figure(ConditionToken token, Column column) {
        if (token instanceof Figure(_, var text)) return text;
        throw wrongValue(token, column);
    }

    private static boolean flag(ConditionToken token, Column column) {
        if (token instanceof Word(_, var word) && (word.equals("true") || word.equals("false"))) return Boolean.parseBoolean(word);
        throw wrongValue(token, column);
    }

    private static TorgException wrongValue(ConditionToken token, Column column) {
        return wrong(token.position(), token.said() + " is no value of column '" + column.name() + "'", switch (column.type()) {
            case TEXT, LONG_TEXT, LOOKUP, AUTONUMBER -> "write a text in single quotes";
            case CHOICE -> "write one of " + column.choices().stream().map(choice -> "'" + choice.value() + "'").collect(Collectors.joining(", "));
            case BOOLEAN -> "write true or false, without quotes";
            case INTEGER -> "write a whole number, without quotes";
            case DECIMAL, MONEY -> "write a number, without quotes";
            case DATE -> "write a date such as '2027-01-15'";
            case DATE_TIME -> "write a time such as '2027-01-15T08:00:00Z'";
            case FILE -> "ask whether there is one, with 'is empty'";
        });
    }

    private Column column(int place, String path) {
        return schema.path(table, path).map(List::getLast).orElseThrow(() -> wrong(place, "there is no column '" + path + "' in table '" + table.name() + "'",
                nearest(path, table.columns().keySet())));
    }

    private static String nearest(String name, Collection<String> known) {
        if (known.isEmpty()) return "describe it in the table's document";
        return Problems.nearest(name, known).map(near -> "did you mean '" + near + "'?").orElse("use one of " + String.join(", ", known));
    }

    private static Optional<Operator> operator(String sign) {
        return switch (sign) {
            case "=" -> Optional.of(Operator.EQ);
            case "!=" -> Optional.of(Operator.NE);
            case "<" -> Optional.of(Operator.LT);
            case "<=" -> Optional.of(Operator.LE);
            case ">" -> Optional.of(Operator.GT);
            case ">=" -> Optional.of(Operator.GE);
            default -> Optional.empty();
        };
    }

    private ConditionToken peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    private boolean take(String word) {
        if (!(peek() instanceof Word(_, var text)) || !text.equals(word)) return false;
        at++;
        return true;
    }

    private boolean sign(String sign) {
        if (!(peek() instanceof Sign(_, var text)) || !text.equals(sign)) return false;
        at++;
        return true;
    }

    private void expect(String sign) {
        if (!sign(sign)) throw unexpected("'" + sign + "'");
    }

    private TorgException unexpected(String expected) {
        return wrong(peek().position(), peek().said() + " stands where " + expected + " was expected", "write for instance status = 'open' and account = caller.account");
    }

    static TorgException wrong(int place, String what, String help) {
        return TorgException.of(ProblemKind.MALFORMED, "condition.malformed", what + " (character " + (place + 1) + " of the condition)").help(help);
    }
}
