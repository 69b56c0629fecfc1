package torg.web.roles;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.WebRole;
import torg.api.identity.Caller;
import torg.api.identity.RoleGrant;
import torg.api.identity.RoleGrant.From;
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

/** Knows who has which web roles, as far as the site defines them, and gives them. */
@Component(service = {AssignedRoles.class, WebRoles.class, ChangeListener.class})
public final class AssignedRoles implements WebRoles, ChangeListener {
    private static final Caller HOUSE = Caller.service("web-roles");
    /** So often somebody else may be quicker. */
    private static final int MOST_TRIES = 5;
    private final Tables tables;
    private final Sites sites;
    private final Standings standings;

    @Activate
    public AssignedRoles(@Reference Tables tables, @Reference Sites sites) {
        this.tables = tables;
        this.sites = sites;
        this.standings = new Standings(tables);
    }

    @Override
    public List<RoleGrant> given(String contact, List<String> accounts) {
        var defined = roles().keySet();
        return kept(contact, accounts).stream().filter(grant -> defined.contains(grant.role())).toList();
    }

    @Override
    public SortedSet<String> keptOf(String contact, List<String> accounts) {
        return Collections.unmodifiableSortedSet(kept(contact, accounts).stream().map(RoleGrant::role).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Whether a document defines them or not. */
    private List<RoleGrant> kept(String contact, List<String> accounts) {
        var standing = standings.contact(contact);
        var grants = new ArrayList<RoleGrant>();
        if (accounts.isEmpty() || standing.main().filter(accounts::contains).isPresent()) add(grants, standing.own(), From.CONTACT, contact);
        for (var account : accounts) {
            var membership = Optional.ofNullable(standing.memberships().get(account));
            membership.ifPresent(roles -> add(grants, roles, From.MEMBERSHIP, account));
            if (membership.isPresent() || standing.main().equals(Optional.of(account))) add(grants, standings.account(account), From.ACCOUNT, account);
        }
        grants.sort(Comparator.comparing(RoleGrant::role).thenComparing(RoleGrant::from));
        return grants;
    }

    private static void add(List<RoleGrant> grants, SortedSet<String> kept, From from, String of) {
        kept.forEach(role -> grants.add(new RoleGrant(role, from, of)));
    }

    @Override
    public SortedSet<String> defined() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(roles().keySet()));
    }

    SortedSet<String> ofContact(String key) {
        return defined(standings.contact(key).own());
    }

    SortedSet<String> ofAccount(String key) {
        return defined(standings.account(key));
    }

    private SortedSet<String> defined(SortedSet<String> given) {
        var defined = new TreeSet<>(given);
        defined.retainAll(roles().keySet());
        return defined;
    }

    @Override
    public Optional<WebRole> role(String name) {
        return Optional.ofNullable(roles().get(name));
    }

    @Override
    public List<Change> giving(String contact, Set<String> roles) {
        return giving(contact, tables.find(HOUSE, AssignmentTable.OF_CONTACTS, contact), roles);
    }

    /** @param there the row from which it was told what the contact has now */
    private static List<Change> giving(String contact, Optional<Row> there, Set<String> roles) {
        var table = AssignmentTable.OF_CONTACTS;
        var now = there.map(row -> OptionalLong.of(row.version()));
        if (roles.isEmpty()) return now.<Change>map(version -> new Change.Delete(table, contact, version)).stream().toList();
        var listed = listed(new TreeSet<>(roles));
        return List.of(now.<Change>map(version -> new Change.Update(table, contact, version, Map.of(AssignmentTable.ROLES, listed)))
                .orElseGet(() -> new Change.Create(table, Map.of("contact", contact, AssignmentTable.ROLES, listed))));
    }

    @Override
    public void assign(String contact, Set<String> roles) {
        check(contact, roles);
        keep(AssignmentTable.OF_CONTACTS, contact, new TreeSet<>(roles));
    }

    private void check(String contact, Set<String> roles) {
        var row = tables.find(HOUSE, "contact", contact).orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "web-roles.no-contact", "there is no such contact"));
        var missing = new LinkedHashMap<String, FieldProblem>();
        for (var role : new TreeSet<>(roles)) missing(known(role), row).forEach(missing::putIfAbsent);
        if (!missing.isEmpty()) {
            throw TorgException.invalid("web-roles.contact-incomplete", "the contact lacks values that its roles need", List.copyOf(missing.values()));
        }
    }

    @Override
    public void exchange(String contact, Set<String> take, Set<String> give) {
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            if (exchanged(contact, take, give)) return;
        }
        throw TorgException.of(ProblemKind.STALE, "web-roles.changed-meanwhile", "others change the roles of this contact; try again");
    }

    /** Returns false, and changes nothing, when somebody else was quicker. */
    private boolean exchanged(String contact, Set<String> take, Set<String> give) {
        var there = tables.find(HOUSE, AssignmentTable.OF_CONTACTS, contact);
        var had = Standings.names(there.flatMap(row -> row.text(AssignmentTable.ROLES)));
        var has = new TreeSet<>(had);
        has.removeAll(take);
        has.addAll(give);
        var added = new TreeSet<>(has);
        added.removeAll(had);
        check(contact, added);
        if (has.equals(had)) return true;
        try {
            tables.write(HOUSE, Write.of(giving(contact, there, has)));
            return true;
        } catch (TorgException e) {
            if (e.kind() == ProblemKind.STALE || e.kind() == ProblemKind.CONFLICT || e.kind() == ProblemKind.NOT_FOUND) return false;
            throw e;
        }
    }

    @Override
    public void assignToAccount(String account, Set<String> roles) {
        if (tables.schema().find("account").flatMap(_ -> tables.find(HOUSE, "account", account)).isEmpty()) {
            throw TorgException.of(ProblemKind.NOT_FOUND, "web-roles.no-account", "there is no such account");
        }
        roles.forEach(this::known);
        keep(AssignmentTable.OF_ACCOUNTS, account, new TreeSet<>(roles));
    }

    @Override
    public void committed(List<Committed> entries) {
        standings.committed(entries);
    }

    private Map<String, WebRole> roles() {
        return sites.current().part(DefinedRoles.class).map(DefinedRoles::byName).orElse(Collections.emptySortedMap());
    }

    private WebRole known(String name) {
        var role = roles().get(name);
        if (role == null) throw TorgException.of(ProblemKind.NOT_FOUND, "web-roles.unknown-role", "there is no web role '" + name + "'");
        return role;
    }

    private void keep(String table, String key, SortedSet<String> roles) {
        if (!roles.isEmpty()) {
            tables.write(HOUSE, Write.of(put(table, key, roles)));
        } else if (tables.find(HOUSE, table, key).isPresent()) {
            takeAway(table, key);
        }
    }

    private static Change put(String table, String key, SortedSet<String> roles) {
        return new Change.Put(table, key, Map.of(AssignmentTable.ROLES, listed(roles)));
    }

    private static String listed(SortedSet<String> roles) {
        return String.join(",", roles);
    }

    /** Somebody else may do so at the same time; then it is done. */
    private void takeAway(String table, String key) {
        try {
            tables.write(HOUSE, Write.of(new Change.Delete(table, key)));
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
