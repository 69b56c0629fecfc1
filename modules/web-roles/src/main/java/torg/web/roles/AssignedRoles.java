package torg.web.roles;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Sites;
import torg.api.table.Change;
import torg.api.table.Committed;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.WebRoles;
import torg.spi.table.ChangeListener;

/** Knows who has which web roles: those given in the table, as far as the site defines them. Roles come from the contact, whatever its accounts. */
@Component
public final class AssignedRoles implements WebRoles, ChangeListener {
    private static final Caller HOUSE = Caller.service("web-roles");
    /** More contacts than are active at once; beyond it is cheaper to ask again than to remember. */
    private static final int MOST_REMEMBERED = 10_000;
    private final Tables tables;
    private final Sites sites;
    private final Map<String, SortedSet<String>> given = new ConcurrentHashMap<>();

    @Activate
    public AssignedRoles(@Reference Tables tables, @Reference Sites sites) {
        this.tables = tables;
        this.sites = sites;
    }

    @Override
    public SortedSet<String> rolesOf(String contact, List<String> accounts) {
        if (given.size() > MOST_REMEMBERED) given.clear();
        var roles = new TreeSet<>(given.computeIfAbsent(contact, this::read));
        roles.retainAll(roles().keySet());
        return Collections.unmodifiableSortedSet(roles);
    }

    @Override
    public void assign(String contact, Set<String> roles) {
        var row = tables.find(HOUSE, "contact", contact).orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "web-roles.no-contact", "there is no such contact"));
        var missing = new LinkedHashMap<String, FieldProblem>();
        for (var role : new TreeSet<>(roles)) missing(role(role), row).forEach(missing::putIfAbsent);
        if (!missing.isEmpty()) {
            throw TorgException.invalid("web-roles.contact-incomplete", "the contact lacks values that its roles need", List.copyOf(missing.values()));
        }
        keep(contact, new TreeSet<>(roles));
    }

    /**
     * A reading that began before the commit ends before its entry can be removed, because the map lets one at a time at an entry; so no old
     * roles are remembered.
     */
    @Override
    public void committed(List<Committed> entries) {
        for (var entry : entries) if (entry.table().equals(AssignmentTable.NAME)) given.remove(entry.key());
    }

    private Map<String, WebRole> roles() {
        return sites.current().part(DefinedRoles.class).map(DefinedRoles::byName).orElse(Collections.emptySortedMap());
    }

    private WebRole role(String name) {
        var role = roles().get(name);
        if (role == null) throw TorgException.of(ProblemKind.NOT_FOUND, "web-roles.unknown-role", "there is no web role '" + name + "'");
        return role;
    }

    private SortedSet<String> read(String contact) {
        var roles = tables.find(HOUSE, AssignmentTable.NAME, contact).flatMap(row -> row.text(AssignmentTable.ROLES));
        return Collections.unmodifiableSortedSet(new TreeSet<>(roles.map(names -> List.of(names.split(","))).orElse(List.of())));
    }

    private void keep(String contact, SortedSet<String> roles) {
        if (!roles.isEmpty()) {
            tables.write(HOUSE, Write.of(new Change.Put(AssignmentTable.NAME, contact, Map.of(AssignmentTable.ROLES, String.join(",", roles)))));
        } else if (tables.find(HOUSE, AssignmentTable.NAME, contact).isPresent()) {
            takeAway(contact);
        }
    }

    /** Somebody else may do so at the same time; then it is done. */
    private void takeAway(String contact) {
        try {
            tables.write(HOUSE, Write.of(new Change.Delete(AssignmentTable.NAME, contact)));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
        }
    }

    private static Map<String, FieldProblem> missing(WebRole role, Row contact) {
        var missing = new LinkedHashMap<String, FieldProblem>();
        for (var column : role.needs()) {
            if (contact.text(column).filter(value -> !value.isBlank()).isPresent()) continue;
            missing.put(column, new FieldProblem(column, "needed-by-role", "role '" + role.name() + "' needs a value here", List.of(role.name())));
        }
        return missing;
    }
}
