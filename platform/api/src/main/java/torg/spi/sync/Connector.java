package torg.spi.sync;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An ERP, as the sync sees it; everything else about it stays inside the module. Records are field names to plain values (String, Long,
 * BigDecimal, Boolean, Instant, LocalDate), an ERP's own stand-ins for "empty" left out. Calls block, and come from several threads at once: each document that is sent has one of its own.
 * Throws TorgException UPSTREAM when the ERP cannot be reached or answers nonsense, a throttle is a value, not an exception.
 */
@ConsumerType
public interface Connector {
    /** How long one {@link #create} may take, all its requests together. */
    Duration LONGEST_CREATE = Duration.ofSeconds(45);

    /** Name in maps and in the change feed, {@code dynamics}. */
    String name();

    /**
     * The entities that are going to be asked about, all of them. Told again and again, so it has to be quick and must not ask the ERP. For connectors that
     * are told about all entities of the ERP at once, and should not keep what nobody asks for.
     */
    default void expect(Set<String> entities) {}

    /**
     * What an entity's records look like, or empty when the ERP has no such entity.
     *
     * @throws torg.api.problem.TorgException UPSTREAM when the ERP cannot be asked
     */
    Optional<EntityInfo> describe(String entity);

    /** Read records, in pages. */
    Answer<Batch> read(Read read);

    /** How much of a document the ERP holds, looked up by its reference; sends nothing. */
    Answer<Extent> find(Outgoing document);

    /**
     * Make a whole document in the ERP. Repeatable: the document's reference is looked up first, so that a second call with the same reference
     * finds, completes and returns what the first one made. Ends within {@link #LONGEST_CREATE}, and sends nothing afterwards.
     *
     * @return {@link Answer.Unknown} when something was sent that got no answer
     * @throws torg.api.problem.TorgException only when it is sure that nothing more is under way; whatever else is thrown counts as Unknown
     */
    Answer<Map<String, Object>> create(Outgoing document);

    /**
     * Give fields of a record that is there other values. Repeatable, for values are sent and no steps. Where the record has something else in one of these fields by
     * now than when it was read, nothing is sent and the answer is {@link Answer.Later}: the sync reads it again.
     *
     * @return the record afterwards; {@link Answer.Unknown} when something was sent that got no answer
     * @throws torg.api.problem.TorgException only when it is sure that nothing more is under way; whatever else is thrown counts as Unknown
     */
    default Answer<Map<String, Object>> change(Correction correction) {
        return new Answer.Refused<>("sync.changes-nothing", "the connector '" + name() + "' makes documents and changes none");
    }

    /**
     * Change a document that is there: fields of its head and its lines, all of it or nothing. Repeatable, for the sync works out what is left before each call. Where a record has something else by now
     * in a field that is to change, nothing is sent and the answer is {@link Answer.Later}.
     *
     * @return the head afterwards; {@link Answer.Unknown} when something was sent that got no answer
     * @throws torg.api.problem.TorgException only when it is sure that nothing more is under way; whatever else is thrown counts as Unknown
     */
    default Answer<Map<String, Object>> revise(Revision revision) {
        return new Answer.Refused<>("sync.revises-nothing", "the connector '" + name() + "' changes no lines of documents that are there");
    }

    /**
     * Delete a record. Repeatable: one that is not there is deleted.
     *
     * @return true; {@link Answer.Unknown} when something was sent that got no answer
     * @throws torg.api.problem.TorgException only when it is sure that nothing more is under way; whatever else is thrown counts as Unknown
     */
    default Answer<Boolean> delete(Removal removal) {
        return new Answer.Refused<>("sync.deletes-nothing", "the connector '" + name() + "' deletes nothing");
    }

    /** What the ERP has in writing of its records; empty when this connector has no way to it. */
    default Optional<Printouts> printouts() {
        return Optional.empty();
    }

    /** What the ERP can be asked while a customer waits; empty when this connector asks nothing. */
    default Optional<LiveQuestions> questions() {
        return Optional.empty();
    }

    /** What the ERP can be asked about a customer's credit; empty when this connector does not ask about it. */
    default Optional<CreditQuestions> credit() {
        return Optional.empty();
    }

    /** How far the ERP's clock was ahead of this one when it answered last, in whole seconds, negative when behind; empty when it does not say. Asks nothing. */
    default Optional<Duration> clockAhead() {
        return Optional.empty();
    }

    /** What the ERP takes of this connector; asks nothing. */
    default Governor.Limits limits() {
        return Governor.Limits.NONE;
    }

    /** From now on every request to the ERP passes this one. Told before anything is asked; connectors that send no requests ignore it. */
    default void governed(Governor governor) {}

    /** Be told that something changed, so that the next poll comes at once; connectors without push ignore it. */
    default Watch onWake(Runnable wake) {
        return () -> {};
    }

