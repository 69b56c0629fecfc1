package torg.lists.forms.row;

import java.util.List;
import java.util.Optional;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Tables;

/** Which paths a caller may read: what a list or record leaves out, so that a question about a hidden column is never asked. */
public record Sight(Tables tables, Caller caller) {

    /** Whether every column on the way may be read, and some row of every table on the way. */
    public boolean reads(Path path) {
        var table = path.from().name();
        for (var step = 0; step < path.along().size(); step++) {
            var column = path.along().get(step);
            if (step > 0 && !tables.may(caller, Privilege.READ, table)) return false;
            if (!tables.mayUse(caller, ColumnPrivilege.READ, table, column.name())) return false;
            table = column.target().orElse("");
        }
        return true;
    }

    /** The first of these that may be read. */
    public Optional<Path> first(List<Path> paths) {
        return paths.stream().filter(this::reads).findFirst();
    }
}
