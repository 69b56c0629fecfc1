package torg.table.permissions;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All rules of a site that hold, in document order; the part of the site that {@link CompiledAccess} answers from.
 *
 * @param closed whether nobody but people who are signed in gets anything, whatever the rules say
 */
public record Permissions(List<Rule> rules, List<ColumnRule> columns, boolean closed) {
    public Permissions {
        rules = List.copyOf(rules);
        columns = List.copyOf(columns);
    }

    /** What the rules say, for everybody. */
    Permissions(List<Rule> rules, List<ColumnRule> columns) {
        this(rules, columns, false);
    }

    /** Tables any rule speaks of. */
    public Set<String> tables() {
        var tables = new TreeSet<String>();
        rules.forEach(rule -> tables.add(rule.table().name()));
        columns.forEach(rule -> tables.add(rule.table()));
        return tables;
    }

    /** Forms by way of which alone some rule about rows of the table counts, by name. */
    public SortedSet<String> forms(String table) {
        return rules.stream().filter(rule -> rule.table().name().equals(table)).map(Rule::form).flatMap(Optional::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Forms any rule speaks of. */
    public Set<String> forms() {
        return Stream.concat(rules.stream().map(Rule::form), columns.stream().map(ColumnRule::form)).flatMap(Optional::stream).collect(Collectors.toSet());
    }
}
