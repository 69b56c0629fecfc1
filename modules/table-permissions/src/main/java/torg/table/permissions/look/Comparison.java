package torg.table.permissions.look;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.spi.access.AccessComparison.Columns;
import torg.spi.access.AccessComparison.Rows;
import torg.table.permissions.Permissions;
import torg.table.permissions.RoleSet;
import torg.table.permissions.Rule;

/**
 * What other rules would give the same people. Where a role set reaches rows by the same condition as before nothing is counted, so the work follows what was
 * changed. For one thread.
 */
final class Comparison {
    private final Tables tables;
    private final Permissions now;
    private final Permissions then;
    private final Set<String> spokenOf = new TreeSet<>();
    private final Map<Ask, List<Changed>> rows = new HashMap<>();

    Comparison(Tables tables, Permissions now, Permissions then) {
        this.tables = tables;
        this.now = now;
        this.then = then;
        spokenOf.addAll(now.tables());
        spokenOf.addAll(then.tables());
    }

    /** Names of rules about rows or columns that are only in one of the two, or say something else in the other. */
    record Rules(SortedSet<String> added, SortedSet<String> removed, SortedSet<String> changed) {}

    Rules rules() {
        var before = described(now);
        var after = described(then);
        return new Rules(only(after, name -> !before.containsKey(name)), only(before, name -> !after.containsKey(name)),
                only(before, name -> after.containsKey(name) && !after.get(name).equals(before.get(name))));
    }

    List<Rows> rows(Caller person) {
        var found = new ArrayList<Rows>();
        for (var one : rows.computeIfAbsent(new Ask(person.roles(), person.isAnonymous()), this::changed)) {
            var gains = tables.count(person, one.table, Condition.all(one.after, new Condition.Not(one.before)));
            var loses = tables.count(person, one.table, Condition.all(one.before, new Condition.Not(one.after)));
            if (gains + loses > 0) found.add(new Rows(person, one.table, one.privilege, one.form, gains, loses));
        }
        return found;
    }

    /** Of everybody asked about so far, by role set. */
    List<Columns> columns() {
        var found = new ArrayList<Columns>();
        for (var ask : rows.keySet()) {
            for (var table : known().toList()) {
                for (var privilege : ColumnPrivilege.values()) {
                    var before = ask.of(now, Optional.empty()).columns(table.name(), privilege);
                    var after = ask.of(then, Optional.empty()).columns(table.name(), privilege);
                    var gains = columns(table, after.and(before.negate()));
                    var loses = columns(table, before.and(after.negate()));
                    if (!gains.isEmpty() || !loses.isEmpty()) found.add(new Columns(new TreeSet<>(ask.roles), table.name(), privilege, gains, loses));
                }
            }
        }
        found.sort((one, other) -> (one.roles() + one.table()).compareTo(other.roles() + other.table()));
        return found;
    }

    private static List<String> columns(Table table, Predicate<String> which) {
        return table.columns().keySet().stream().filter(column -> !column.equals(table.key())).filter(which).sorted().toList();
    }

    private List<Changed> changed(Ask ask) {
        var ways = Stream.concat(Stream.of(Optional.<String>empty()), Stream.concat(now.forms().stream(), then.forms().stream()).distinct().sorted().filter(this::differs).map(Optional::of)).toList();
        var changed = new ArrayList<Changed>();
        known().forEach(table -> ways.forEach(form -> Arrays.stream(Privilege.values()).forEach(privilege -> {
            var before = ask.of(now, form).grant(table.name(), privilege).rows();
            var after = ask.of(then, form).grant(table.name(), privilege).rows();
            if (!before.equals(after)) changed.add(new Changed(table.name(), privilege, form, before, after));
        })));
        return changed;
    }

    private Stream<Table> known() {
        return spokenOf.stream().map(tables.schema()::find).flatMap(Optional::stream);
    }

    /** Whether anything is said differently of what counts by way of this form only. */
    private boolean differs(String form) {
        Function<Permissions, List<Rule>> ofForm = permissions -> permissions.rules().stream().filter(rule -> rule.form().filter(form::equals).isPresent()).toList();
        return !ofForm.apply(now).equals(ofForm.apply(then));
    }

    private static Map<String, Object> described(Permissions permissions) {
        var all = permissions.rules().stream().collect(Collectors.<Rule, String, Object>toMap(Rule::name, Function.identity()));
        // Where a column rule stands does not matter, nor does a rule about rows that has the same name.
        permissions.columns().forEach(rule -> all.merge(rule.name(), List.of(rule.table(), rule.roles(), rule.form(), rule.columns(), rule.privileges()), List::of));
        return all;
    }

    private static SortedSet<String> only(Map<String, Object> rules, Predicate<String> which) {
        return rules.keySet().stream().filter(Objects::nonNull).filter(which).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Rows that are reached by another condition than before. */
    private record Changed(String table, Privilege privilege, Optional<String> form, Condition before, Condition after) {}

    /** Whose rights: callers with the same roles have the same rules. */
    private record Ask(Set<String> roles, boolean nobody) {
        RoleSet of(Permissions permissions, Optional<String> form) {
            return new RoleSet(permissions, roles, Set.of(), nobody, form);
        }
    }
}
