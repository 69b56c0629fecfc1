package torg.table.permissions.look;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import torg.api.table.Tables;
import torg.spi.access.AccessComparison.Columns;
import torg.spi.access.AccessComparison.Rows;
import torg.table.permissions.Permissions;
import torg.table.permissions.RoleSet;
import torg.table.permissions.Rule;

/**
 * What other rules would give the same people, of the rows that there are now. Where a role set reaches rows by the same condition as before nothing is counted, so the work follows what was
 * changed. For one thread.
 */
final class Comparison {
    private final Tables tables;
    private final Side before;
    private final Side after;
    private final Set<String> spokenOf = new TreeSet<>();
    private final SortedSet<String> uncounted = new TreeSet<>();
    private final Map<Ask, List<Changed>> rows = new HashMap<>();

    Comparison(Tables tables, Side before, Side after) {
        this.tables = tables;
        this.before = before;
        this.after = after;
        spokenOf.addAll(before.spokenOf());
        spokenOf.addAll(after.spokenOf());
    }

    /** Names of rules about rows or columns that are only in one of the two, or say something else in the other. */
    record Rules(SortedSet<String> added, SortedSet<String> removed, SortedSet<String> changed) {}

    Rules rules() {
        var old = described(before.permissions());
        var now = described(after.permissions());
        return new Rules(only(now, name -> !old.containsKey(name)), only(old, name -> !now.containsKey(name)), only(old, name -> now.containsKey(name) && !now.get(name).equals(old.get(name))));
    }

    /**
     * What one person gains and loses.
     *
     * @param given names of the web roles that it has wherever a document defines them, and of the implicit ones
     */
    List<Rows> rows(Caller person, Set<String> given) {
        var found = new ArrayList<Rows>();
        for (var one : rows.computeIfAbsent(new Ask(before.known(given), after.known(given), person.isAnonymous()), this::changed)) {
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
            for (var table : spokenOf) {
                for (var privilege : ColumnPrivilege.values()) {
                    var old = usable(before, ask.rolesBefore, ask.nobody, table, privilege);
                    var now = usable(after, ask.rolesAfter, ask.nobody, table, privilege);
                    var gains = without(now, old);
                    var loses = without(old, now);
                    if (!gains.isEmpty() || !loses.isEmpty()) found.add(new Columns(ask.roles(), table, privilege, gains, loses));
                }
            }
        }
        found.sort((one, other) -> (one.roles() + one.table()).compareTo(other.roles() + other.table()));
        return found;
    }

    /** Tables of which somebody asked about so far reaches other rows by one version, which cannot be counted: it goes by columns that the database has not, or not so. By name. */
    SortedSet<String> uncounted() {
        return Collections.unmodifiableSortedSet(uncounted);
    }

    /** Columns that are on one side alone, because the tables are others, count only for whoever reaches rows there. */
    private Set<String> usable(Side side, Set<String> roles, boolean nobody, String table, ColumnPrivilege privilege) {
        var set = new RoleSet(side.permissions(), roles, Set.of(), nobody, Optional.empty());
        var usable = side.columns(table).stream().filter(set.columns(table, privilege)).collect(Collectors.toCollection(TreeSet::new));
        if (set.grant(table, RoleSet.onRows(privilege)).rows() instanceof Condition.Nothing) usable.retainAll((side == before ? after : before).columns(table));
        return usable;
    }

    private static List<String> without(Set<String> columns, Set<String> others) {
        return columns.stream().filter(column -> !others.contains(column)).toList();
    }

    private List<Changed> changed(Ask ask) {
        var ways = Stream.concat(Stream.of(Optional.<String>empty()), Stream.of(before, after).flatMap(side -> side.permissions().forms().stream()).distinct().sorted().filter(this::differs).map(Optional::of)).toList();
        var changed = new ArrayList<Changed>();
        spokenOf.forEach(table -> ways.forEach(form -> Arrays.stream(Privilege.values()).forEach(privilege -> {
            var old = new RoleSet(before.permissions(), ask.rolesBefore, Set.of(), ask.nobody, form).grant(table, privilege).rows();
            var now = new RoleSet(after.permissions(), ask.rolesAfter, Set.of(), ask.nobody, form).grant(table, privilege).rows();
            if (old.equals(now)) return;
            if (before.fits(tables.schema(), table, old) && after.fits(tables.schema(), table, now)) changed.add(new Changed(table, privilege, form, old, now));
            else uncounted.add(table);
        })));
        return changed;
    }

    /** Whether anything is said differently of what counts by way of this form only. */
    private boolean differs(String form) {
        Function<Side, List<Rule>> ofForm = side -> side.permissions().rules().stream().filter(rule -> rule.form().filter(form::equals).isPresent()).toList();
        return !ofForm.apply(before).equals(ofForm.apply(after));
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
    private record Ask(SortedSet<String> rolesBefore, SortedSet<String> rolesAfter, boolean nobody) {
        SortedSet<String> roles() {
            var all = new TreeSet<>(rolesBefore);
            all.addAll(rolesAfter);
            return all;
        }
    }
}
