package torg.spi.identity;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what a module keeps about people in internal tables of its own, so that it can be handed out to them, and what becomes of it when they are erased. Tables of the site need nobody
 * who says so: their lookups lead to the contact. What no module names is neither handed out nor erased. Thread-safe.
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
     * @param fate what becomes of the rows when the person is erased
     */
    record Kept(String table, String column, Named by, List<String> told, Fate fate) {
        /** Keeps a copy. */
        public Kept {
            told = List.copyOf(told);
        }

        /** Rows that go when the person is erased. */
        public Kept(String table, String column, Named by, List<String> told) {
            this(table, column, by, told, new Fate.Goes());
        }

        /** Rows whose column holds the key of the contact, which go when it is erased. */
        public static Kept of(String table, String column, String... told) {
            return new Kept(table, column, Named.BY_KEY, List.of(told));
        }

        /** The same rows, which stay without what these columns held. */
        public Kept emptied(String... columns) {
            return new Kept(table, column, by, told, new Fate.Emptied(List.of(columns)));
        }

        /** The same rows, which stay as they are. */
        public Kept staying(Fate.Why why) {
            return new Kept(table, column, by, told, new Fate.Stays(why));
        }
    }

    /** What becomes of rows when the person is erased. */
    sealed interface Fate {
        /** They go. */
        record Goes() implements Fate {}

        /**
         * They stay without what these columns held.
         *
         * @param columns emptied; one that has to have a value gets the contact's key, in so many characters as it takes
         */
        record Emptied(List<String> columns) implements Fate {
            /** Keeps a copy. */
            public Emptied {
                columns = List.copyOf(columns);
            }
        }

        /** They stay as they are, with the contact's key. */
        record Stays(Why why) implements Fate {}

        /** Why rows stay. */
        enum Why {
            /** What was done can be looked into later. */
            RECORD,
            /** They are of the business with an account, which the law wants kept. */
            BUSINESS
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
