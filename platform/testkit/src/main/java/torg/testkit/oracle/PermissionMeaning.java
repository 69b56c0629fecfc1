package torg.testkit.oracle;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;

/**
 * What a document of permissions means, worked out the way a person would: from each row by every way to the caller. Written from the description of the rules
 * ({@code modules/table-permissions/permissions.md} and {@code rules.md}), without a look at how they are compiled.
 *
 * @param rules about rows
 * @param columns rules about columns
 */
public record PermissionMeaning(Facts facts, List<Rule> rules, List<Columns> columns, Caller caller) {

    /** Keys of the rows of a table that the caller may do this with. */
    public Set<String> rows(String table, Privilege privilege) {
        var reached = new TreeSet<String>();
        for (var key : facts.keys(table)) if (may(table, key, privilege)) reached.add(key);
        return reached;
    }

    /** Whether the caller may do this with a row. */
    public boolean may(String table, String key, Privilege privilege) {
        return !caller.limits().exclude(table, privilege != Privilege.READ) && counting(table, privilege, false).anyMatch(rule -> reaches(rule, key, false)) && !isDenied(table, key, privilege);
    }

    /** Whether the caller may use a column so, on rows that may be used so. */
    public boolean mayUse(String table, String column, ColumnPrivilege privilege) {
        if (caller.limits().exclude(table, privilege != ColumnPrivilege.READ)) return false;
        var ofTable = columns.stream().filter(rule -> rule.table().equals(table)).toList();
        if (ofTable.isEmpty()) return true;
        var name = column.startsWith("about_") ? "about" : column;
        return caller.roles().stream().filter(role -> counting(table, onRows(privilege), false).anyMatch(rule -> rule.roles().contains(role))).anyMatch(role -> {
            var ofRole = ofTable.stream().filter(rule -> rule.roles().contains(role)).toList();
            return ofRole.isEmpty() || ofRole.stream().anyMatch(rule -> byThisWay(rule.form()) && rule.columns().contains(name) && rule.privileges().contains(privilege));
        });
    }

    private static Privilege onRows(ColumnPrivilege privilege) {
        return switch (privilege) {
            case READ -> Privilege.READ;
            case CREATE -> Privilege.CREATE;
            case UPDATE -> Privilege.WRITE;
        };
    }

    private boolean isDenied(String table, String key, Privilege privilege) {
        return counting(table, privilege, true).anyMatch(rule -> reaches(rule, key, true));
    }

    /** Rules that are for this caller. What a role that is withheld from a program takes away is taken away. */
    private Stream<Rule> counting(String table, Privilege privilege, boolean deny) {
        return rules.stream().filter(rule -> rule.table().equals(table) && rule.deny() == deny && rule.privileges().contains(privilege) && byThisWay(rule.form()))
                .filter(rule -> rule.roles().stream().anyMatch(role -> caller.hasRole(role) || deny && caller.limits().withheld().contains(role)));
    }

    private boolean byThisWay(Optional<String> form) {
        return form.isEmpty() || form.equals(caller.form());
    }

    /** @param deny whether rows are looked for to deny them: a grant is not followed through hidden rows, a denial is */
    private boolean reaches(Rule rule, String key, boolean deny) {
        if (rule.where().filter(where -> !holds(where, rule.table(), key)).isPresent()) return false;
        return switch (rule.scope()) {
            case GLOBAL -> true;
            case SELF -> isCaller(key);
            case ACCOUNT, ACCOUNT_TREE, CONTACT -> ends(rule, key).stream().anyMatch(end -> isMine(rule.scope(), end));
            case PARENT -> ends(rule, key).stream().anyMatch(end -> reaches(rule.parent().orElseThrow(), end, deny)
                    && (deny || !isDenied(rule.parent().orElseThrow().table(), end, Privilege.READ)));
        };
    }

    /** Nothing is an anonymous caller's own. */
    private boolean isMine(Scope scope, String key) {
        return switch (scope) {
            case CONTACT -> isCaller(key);
            case ACCOUNT -> caller.accounts().contains(key);
            default -> caller.accounts().contains(key) || facts.cell("account", key, "parent").filter(above -> isMine(scope, (String) above)).isPresent();
        };
    }

    private boolean isCaller(String key) {
        return caller.contact().filter(key::equals).isPresent();
    }

    private Set<String> ends(Rule rule, String key) {
        return ends(rule.table(), List.of(key), rule.via());
    }

    /** Rows at the end of a path; the key of a table leads to the row itself. */
    private Set<String> ends(String table, List<String> keys, List<String> path) {
        if (path.isEmpty() || path.equals(List.of(facts.key(table)))) return new TreeSet<>(keys);
        var next = keys.stream().flatMap(key -> facts.from(table, key, path.getFirst()).stream()).distinct().toList();
        return next.isEmpty() ? Set.of() : ends(facts.target(table, path.getFirst()), next, path.subList(1, path.size()));
    }

    private boolean holds(Where where, String table, String key) {
        return switch (where) {
            case Where.Is(var path, var value, var other) -> value(table, key, path).filter(found -> found.equals(value) != other).isPresent();
            case Where.Empty(var path) -> value(table, key, path).isEmpty();
            case Where.Mine(var path, var whose) -> value(table, key, path).filter(found -> isMine(whose, (String) found)).isPresent();
            case Where.Not(var not) -> !holds(not, table, key);
            case Where.Both(var one, var two, var either) -> either ? holds(one, table, key) || holds(two, table, key) : holds(one, table, key) && holds(two, table, key);
            case Where.Some(var path, var inner) -> {
                var target = table;
                for (var step : path) target = facts.target(target, step);
                var linked = target;
                yield ends(table, List.of(key), path).stream().anyMatch(end -> holds(inner, linked, end));
            }
        };
    }

    /** What is at the end of a path of lookups, if the path has no gap. */
    private Optional<Object> value(String table, String key, List<String> path) {
        var cell = facts.cell(table, key, path.getFirst());
        if (path.size() == 1 || cell.isEmpty()) return cell;
        return value(facts.target(table, path.getFirst()), (String) cell.get(), path.subList(1, path.size()));
    }
}
