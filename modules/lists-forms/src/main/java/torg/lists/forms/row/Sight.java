package torg.lists.forms.row;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Tables;

/**
 * Which paths a caller may read: what a list or record leaves out, so that a question about a hidden column is never asked. For one request, in
 * which each path is asked about once.
 */
public final class Sight {
    private final Tables tables;
    private final Caller caller;
    private final Map<String, Boolean> known = new HashMap<>();

    public Sight(Tables tables, Caller caller) {
        this.tables = tables;
        this.caller = caller;
    }

    public Caller caller() {
        return caller;
    }

    /** Whether every column on the way may be read, and some row of every table on the way. */
    public boolean reads(Path path) {
        return known.computeIfAbsent(path.from().name() + ' ' + path.text(), _ -> ask(path));
    }

    /** The first of these that may be read. */
    public Optional<Path> first(List<Path> paths) {
        return paths.stream().filter(this::reads).findFirst();
    }

    private boolean ask(Path path) {
        var table = path.from().name();
        for (var step = 0; step < path.along().size(); step++) {
            var column = path.along().get(step);
            if (step > 0 && !tables.may(caller, Privilege.READ, table)) return false;
            if (!tables.mayUse(caller, ColumnPrivilege.READ, table, column.name())) return false;
            table = column.target().orElse("");
        }
        return true;
    }
}
