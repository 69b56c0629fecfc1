package torg.api.audit;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import torg.api.audit.AuditEntry.Head;

/**
 * The audit log: entries are added and never changed, each holds the hash of the one before. Writes of rows are told by the store itself, in their own transaction. No
 * table, form or permission reaches it.
 */
@ProviderType
public interface AuditLog {
    /**
     * Tell what happened; the entry is on disk when this returns, on behalf of whom {@link Trace#now} says.
     *
     * @throws torg.api.problem.TorgException BUSY when the database does not take it: then what was to be told should not be done either
     */
    void add(Act act);

    /**
     * Tell what is about to be done, and do it: what cannot be told is not done. Of what then fails a second entry says that it was refused.
     *
     * @param act done, as it will be
     * @throws RuntimeException what the work throws; and as {@link #add} does, with nothing done
     */
    default void telling(Act act, Runnable work) {
        add(act);
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            try {
                add(new Act(act.name(), Act.Outcome.REFUSED, act.person(), act.table(), act.key(), act.detail(), act.times()));
            } catch (RuntimeException untold) {
                e.addSuppressed(untold);
            }
            throw e;
        }
    }

    /**
     * As {@link #add}, for what somebody can cause without end, such as a refused sign-in: of each act a bounded number a minute are entries of their own, by
     * the network from which they come and by the person whom they are about; the others are told in one entry when the minute is over, with the persons and
     * networks that came up most. What is counted is in memory until then; what the database does not take now is counted too.
     */
    void count(Act act);

    /** The entries that match, the newest first. */
    List<AuditEntry> find(AuditQuery query);

    /**
     * Entries in their order, for looking at all of them.
     *
     * @param number of the last one already seen; 0 for the beginning of what is kept
     * @param most 1 to {@value AuditQuery#MOST}
     */
    List<AuditEntry> after(long number, int most);

    /** Where the log stands; {@link Head#EMPTY} before the first entry. */
    Head head();

    /**
     * Let go what was told before a moment, some at a time. An entry {@link AuditCheck#CUT} of each says so and holds what the rest begins after, as an
     * {@link AuditCut}.
     *
     * @param before not after this moment
     * @return how many entries went
     */
    long cut(Instant before);

    /**
     * Erase what rows held, here and before, about a contact and on the contact's own row; the entries stay, with the contact's key.
     *
     * @return how many entries lost their values
     */
    long erase(String contact);
}
