package torg.table.permissions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.site.Problems;
import torg.api.table.Relationship;

/** Looks for rules that do nothing, which mostly means that somebody meant something else. */
final class Idle {
    private final Permissions permissions;
    private final Map<String, RuleDraft> drafts = new HashMap<>();
    private final Problems problems;

    Idle(Permissions permissions, List<RuleDraft> drafts, Problems problems) {
        this.permissions = permissions;
        this.problems = problems;
        for (var draft : drafts) this.drafts.putIfAbsent(draft.name(), draft);
    }

    void tell() {
        var seen = new HashMap<Rule, String>();
        for (var rule : permissions.rules()) {
            twice(rule, seen);
            if (Cases.always(rule.where())) warn(rule, "where", "always", "the condition of permission '" + rule.name() + "' holds for every row", "take 'where:' away, or write what was meant");
            if (Cases.never(rule.where())) warn(rule, "where", "never", "the condition of permission '" + rule.name() + "' holds for no row", "correct it: two parts contradict each other");
            if (rule.deny()) deniesNothing(rule);
            else {
                deniedAnyway(rule);
                changedUnseen(rule);
                linksToNothing(rule);
            }
        }
        permissions.columns().forEach(this::columnsOfUnreachedRows);
    }

    private void twice(Rule rule, Map<Rule, String> seen) {
        var nameless = new Rule("", rule.table(), rule.roles(), rule.deny(), rule.form(), rule.reach(), rule.where(), rule.privileges());
        var first = seen.putIfAbsent(nameless, rule.name());
        if (first != null) warn(rule, "name", "same-twice", "permission '" + rule.name() + "' says the same as '" + first + "'", "take one of them away");
    }

    private void deniesNothing(Rule rule) {
        var takes = rule.privileges().stream().anyMatch(privilege -> permissions.rules().stream()
                .anyMatch(other -> other.table().equals(rule.table()) && other.gives(privilege) && meet(other.roles(), rule.roles())));
        if (!takes) warn(rule, "name", "denies-nothing", "permission '" + rule.name() + "' takes away what no permission gives to its roles", "take it away, or name the roles that were meant");
    }

    /** Every role of the rule is denied every row of the table, for all that the rule gives, whatever the way. */
    private void deniedAnyway(Rule rule) {
        var whole = permissions.rules().stream().filter(other -> other.unbounded() && other.table().equals(rule.table()) && (other.form().isEmpty() || other.form().equals(rule.form()))).toList();
        var dead = rule.privileges().stream().allMatch(privilege -> rule.roles().stream().allMatch(role -> whole.stream()
                .anyMatch(other -> other.takes(privilege) && (other.roles().contains(role) || !role.equals("anonymous") && other.roles().contains("authenticated")))));
        if (dead) warn(rule, "name", "denied-anyway", "permission '" + rule.name() + "' gives nothing, because all of it is denied on every row of table '" + rule.table().name() + "'", "take it away, or narrow what denies");
    }

    private void changedUnseen(Rule rule) {
        if (!rule.gives(Privilege.WRITE) && !rule.gives(Privilege.DELETE)) return;
        rule.roles().stream().filter(role -> !gives(role, Privilege.READ, rule.table().name())).forEach(role ->
                warn(rule, "privileges", "changed-unseen", "role '" + role + "' may change rows of table '" + rule.table().name() + "' but read none", "add 'read' where it should see what it changes"));
    }

    private void linksToNothing(Rule rule) {
        if (!rule.gives(Privilege.APPEND)) return;
        var targets = Stream.concat(rule.table().columns().values().stream().flatMap(column -> column.target().stream()), rule.table().relationships().values().stream().map(Relationship::target)).toList();
        rule.roles().stream().filter(role -> targets.stream().noneMatch(target -> gives(role, Privilege.APPEND_TO, target))).forEach(role ->
                warn(rule, "privileges", "links-to-nothing", "role '" + role + "' may link rows of table '" + rule.table().name() + "' to nothing", "give it 'append-to' on a table these rows point to, or take 'append' away"));
    }

    private void columnsOfUnreachedRows(ColumnRule rule) {
        for (var role : rule.roles()) {
            if (rule.privileges().stream().anyMatch(privilege -> gives(role, onRows(privilege), rule.table()))) continue;
            problems.warning(rule.at(), "permissions.columns-unreached", "the column rule '" + rule.name() + "' is for role '" + role + "', which reaches no row of table '" + rule.table() + "' that way",
                    "give it a permission on the rows, or take the role away here");
        }
    }

    private static Privilege onRows(ColumnPrivilege privilege) {
        return switch (privilege) {
            case READ -> Privilege.READ;
            case CREATE -> Privilege.CREATE;
            case UPDATE -> Privilege.WRITE;
        };
    }

    /** Whether this role, or every signed-in caller with it, is given this on some rows. */
    private boolean gives(String role, Privilege privilege, String table) {
        return permissions.rules().stream().anyMatch(rule -> rule.table().name().equals(table) && rule.gives(privilege)
                && (rule.roles().contains(role) || !role.equals("anonymous") && rule.roles().contains("authenticated")));
    }

    /** A deny rule for 'authenticated' meets every role somebody can have who signed in. */
    private static boolean meet(Set<String> one, Set<String> other) {
        return one.stream().anyMatch(other::contains) || signedIn(one) && other.contains("authenticated") || signedIn(other) && one.contains("authenticated");
    }

    private static boolean signedIn(Set<String> roles) {
        return roles.stream().anyMatch(role -> !role.equals("anonymous"));
    }

    private void warn(Rule rule, String key, String code, String message, String help) {
        problems.warning(drafts.get(rule.name()).reader().at(key), "permissions." + code, message, help);
    }
}
