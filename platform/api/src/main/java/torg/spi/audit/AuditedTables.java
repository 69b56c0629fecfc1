package torg.spi.audit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what the audit log is told of a module's own tables, in the same transaction as the change, wherever it comes from. Tables of the site are told of without it, all but the bytes of
 * files; of an internal table that nobody names nothing is told.
 */
@ConsumerType
public interface AuditedTables {
    /** One for each table; the same ones each time. Immutable. */
    List<Rule> audited();

    /**
     * What is told of one table. A new row and one that goes are always told; a changed one when a column changed that stands here.
     *
     * @param table its name
     * @param created what it is called when there is a new row, such as {@code sign-in}
     * @param updated what it is called when one changed
     * @param deleted what it is called when one goes
     * @param person the column that holds the key of the contact whom a row is about; empty where a row is about nobody
     * @param shown columns that are told with what they held before and hold now
     * @param secret columns of which only the name is told
     */
    record Rule(String table, String created, String updated, String deleted, Optional<String> person, Set<String> shown, Set<String> secret) {
        public Rule {
            shown = Set.copyOf(shown);
            secret = Set.copyOf(secret);
        }
    }
}
