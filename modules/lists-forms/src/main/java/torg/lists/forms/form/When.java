package torg.lists.forms.form;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.table.Condition;
import torg.api.table.Condition.Operator;
import torg.api.table.Evaluation;
import torg.api.table.Operand;

/**
 * On which condition something is asked for: {@code kind = 'express' and my-account.country = 'NO'}, in the language of {@link torg.api.table.ConditionText}.
 *
 * @param text as the document writes it
 * @param values where the values come from that its paths name
 */
public record When(String text, Condition condition, Map<String, Ref> values) {
    public When {
        values = Map.copyOf(values);
    }

    /** The paths that a condition names. */
    static Stream<String> paths(Condition condition) {
        return tests(condition).flatMap(test -> switch (test) {
            case Condition.Compare(var path, _, _) -> Stream.of(path);
            case Condition.Empty(var path) -> Stream.of(path);
            case Condition.Contains(var path, _) -> Stream.of(path);
            case Condition.StartsWith(var path, _) -> Stream.of(path);
            default -> Stream.of();
        });
    }

    /** What it is made of with {@code and}, {@code or} and {@code not}. */
    static Stream<Condition> tests(Condition condition) {
        return switch (condition) {
            case Condition.And(var all) -> all.stream().flatMap(When::tests);
            case Condition.Or(var any) -> any.stream().flatMap(When::tests);
            case Condition.Not(var not) -> tests(not);
            default -> Stream.of(condition);
        };
    }

    /** Whether it looks at what stands in this field. */
    public boolean asks(FormView.Field field) {
        return values.values().stream().anyMatch(ref -> ref instanceof Ref.Own(var path) && path.first().equals(field.column()));
    }

    /** Whether it holds; what has no value satisfies nothing but {@code is empty}. */
    public boolean holds(Function<Ref, Optional<Object>> value, Person person) {
        return new Question(path -> value.apply(values.get(path)), person).holds(condition);
    }

    /** The condition, asked of the values there are. */
    private record Question(Function<String, Optional<Object>> value, Person person) {
        public boolean holds(Condition condition) {
            return switch (condition) {
                case Condition.Everything _ -> true;
                case Condition.Nothing _ -> false;
                case Condition.And(var all) -> all.stream().allMatch(this::holds);
                case Condition.Or(var any) -> any.stream().anyMatch(this::holds);
                case Condition.Not(var not) -> !holds(not);
                case Condition.Empty(var path) -> value.apply(path).isEmpty();
                case Condition.Compare(var path, var operator, var operand) -> value.apply(path).filter(found -> compares(found, operator, operand)).isPresent();
                case Condition.Contains(var path, var text) -> text(path).filter(found -> found.contains(text.toLowerCase(Locale.ROOT))).isPresent();
                case Condition.StartsWith(var path, var text) -> text(path).filter(found -> found.startsWith(text.toLowerCase(Locale.ROOT))).isPresent();
                case Condition.Mentions _, Condition.Hop _, Condition.Count _ -> throw new IllegalStateException("no document of a form has words for this condition");
            };
        }

        private Optional<String> text(String path) {
            return value.apply(path).map(found -> found.toString().toLowerCase(Locale.ROOT));
        }

        private boolean compares(Object found, Operator operator, Operand operand) {
            return switch (operand) {
                case Operand.Literal(var wanted) -> Evaluation.holds(Evaluation.compare(found, wanted), operator);
                case Operand.Me() -> person.contact().filter(found::equals).isPresent();
                case Operand.MyAccounts() -> person.account().filter(found::equals).isPresent();
                case Operand.MyAccountTrees() -> throw new IllegalStateException("no document of a form has words for this condition");
            };
        }
    }

    /** Several conditions that all have to hold, as one text. */
    public static String text(List<When> all) {
        return all.size() == 1 ? all.getFirst().text : all.stream().map(when -> "(" + when.text + ")").collect(Collectors.joining(" and "));
    }
}
