package torg.web.roles;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.spi.audit.AuditedTables;

/** The audit log is told who was given which roles, and what they had before. */
@Component
public final class AuditedRoles implements AuditedTables {
    private static final Set<String> ROLES = Set.of(AssignmentTable.ROLES);

    @Override
    public List<Rule> audited() {
        return List.of(rule(AssignmentTable.OF_CONTACTS, Optional.of("contact")), rule(AssignmentTable.OF_ACCOUNTS, Optional.empty()));
    }

    private static Rule rule(String table, Optional<String> person) {
        return new Rule(table, "roles-given", "roles-given", "roles-taken", person, ROLES, Set.of());
    }
}
