package torg.table.permissions;

import java.util.Optional;
import java.util.Set;
import torg.api.access.Privilege;
import torg.api.site.Position;
import torg.api.site.Reader;
import torg.api.table.Condition;
import torg.api.table.Table;

/**
 * A rule as its document says it, the rule above it not yet looked up.
 *
 * @param reader for places in the document
 * @param roles of its own; may be empty below a parent
 * @param agreed what somebody agreed to that everybody is given by it; empty when it says nothing of it
 */
record RuleDraft(Reader reader, String name, Table table, Set<String> roles, boolean deny, Optional<String> form, Scope scope, Optional<String> via,
        Optional<String> parent, Condition where, Set<Privilege> privileges, Optional<Agreement> agreed) {

    /** What the rule of that name is called that it makes for one of several tables: {@code own-orders/invoice}. */
    static String named(String rule, Table table) {
        return rule + "/" + table.name();
    }

    /** The same below this one, for rows whose lookup points to the rows that this one reaches. */
    RuleDraft below(String name, Table table, String via) {
        return new RuleDraft(reader, name, table, Set.of(), deny, Optional.empty(), Scope.PARENT, Optional.of(via), Optional.of(this.name), new Condition.Everything(), privileges, agreed);
    }

    Position at() {
        return reader.at();
    }

    /** How the rows a rule means stand to the caller. */
    enum Scope { GLOBAL, ACCOUNT, ACCOUNT_TREE, CONTACT, SELF, PARENT }
}
