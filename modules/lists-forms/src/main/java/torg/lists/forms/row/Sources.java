package torg.lists.forms.row;

import java.util.Set;
import java.util.TreeSet;
import torg.api.identity.Caller;
import torg.api.table.Tables;

/** What an answer was made of, so that whoever keeps it for everybody knows when it is old. */
public final class Sources {
    private Sources() {}

    /**
     * Tables that were read, and those by whose rows it is decided what the caller may read of them. Nobody keeps what somebody was shown who is signed in.
     *
     * @param read names of tables
     */
    public static Set<String> of(Tables tables, Caller caller, Set<String> read) {
        if (!caller.isAnonymous()) return read;
        var all = new TreeSet<>(read);
        read.forEach(table -> all.addAll(tables.deciding(caller, table)));
        return all;
    }
}
