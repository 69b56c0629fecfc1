package torg.api.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import torg.api.problem.TorgException;
import torg.api.site.Problems;

/**
 * The small language in which documents say what a calculated column comes to: {@code quantity * price - first(discount, 0)}.
 *
 * <pre>
 * of a decimal or money   number  = product { ("+" | "-") product }
 *                         product = amount { "*" amount }
 *                         amount  = figure | column | "first" "(" number { "," number } ")" | "if" "(" condition "," number "," number ")" | "(" number ")"
 * of a text               text    = part { "&amp;" part }
 *                         part    = text in single quotes | column | "first" "(" text { "," text } ")" | "if" "(" condition "," text "," text ")" | "bare" "(" text ")"
 * of a boolean            a condition, see {@link ConditionText}
 * </pre>
 *
 * Columns are the row's own and not calculated themselves. A number that one empty cell goes into is empty, {@code first(discount, 0)} helps; an empty cell
 * adds nothing to a text. Signs stand between spaces. At most 500 characters.
 */
public final class FormulaText {
    private static final int LONGEST = 500;
    private static final int LONGEST_TEXT = 4_000;
    /** Before the point; what is compared with a cell has 40 at most. */
    private static final int MOST_DIGITS = 38;
    private static final int DEEPEST = 20;
    private final Table table;
    private final List<ConditionToken> tokens;
    private int at;

    private FormulaText(String text, Table table) {
        this.table = table;
        this.tokens = ConditionToken.of(text);
    }

    /**
     * A column with this formula.
     *
     * @param text 1 to 500 characters
     * @param table with the columns that are not calculated
     * @param plain a TEXT, DECIMAL, MONEY or BOOLEAN; a text gets the length it may come to
     * @throws TorgException MALFORMED {@code condition.malformed}, with the place in the message and the remedy as help
     */
    public static Column read(String text, Table table, Column plain) {
        if (text.length() > LONGEST) throw ConditionText.wrong(LONGEST, "the formula is longer than " + LONGEST + " characters", "calculate less at once");
        return switch (plain.type()) {
            case BOOLEAN -> plain.calculated(holds(ConditionText.read(text, alone(table), table), table));
            case DECIMAL, MONEY -> {
                var reading = new FormulaText(text, table);
                var number = reading.number(0);
                reading.end();
                if (digits(number) > MOST_DIGITS) throw ConditionText.wrong(0, "the result can have more than " + MOST_DIGITS + " digits before the point", "multiply fewer columns");
                yield plain.calculated(number);
            }
            case TEXT -> {
                var reading = new FormulaText(text, table);
                var joined = reading.text(0);
                reading.end();
                if (length(joined) > LONGEST_TEXT) throw ConditionText.wrong(0, "the result can have more than " + LONGEST_TEXT + " characters", "join shorter columns");
                yield plain.sized(Math.max(1, length(joined))).calculated(joined);
            }
            default -> throw ConditionText.wrong(0, "a calculated column is a text, decimal, money or boolean", "change its type");
        };
    }

    /** A formula sees no other table. */
    private static Schema alone(Table table) {
        return Schema.of(List.of(new Table(table.name(), table.label(), table.plural(), table.key(), table.title(), table.columns(), List.of(), false, false)));
    }

    private static Formula.Holds holds(Condition condition, Table table) {
        var used = new LinkedHashMap<String, Column>();
        columns(condition, table, used);
        return new Formula.Holds(condition, used);
    }

    private static void columns(Condition condition, Table table, Map<String, Column> used) {
        condition.atoms().forEach(atom -> {
            if (atom instanceof Condition.Hop || atom instanceof Condition.Count) throw ConditionText.wrong(0, "a column is calculated from its own row", "leave other rows out");
            if (atom instanceof Condition.Compare compare && !(compare.operand() instanceof Operand.Literal)) throw ConditionText.wrong(0, "a column is the same for every caller", "compare with values only");
            atom.cell().ifPresent(path -> use(path, table, used));
        });
    }

    private static void use(String path, Table table, Map<String, Column> used) {
        var column = table.column(path).orElseThrow(() -> ConditionText.wrong(0, "'" + path + "' leads to another row", "a column is calculated from its own row"));
        used.put(path, column);
    }

    private Formula number(int depth) {
        var sum = product(depth);
        while (true) {
            if (sign("+")) sum = new Formula.Calculation(Formula.Sign.PLUS, sum, product(depth));
            else if (sign("-")) sum = new Formula.Calculation(Formula.Sign.MINUS, sum, product(depth));
            else return sum;
        }
    }

    private Formula product(int depth) {
        var product = amount(depth);
        while (sign("*")) product = new Formula.Calculation(Formula.Sign.TIMES, product, amount(depth));
        return product;
    }

    private Formula amount(int depth) {
        tooDeep(depth);
        if (sign("(")) {
            var inner = number(depth + 1);
            expect(")");
            return inner;
        }
        var token = take();
        return switch (token) {
            case ConditionToken.Figure(_, var figure) -> new Formula.Number(new BigDecimal(figure));
            case ConditionToken.Word(_, var first) when first.equals("first") && sign("(") -> {
                var choices = new ArrayList<>(List.of(number(depth + 1)));
                while (sign(",")) choices.add(number(depth + 1));
                expect(")");
                yield new Formula.First(choices);
            }
            case ConditionToken.Word(_, var word) when word.equals("if") && sign("(") -> either(() -> number(depth + 1));
            case ConditionToken.Word word -> {
                var column = column(word);
                if (column.type() == ColumnType.INTEGER || column.type() == ColumnType.DECIMAL || column.type() == ColumnType.MONEY) yield new Formula.Cell(column);
                throw ConditionText.wrong(word.position(), "column '" + column.name() + "' holds no number", "calculate with integers, decimals and money");
            }
            default -> throw unexpected(token, "a number or a column");
        };
    }

