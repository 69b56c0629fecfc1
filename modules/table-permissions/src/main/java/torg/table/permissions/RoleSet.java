package torg.table.permissions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Table;
import torg.spi.access.Grant;

/**
 * What one set of roles may do. Pure: the same answer for the same rules, and callers only as placeholders.
 *
 * @param nobody whether the caller is anonymous, so that nothing can be its own
 * @param withheld roles that count for what they deny alone
 * @param form the form that asks in the caller's name, if one does
 */
public record RoleSet(Permissions permissions, Set<String> roles, Set<String> withheld, boolean nobody, Optional<String> form) {

    /** The rows of the table that it may do this with, and by which rules. */
    public Grant grant(String table, Privilege privilege) {
        if (nobody && permissions.closed()) return Grant.denied("this site gives rows to nobody who is not signed in");
        var gives = rules(table).filter(rule -> rule.gives(privilege)).toList();
        if (gives.isEmpty()) {
            return Grant.denied("no permission gives '" + Privileges.of(privilege) + "' on table '" + table + "' to " + String.join(", ", roles.stream().sorted().toList())
                    + form.map(name -> " by way of form '" + name + "'").orElse(""));
        }
        var takes = denials(table, privilege).toList();
        var rows = Condition.all(Together.of(gives.stream().map(this::rows).toList()), not(Together.of(takes.stream().map(this::rows).toList())));
        var because = new ArrayList<String>();
        gives.forEach(rule -> because.add(rule.name()));
        takes.forEach(rule -> because.add("except " + rule.name()));
        return new Grant(rows, because);
    }

    /** A role that may do this with rows and that no column rule of the table mentions contributes all columns. */
    public Predicate<String> columns(String table, ColumnPrivilege privilege) {
        if (permissions.columns().stream().noneMatch(rule -> rule.table().equals(table))) return _ -> true;
        var allowed = new ArrayList<ColumnRule>();
        for (var role : rolesThatMay(table, onRows(privilege))) {
            var own = permissions.columns().stream().filter(rule -> rule.table().equals(table) && rule.roles().contains(role)).toList();
            if (own.isEmpty()) return _ -> true;
            allowed.addAll(own);
        }
        var columns = allowed.stream().filter(rule -> counts(rule.form()) && rule.privileges().contains(privilege)).flatMap(rule -> rule.columns().stream()).collect(Collectors.toUnmodifiableSet());
        return columns::contains;
    }

    /** The rows of its table that a rule reaches. */
    Condition rows(Rule rule) {
        return rows(rule, rule.deny());
    }

    /** @param deny whether it is to deny that a rule is followed, its own or that of one below it: what is hidden stands in the way of what is given alone */
    private Condition rows(Rule rule, boolean deny) {
        var reached = switch (rule.reach()) {
            case Rule.Reach.Everywhere _ -> new Condition.Everything();
            case Rule.Reach.Mine(var rows) -> nobody ? new Condition.Nothing() : rows;
            case Rule.Reach.Through(var parent, var via, var many) -> many ? linked(parent, via, deny) : through(parent, via, deny);
        };
        return Condition.all(reached, rule.where());
    }

    /** A row is not reached through a parent that may not be seen; to deny is not weakened by that. */
    private Condition through(Rule parent, String via, boolean deny) {
        var hop = new Hop(via, parent.table().key());
        var above = rows(parent, deny);
        // A condition that says what the parent is not holds where there is none, too.
        var reached = via.isEmpty() || needsARow(above) ? hop.move(above) : Condition.all(present(via), hop.move(above));
        return deny ? reached : Condition.all(reached, not(hop.move(hidden(parent.table()))));
    }

    private Condition linked(Rule parent, String via, boolean deny) {
        var reached = deny ? rows(parent, true) : Condition.all(rows(parent, false), not(hidden(parent.table())));
        return reached instanceof Condition.Nothing ? reached : new Condition.Linked(via, reached);
    }

    private Condition hidden(Table table) {
        return Together.of(denials(table.name(), Privilege.READ).map(this::rows).toList());
    }

    private Stream<Rule> rules(String table) {
        return permissions.rules().stream().filter(rule -> rule.table().name().equals(table) && rule.roles().stream().anyMatch(roles::contains) && counts(rule.form()));
    }

    /** What a withheld role would have taken away is taken away, so that nobody gains by using fewer roles. */
    private Stream<Rule> denials(String table, Privilege privilege) {
        return permissions.rules().stream().filter(rule -> rule.takes(privilege) && rule.table().name().equals(table) && counts(rule.form())
                && rule.roles().stream().anyMatch(role -> roles.contains(role) || withheld.contains(role)));
    }

    /** A rule for a form counts by way of that form only. */
    private boolean counts(Optional<String> ofRule) {
        return ofRule.isEmpty() || ofRule.equals(form);
    }

    private List<String> rolesThatMay(String table, Privilege privilege) {
        return roles.stream().filter(role -> rules(table).anyMatch(rule -> rule.gives(privilege) && rule.roles().contains(role))).toList();
    }

    /** What somebody has to be able to do with a row who does this with its columns. */
    public static Privilege onRows(ColumnPrivilege privilege) {
        return switch (privilege) {
            case READ -> Privilege.READ;
            case CREATE -> Privilege.CREATE;
            case UPDATE -> Privilege.WRITE;
        };
    }

    /** The lookup holds a key; keys are never the empty text. Unlike "not empty" this stays false when a hop before the last finds nothing. */
    private static Condition present(String via) {
        return new Condition.Compare(via, Condition.Operator.NE, new Operand.Literal(""));
    }

    /** Whether the condition, carried over a hop, certainly does not hold when the hop finds nothing. */
    private static boolean needsARow(Condition condition) {
        return switch (condition) {
            case Condition.Nothing _, Condition.Linked _, Condition.Compare _, Condition.Contains _, Condition.StartsWith _, Condition.Mentions _ -> true;
            case Condition.And(var all) -> all.stream().anyMatch(RoleSet::needsARow);
            case Condition.Or(var any) -> any.stream().allMatch(RoleSet::needsARow);
            case Condition.Not(Condition.Empty _) -> true;
            case Condition.Everything _, Condition.Not _, Condition.Empty _, Condition.Some _, Condition.Count _ -> false;
        };
    }

    private static Condition not(Condition condition) {
        return switch (condition) {
            case Condition.Nothing _ -> new Condition.Everything();
            case Condition.Everything _ -> new Condition.Nothing();
            default -> new Condition.Not(condition);
        };
    }
}
