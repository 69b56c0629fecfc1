package torg.spi.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;

/**
 * Says who would gain and who would lose by an edit of the permissions, before it is made. Asks nobody whether the caller may know it: whoever offers it to people does. Thread-safe; may block,
 * since rows are counted for many people.
 */
@ConsumerType
public interface AccessComparison {
    /**
     * What one person would gain and lose.
     *
     * @param form the form by way of which alone this counts; empty for what counts always
     * @param gains rows reached with the rules as they would be only
     * @param loses rows reached with today's only
     */
    record Rows(Caller person, String table, Privilege privilege, Optional<String> form, long gains, long loses) {}

    /** Columns, by name and in order, that a set of roles could use with one of the two only. */
    record Columns(SortedSet<String> roles, String table, ColumnPrivilege privilege, List<String> gains, List<String> loses) {}

    /**
     * What an edit would come to.
     *
     * @param rows by person, the greatest differences first; unmodifiable, empty when nobody gains or loses rows
     * @param columns by roles and table; unmodifiable
     * @param looked how many people were looked at, anonymous included
     * @param all whether these are all people and all differences
     */
    record Compared(List<Rows> rows, List<Columns> columns, int looked, boolean all) {
        public Compared {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
        }
    }

    /**
     * Compare the site as it is with what it would be if these files were changed. Nothing is changed.
     *
     * @param changes as {@link torg.api.site.Editing#propose} takes them
     * @throws torg.api.problem.TorgException INVALID when the site would refuse the edit, with a field problem for each mistake; else as {@code propose}
     */
    Compared compare(Map<String, Optional<byte[]>> changes);
}
