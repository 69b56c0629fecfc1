package torg.testkit.oracle;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import torg.api.access.Privilege;

/**
 * A rule about rows.
 *
 * @param said the roles that stand in the document; empty below a parent whose roles it takes
 * @param roles whom it is for
 * @param form by way of which alone it counts, its parents' included
 * @param via steps from a row to what the scope speaks of; the last may be a relationship, or the key of the table that it led to
 */
public record Rule(String name, String table, Set<String> said, Set<String> roles, boolean deny, Optional<String> form, Scope scope, List<String> via, Optional<Rule> parent,
        Optional<Where> where, Set<Privilege> privileges) {
    /** Whether it is this rule, or stands below it. */
    public boolean isBelow(Rule other) {
        return name.equals(other.name) || parent.filter(above -> above.isBelow(other)).isPresent();
    }

    /**
     * As it stands in a document, a line.
     *
     * @param name of the rule, and the tables that it says the same of
     * @param with tables whose rows go with these, as documents name them
     */
    public String text(String name, List<String> tables, List<String> with) {
        var given = new StringBuilder("table: " + (tables.size() == 1 ? tables.getFirst() : "[" + String.join(", ", tables) + "]") + ", scope: " + scope.text() + ", privileges: [" + Words.of(privileges) + "]");
        if (parent.isEmpty()) form.ifPresent(only -> given.append(", form: ").append(only));
        parent.ifPresent(above -> given.append(", parent: ").append(above.name));
        if (!with.isEmpty()) given.append(", with: [").append(String.join(", ", with)).append(']');
        if (!via.isEmpty()) given.append(", via: ").append(String.join(".", via));
        where.ifPresent(condition -> given.append(", where: \"").append(condition.text()).append('"'));
        var text = new StringBuilder("  - {name: " + name + ", " + given);
        if (!said.isEmpty()) text.append(", roles: [").append(String.join(", ", said)).append(']');
        if (deny) text.append(", deny: true");
        else if (roles.contains("anonymous")) text.append(", public: {").append(given).append(", columns: \"*\"}");
        return text.append("}\n").toString();
    }
}
