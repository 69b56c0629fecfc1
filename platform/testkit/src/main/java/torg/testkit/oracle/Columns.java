package torg.testkit.oracle;

import java.util.Optional;
import java.util.Set;
import torg.api.access.ColumnPrivilege;

/** A rule about columns. */
public record Columns(String name, String table, Set<String> roles, Optional<String> form, Set<String> columns, Set<ColumnPrivilege> privileges) {
    /** As it stands in a document, a line. */
    public String text() {
        return "  - {name: " + name + ", table: " + table + ", roles: [" + String.join(", ", roles) + "], columns: [" + String.join(", ", columns) + "], privileges: ["
                + Words.of(privileges) + "]" + form.map(name -> ", form: " + name).orElse("") + "}\n";
    }
}