    private Formula text(int depth) {
        var parts = new ArrayList<>(List.of(part(depth)));
        while (sign("&")) parts.add(part(depth));
        return parts.size() == 1 ? parts.getFirst() : new Formula.Joined(parts);
    }

    private Formula part(int depth) {
        tooDeep(depth);
        var token = take();
        return switch (token) {
            case ConditionToken.Quoted(_, var quoted) when !quoted.isEmpty() -> new Formula.Words(quoted);
            case ConditionToken.Word(_, var first) when first.equals("first") && sign("(") -> {
                var choices = new ArrayList<>(List.of(text(depth + 1)));
                while (sign(",")) choices.add(text(depth + 1));
                expect(")");
                yield new Formula.First(choices);
            }
            case ConditionToken.Word(_, var word) when word.equals("if") && sign("(") -> either(() -> text(depth + 1));
            case ConditionToken.Word(_, var word) when word.equals("bare") && sign("(") -> {
                var inner = text(depth + 1);
                expect(")");
                yield new Formula.Bare(inner);
            }
            case ConditionToken.Word word -> {
                var column = column(word);
                if (column.type().javaType() == String.class && column.type() != ColumnType.LONG_TEXT) yield new Formula.Cell(column);
                throw ConditionText.wrong(word.position(), "column '" + column.name() + "' holds no text of one line", "join texts, choices, lookups and autonumbers");
            }
            default -> throw unexpected(token, "a text in single quotes or a column");
        };
    }

    /** What stands after {@code if(}. */
    private Formula either(Supplier<Formula> branch) {
        var read = ConditionText.beginning(tokens, at, alone(table), table);
        at = read.next();
        expect(",");
        var then = branch.get();
        expect(",");
        var otherwise = branch.get();
        expect(")");
        return new Formula.Either(holds(read.condition(), table), then, otherwise);
    }

    private Column column(ConditionToken.Word word) {
        return table.column(word.text()).orElseThrow(() -> ConditionText.wrong(word.position(), "table '" + table.name() + "' keeps no column '" + word.text() + "'",
                Problems.nearest(word.text(), table.columns().keySet()).map(near -> "did you mean '" + near + "'?").orElse("name columns of the same table that are not calculated")));
    }

    private static int digits(Formula formula) {
        return switch (formula) {
            case Formula.Cell(var column) -> column.type() == ColumnType.INTEGER ? 19 : 18;
            case Formula.Number(var value) -> Math.max(1, value.precision() - value.scale());
            case Formula.Calculation(var sign, var left, var right) -> sign == Formula.Sign.TIMES ? digits(left) + digits(right) : Math.max(digits(left), digits(right)) + 1;
            case Formula.First(var choices) -> choices.stream().mapToInt(FormulaText::digits).max().orElse(0);
            case Formula.Either(_, var then, var otherwise) -> Math.max(digits(then), digits(otherwise));
            case Formula.Words _, Formula.Joined _, Formula.Bare _, Formula.Holds _, Formula.Pointed _ -> 0;
        };
    }

    private static int length(Formula formula) {
        return switch (formula) {
            case Formula.Cell(var column) -> column.type() == ColumnType.CHOICE || column.type() == ColumnType.LOOKUP ? Math.max(64, column.length()) : column.length();
            case Formula.Words(var text) -> text.length();
            case Formula.Joined(var texts) -> texts.stream().mapToInt(FormulaText::length).sum();
            case Formula.Bare(var text) -> length(text);
            case Formula.First(var choices) -> choices.stream().mapToInt(FormulaText::length).max().orElse(0);
            case Formula.Either(_, var then, var otherwise) -> Math.max(length(then), length(otherwise));
            case Formula.Number _, Formula.Calculation _, Formula.Holds _, Formula.Pointed _ -> 0;
        };
    }

    private void tooDeep(int depth) {
        if (depth > DEEPEST) throw ConditionText.wrong(peek().position(), "the formula is nested deeper than " + DEEPEST + " levels", "write it with fewer parentheses");
    }

    private ConditionToken peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    private ConditionToken take() {
        var token = peek();
        at++;
        return token;
    }

    private boolean sign(String sign) {
        if (!(peek() instanceof ConditionToken.Sign(_, var text)) || !text.equals(sign)) return false;
        at++;
        return true;
    }

    private void expect(String sign) {
        if (!sign(sign)) throw unexpected(peek(), "'" + sign + "'");
    }

    private void end() {
        if (!(peek() instanceof ConditionToken.End)) throw unexpected(peek(), "a sign between spaces or the end");
    }

    private static TorgException unexpected(ConditionToken token, String expected) {
        return ConditionText.wrong(token.position(), token.said() + " stands where " + expected + " was expected", "write for instance quantity * price, or firstname & ' ' & lastname");
    }
}
