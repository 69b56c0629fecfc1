package torg.table.permissions;

import java.util.Locale;
import java.util.Map;
import torg.api.table.Condition;
import torg.api.table.ConditionText;
import torg.api.table.Operand;
import torg.api.text.Messages;

/**
 * Says which rows a rule means, for people who write rules.
 *
 * @param site words that the site has in place of these
 */
public record InWords(Locale locale, Map<String, String> site) {
    private static final Messages MESSAGES = Messages.beside(InWords.class, "nb");
    /** As programs are told. */
    static final InWords PLAIN = new InWords(Locale.ENGLISH, Map.of());

    public String of(Rule rule) {
        var reach = switch (rule.reach()) {
            case Rule.Reach.Everywhere _ -> text("every");
            case Rule.Reach.Mine(Condition.Compare(var via, _, var whose)) -> text("is", via, whose(whose));
            case Rule.Reach.Mine(Condition.Linked(var via, Condition.Compare(_, _, var whose))) -> text("leads", via, whose(whose));
            case Rule.Reach.Mine(var rows) -> text("with", ConditionText.of(rows));
            case Rule.Reach.Through(var parent, var via, _) when via.isEmpty() -> text("reached", parent.name(), of(parent));
            case Rule.Reach.Through(var parent, var via, var many) -> text(many ? "leads-reached" : "is-reached", via, parent.name(), of(parent));
        };
        return rule.where() instanceof Condition.Everything ? reach : text("where", reach, ConditionText.of(rule.where()));
    }

    private String whose(Operand whose) {
        return switch (whose) {
            case Operand.Me _ -> text("caller");
            case Operand.MyAccountTrees _ -> text("account-tree");
            case Operand.MyAccounts _, Operand.Literal _ -> text("account");
        };
    }

    private String text(String key, Object... arguments) {
        return MESSAGES.text(locale, site, "permissions.means." + key, arguments);
    }
}
