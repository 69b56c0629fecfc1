package torg.table.permissions;

import java.util.Optional;
import java.util.Set;
import torg.api.access.ColumnPrivilege;
import torg.api.site.Position;

/**
 * A checked rule about columns: these roles may use these columns so.
 *
 * @param at where it stands
 * @param form the form by way of which alone it allows, empty when it always does
 */
public record ColumnRule(Position at, String name, String table, Set<String> roles, Optional<String> form, Set<String> columns, Set<ColumnPrivilege> privileges) {
    public ColumnRule {
        roles = Set.copyOf(roles);
        columns = Set.copyOf(columns);
        privileges = Set.copyOf(privileges);
    }
}
