package torg.table.permissions;

import torg.api.table.Condition;
import torg.api.table.ConditionText;
import torg.api.table.Operand;

/** Says which rows a rule means, for people who write rules. */
final class InWords {
    private InWords() {}

    static String of(Rule rule) {
        var reach = switch (rule.reach()) {
            case Rule.Reach.Everywhere _ -> "every row";
            case Rule.Reach.Mine(Condition.Compare(var via, _, var whose)) -> "rows whose '" + via + "' is " + whose(whose);
            case Rule.Reach.Mine(Condition.Linked(var via, Condition.Compare(_, _, var whose))) -> "rows whose '" + via + "' lead to " + whose(whose);
            case Rule.Reach.Mine(var rows) -> "rows with " + ConditionText.of(rows);
            case Rule.Reach.Through(var parent, var via, _) when via.isEmpty() -> "rows that permission '" + parent.name() + "' reaches (" + of(parent) + ")";
            case Rule.Reach.Through(var parent, var via, var many) -> "rows whose '" + via + "' " + (many ? "lead to" : "is") + " a row that permission '" + parent.name() + "' reaches (" + of(parent) + ")";
        };
        return rule.where() instanceof Condition.Everything ? reach : reach + ", with " + ConditionText.of(rule.where());
    }

    private static String whose(Operand whose) {
        return switch (whose) {
            case Operand.Me _ -> "the caller";
            case Operand.MyAccountTrees _ -> "an account of the caller or one below it";
            case Operand.MyAccounts _, Operand.Literal _ -> "an account of the caller";
        };
    }
}