    /**
     * What to read.
     *
     * @param entity the ERP's name of it
     * @param fields names wanted
     * @param where field equals value, all of them; values plain
     * @param keys only records whose field has one of these values; empty means all
     * @param cursor where the last page ended, or empty
     */
    record Read(String entity, List<String> fields, Map<String, Object> where, Map<String, List<String>> keys, Optional<String> cursor) {
        public Read {
            fields = List.copyOf(fields);
            where = Map.copyOf(where);
            keys = Map.copyOf(keys);
        }
    }

    /** A page of records, and where to go on; no cursor means that was all. */
    record Batch(List<Map<String, Object>> records, Optional<String> cursor) {
        public Batch {
            records = List.copyOf(records);
        }
    }

    /**
     * A document to be made.
     *
     * @param entity the ERP's name of the head
     * @param reference the portal's own number, unique; the idempotency key
     * @param referenceField the field of the head that carries it
     * @param head fields of the head
     * @param parts lines, in order
     * @param same fields of the head in which a document that carries the reference has to agree with this one; people type references too, and one that does
     *     not agree is somebody else's: {@link #create} refuses then, and neither adopts nor changes it
     * @param wanted names of the fields of the head that {@link #create} returns, as in {@link Read}; empty: all that the ERP says by itself
     */
    record Outgoing(String entity, String reference, String referenceField, Map<String, Object> head, Optional<Parts> parts, Set<String> same, List<String> wanted) {
        public Outgoing {
            same = Set.copyOf(same);
            wanted = List.copyOf(wanted);
        }

        /** A document of which all that the ERP says is wanted back. */
        public Outgoing(String entity, String reference, String referenceField, Map<String, Object> head, Optional<Parts> parts, Set<String> same) {
            this(entity, reference, referenceField, head, parts, same, List.of());
        }
    }

    /**
     * Lines of a document.
     *
     * @param entity the ERP's name of a line
     * @param parentField the field of a line that carries the head's key
     * @param headKey the field of the head it is taken from
     * @param numberField the field of a line that numbers it within the document
     * @param lines fields of each line
     */
    record Parts(String entity, String parentField, String headKey, String numberField, List<Map<String, Object>> lines) {}

    /**
     * A record that is to have other values.
     *
     * @param entity the ERP's name of it
     * @param record as it was read, with every field of its key and of {@code fields} that has a value
     * @param fields plain values by field; empty where the field is to have none
     */
    record Correction(String entity, Map<String, Object> record, Map<String, Optional<Object>> fields) {
        public Correction {
            record = Map.copyOf(record);
            fields = Map.copyOf(fields);
        }
    }

    /**
     * A document that is to be another one.
     *
     * @param head its head, with no fields where only lines change
     */
    record Revision(Correction head, Lines lines) {
        /**
         * What is to be done to lines.
         *
         * @param entity the ERP's name of a line
         * @param parentField the field of a line that carries the head's key
         * @param parent that key
         * @param added fields of each new line, the parent's among them
         * @param changed lines that are to have other values
         * @param removed lines that are to go, as they were read
         */
        public record Lines(String entity, String parentField, String parent, List<Map<String, Object>> added, List<Correction> changed, List<Map<String, Object>> removed) {
            /** Nothing at all. */
            public static final Lines NONE = new Lines("", "", "", List.of(), List.of(), List.of());

            public Lines {
                added = List.copyOf(added);
                changed = List.copyOf(changed);
                removed = List.copyOf(removed);
            }

            /** Whether nothing is to be done. */
            public boolean isNothing() {
                return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
            }
        }
    }

    /**
     * A record that is to go.
     *
     * @param entity the ERP's name of it
     * @param record as it was read, with every field of its key
     */
    record Removal(String entity, Map<String, Object> record) {
        public Removal {
            record = Map.copyOf(record);
        }
    }

    /** How much of a document there is, least first. */
    enum Extent {
        /** Neither a head nor parts. */
        NOTHING,
        /** The head, but not all parts. */
        HEAD,
        /** The head and every part. */
        ALL
    }

    /** Fields of an entity by name, and which of them are its key. */
    record EntityInfo(Map<String, FieldInfo> fields, List<String> key) {}

    /** A field. */
    record FieldInfo(String name, String type, boolean nullable) {}

    /** An answer of the ERP. */
    sealed interface Answer<T> {
        /** It did. */
        record Done<T>(T value) implements Answer<T> {}

        /** It said no, for a reason a person can act on; sending again will not help. */
        record Refused<T>(String code, String reason) implements Answer<T> {}

        /**
         * Not now, and nothing is under way: the ERP asks for a pause, so the sync asks this connector for nothing before the delay is over, five minutes at most. A delay of
         * zero says that only this record or document is busy: it is tried again soon, and nothing else waits.
         */
        record Later<T>(Duration delay, String reason) implements Answer<T> {}

        /**
         * It was sent and no answer came: it happened, is happening or will never happen. Only {@link Connector#find} tells; a second sending could
         * make it twice. Of {@link Connector#create}, {@link Connector#change}, {@link Connector#revise} and {@link Connector#delete}.
         *
         * @param sent as far as the document is there once the ERP did what was sent; more than was there before, so that {@link Connector#find} tells
         */
        record Unknown<T>(Extent sent, String reason) implements Answer<T> {}
    }

    /** A running watch. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
