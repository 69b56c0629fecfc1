package torg.spi.identity;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what a module keeps about people in internal tables of its own, so that it can be handed out to them. Tables of the site need nobody who says so: their lookups lead to the
 * contact. What no module names is not handed out. Thread-safe.
 */
@ConsumerType
public interface PersonalData {
    /** One for each way in which a person stands in a table; the same ones each time. Immutable. */
    List<Kept> kept();

    /**
     * Rows about a person.
     *
     * @param table its name
     * @param column what holds the person: see {@link Named}
     * @param by how the column names the person
     * @param told columns that are handed out, in this order: never a hash, a secret or a code, nor what is about somebody else
     */
    record Kept(String table, String column, Named by, List<String> told) {
        /** Keeps a copy. */
        public Kept {
            told = List.copyOf(told);
        }

        /** Rows whose column holds the key of the contact. */
        public static Kept of(String table, String column, String... told) {
            return new Kept(table, column, Named.BY_KEY, List.of(told));
        }
    }

    /** How a column names a person. */
    enum Named {
        /** By the key in table {@code contact}. */
        BY_KEY,
        /** By an e-mail address in lower case; only the one with which the contact signs in is the person's for sure. */
        BY_ADDRESS
    }
}
