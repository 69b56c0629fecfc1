package torg.lists.forms.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import torg.api.site.Node;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Table;

/**
 * Which rows a document fixes: {@code where: {account: my-account, discontinued: false}}; every clause holds.
 *
 * @param clauses path and what its value has to be, one of several
 */
public record Where(List<Clause> clauses) {
    /** Every row. */
    public static final Where EVERYTHING = new Where(List.of());

    public Where {
        clauses = List.copyOf(clauses);
    }

    /** A path and the values of which it has to have one. */
    public record Clause(Path path, List<Operand> values) {
        Condition condition() {
            return Condition.any(values.stream().map(value -> new Condition.Compare(path.text(), Condition.Operator.EQ, value)).toList());
        }
    }

    /** The mapping below {@code where}; everything when absent. */
    public static Where read(Ground ground, Reader reader, Table table) {
        var clauses = new ArrayList<Clause>();
        reader.mapping("where").ifPresent(where -> where.entries().forEach((text, node) ->
                ground.path(table, text, node.at()).ifPresent(path -> clauses.add(new Clause(path, values(ground, path, node))))));
        return new Where(clauses);
    }

    /** The same with other operands in the place of its own. */
    public Where with(UnaryOperator<Operand> change) {
        return new Where(clauses.stream().map(clause -> new Clause(clause.path, clause.values.stream().map(change).toList())).toList());
    }

    /** The condition a query takes. */
    public Condition condition() {
        return Condition.all(clauses.stream().map(Clause::condition).toArray(Condition[]::new));
    }

    /** Whether a row at hand is one of them; the test is asked whether a path has such a value there. */
    public boolean holds(BiPredicate<Path, Operand> has) {
        return clauses.stream().allMatch(clause -> clause.values.stream().anyMatch(value -> has.test(clause.path, value)));
    }

    private static List<Operand> values(Ground ground, Path path, Node node) {
        var items = node instanceof Node.Sequence list ? list.items() : List.of(node);
        return items.stream().flatMap(item -> ground.scalar(item, "a value to compare with").stream()
                .flatMap(text -> operand(ground, path, text, item).stream())).toList();
    }

    private static Optional<Operand> operand(Ground ground, Path path, String text, Node at) {
        if (text.equals("me")) return Optional.of(new Operand.Me());
        if (text.equals("my-account")) return Optional.of(new Operand.MyAccounts());
        var value = Literal.read(path.column(), text);
        if (value.isEmpty()) {
            ground.problems().error(at.at(), "lists-forms.bad-value", "'" + text + "' is no value of column '" + path.column().name() + "'", new Unknown(text, choices(path)), hint(path));
        }
        return value.map(Operand.Literal::new);
    }

    private static List<String> choices(Path path) {
        return path.column().choices().stream().map(choice -> choice.value()).toList();
    }

    private static String hint(Path path) {
        var choices = choices(path);
        return choices.isEmpty() ? "write a value of type " + path.column().type().name().toLowerCase(Locale.ROOT)
                : "use one of " + String.join(", ", choices);
    }
}
