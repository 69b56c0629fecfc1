package torg.table.permissions;

import java.util.Optional;
import java.util.Set;
import torg.api.access.Privilege;
import torg.api.table.Condition;
import torg.api.table.Table;

/**
 * A checked rule about rows.
 *
 * @param name as documents and reasons say it
 * @param roles who it is for, what a parent's roles leave of its own
 * @param deny whether it takes away instead of giving
 * @param form the form by way of which alone it counts, empty when it always does; what a parent's form leaves of its own
 * @param where which of the rows it reaches it means
 */
public record Rule(String name, Table table, Set<String> roles, boolean deny, Optional<String> form, Reach reach, Condition where, Set<Privilege> privileges) {
    public Rule {
        roles = Set.copyOf(roles);
        privileges = Set.copyOf(privileges);
    }

    boolean gives(Privilege privilege) {
        return !deny && privileges.contains(privilege);
    }

    boolean takes(Privilege privilege) {
        return deny && privileges.contains(privilege);
    }

    /** Whether the rule reaches every row of its table. */
    boolean unbounded() {
        return reach instanceof Reach.Everywhere && where instanceof Condition.Everything;
    }

    /** How far a rule reaches from the caller. */
    public sealed interface Reach {
        /** Every row. */
        record Everywhere() implements Reach {}

        /** Rows that point to the caller, or are the caller; nothing for callers without a contact. */
        record Mine(Condition rows) implements Reach {}

        /**
         * Rows whose lookup points to a row that the other rule reaches, or that are linked with one.
         *
         * @param via empty where it is the very row that the other rule reaches
         * @param many whether an N:N relationship leads there
         */
        record Through(Rule parent, String via, boolean many) implements Reach {}
    }
}
