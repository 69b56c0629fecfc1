package torg.table.permissions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import torg.api.access.Privilege;
import torg.api.site.Problems;
import torg.api.table.Condition;
import torg.api.table.Schema;

/** Looks over all rules together: what no path can reach is refused; what is legal but hardly meant is told as a warning. */
final class Lints {
    private final Schema schema;
    private final Permissions permissions;
    private final Map<String, RuleDraft> drafts = new HashMap<>();
    private final Problems problems;

    Lints(Schema schema, Permissions permissions, List<RuleDraft> drafts, Problems problems) {
        this.schema = schema;
        this.permissions = permissions;
        this.problems = problems;
        for (var draft : drafts) this.drafts.putIfAbsent(draft.name(), draft);
    }

    void tell() {
        for (var rule : permissions.rules()) {
            tooFar(rule);
            if (rule.deny()) continue;
            widerThanItsParent(rule);
            widerThanItsRoles(rule);
            neverNeeded(rule);
            createdUnseen(rule);
        }
    }

    /**
     * Over several hops a path can grow longer than paths may be, also by what denies a row on the way. Each denial is looked at by itself: together, one can make the
     * others disappear for those who have all roles, and not for those who have some.
     */
    private void tooFar(Rule rule) {
        var told = new HashSet<String>();
        var denials = permissions.rules().stream().filter(Rule::deny).map(Optional::of);
        Stream.concat(Stream.of(Optional.<Rule>empty()), denials).forEach(denial -> ConditionPaths.each(schema, rule.table(), rows(rule, denial), (from, path) -> {
            if (schema.path(from, path).isPresent() || schema.related(from, path).isPresent() || !told.add(path)) return;
            problems.error(draft(rule).at(), "permissions.too-far", "the way '" + path + "' from table '" + from.name() + "' has more hops than a path may have",
                    "add a lookup that shortens it");
        }));
    }

    /** What a rule reaches where this denial is all that hides anything. */
    private static Condition rows(Rule rule, Optional<Rule> denial) {
        var roles = new HashSet<>(rule.roles());
        denial.ifPresent(one -> roles.addAll(one.roles()));
        return new RoleSet(new Permissions(denial.stream().toList(), List.of()), roles, Set.of(), false, denial.flatMap(Rule::form).or(rule::form)).rows(rule);
    }

    private void widerThanItsParent(Rule rule) {
        if (draft(rule).parent().isEmpty() || !(rule.reach() instanceof Rule.Reach.Everywhere)) return;
        problems.warning(draft(rule).reader().at("scope"), "permissions.global-child",
                "permission '" + rule.name() + "' has a parent but reaches every row of table '" + rule.table().name() + "'", "use scope 'parent', or take 'parent:' away");
    }

    private void widerThanItsRoles(Rule rule) {
        draft(rule).roles().stream().filter(role -> !rule.roles().contains(role)).forEach(role -> problems.warning(draft(rule).reader().at("roles"),
                "permissions.role-outside-parent", "role '" + role + "' gets nothing by permission '" + rule.name() + "', because its parent is not for that role",
                "add the role to the parent, or take it away here"));
    }

    private void neverNeeded(Rule rule) {
        if (rule.unbounded()) return;
        var needed = rule.privileges().stream().anyMatch(privilege -> rule.roles().stream()
                .anyMatch(role -> permissions.rules().stream().noneMatch(other -> other.unbounded() && covers(other, role, rule, privilege))));
        if (needed) return;
        problems.warning(draft(rule).at(), "permissions.never-needed", "permission '" + rule.name() + "' gives nothing that a global one does not give already",
                "take it away, or narrow the global one");
    }

    private void createdUnseen(Rule rule) {
        if (!rule.gives(Privilege.CREATE)) return;
        rule.roles().stream().filter(role -> permissions.rules().stream().noneMatch(other -> covers(other, role, rule, Privilege.READ))).forEach(role ->
                problems.warning(draft(rule).at(), "permissions.created-unseen", "role '" + role + "' may create rows of table '" + rule.table().name() + "' but read none",
                        "add 'read' where it should see what it made"));
    }

    /** Whether the other rule gives this role, or every signed-in caller, the privilege on the same table, wherever this rule counts. */
    private static boolean covers(Rule other, String role, Rule rule, Privilege privilege) {
        var given = other.roles().contains(role) || !role.equals("anonymous") && other.roles().contains("authenticated");
        var counts = other.form().isEmpty() || other.form().equals(rule.form());
        return given && counts && other.table().equals(rule.table()) && other.gives(privilege);
    }

    private RuleDraft draft(Rule rule) {
        return drafts.get(rule.name());
    }
}
