package torg.cases;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.file.FileRule;

/**
 * A kind of case, as its document describes it. What columns are called is agreed: see the module's README.
 *
 * @param name kebab-case
 * @param table whose rows are the cases
 * @param variable of the page's address that holds a case's key
 * @param notes whose rows are the notes
 * @param lookup from a note to its case
 * @param form by way of which people write notes, for the permissions
 * @param longest characters of a note
 * @param file what may lie at a note; empty when nothing may
 * @param internal whether there are notes that stay among the seller's people
 * @param quiet how long an answered case waits for another word before it is closed; empty when none is closed by itself
 */
record CaseKind(String name, String table, String variable, String notes, String lookup, String form, int longest, Optional<FileRule> file, boolean internal, Optional<Duration> quiet) {
    /** Columns of a case. */
    static final String ACCOUNT = "account";
    static final String STATE = "state";
    static final String MOVED = "moved";
    /** Values of its state. */
    static final String OPEN = "open";
    static final String ANSWERED = "answered";
    static final String CLOSED = "closed";
    /** Columns of a note, beside its lookup to the case and the account of whoever wrote it. */
    static final String TEXT = "text";
    static final String FILE = "file";
    static final String CONTACT = "contact";
    static final String WRITTEN = "written";
    static final String INTERNAL = "internal";
    /** Whose word it is; empty until the case has taken it in. */
    static final String SIDE = "side";
    static final String CUSTOMER = "customer";
    static final String SELLER = "seller";

    /** The columns of a note that its table has. */
    List<String> noteColumns() {
        var optional = Stream.concat(file.stream().map(_ -> FILE), Stream.of(INTERNAL).filter(_ -> internal));
        return Stream.concat(Stream.of(lookup, TEXT, CONTACT, ACCOUNT, WRITTEN), optional).toList();
    }
}
