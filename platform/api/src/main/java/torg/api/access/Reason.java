package torg.api.access;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A rule that speaks of what was asked, and how it stands to who asked and the row.
 *
 * @param rule its name in the site's documents
 * @param roles the web roles it is for, sorted
 * @param denies whether it takes away instead of giving
 * @param rows which rows it means, for people who write rules: {@code rows whose 'account' is an account of the caller}
 * @param finding what came of it
 */
public record Reason(String rule, SortedSet<String> roles, boolean denies, String rows, Finding finding) {
    public Reason {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }

    /** How a rule stands to a question. */
    public enum Finding {
        /** It is for the caller and means this row: it gives, or takes away. */
        REACHES,
        /** It is for the caller, but means other rows. */
        OTHER_ROWS,
        /** The caller has none of its roles. */
        OTHER_ROLES,
        /** It counts only by way of a form. */
        FORM_ONLY
    }
}
