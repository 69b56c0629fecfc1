package torg.table.permissions.look;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.access.Decision;
import torg.api.access.Privilege;
import torg.api.access.Reason;
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.identity.Caller;
import torg.api.identity.RoleGrant;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Sites;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.spi.access.TableAccess;
import torg.spi.identity.Identity;
import torg.table.permissions.CompiledAccess;
import torg.table.permissions.Permissions;
import torg.table.permissions.RoleSet;
import torg.table.permissions.Rule;

/** Looks at rights with somebody else's eyes, for administrators: what a person reaches, and why a row or why not. */
@Component(service = Glass.class)
public final class Glass {
    private static final Caller HOUSE = Caller.service("table-permissions");
    private static final String PEOPLE = "contact";
    private static final String EMAIL = "email";
    private static final int PAGE = 200;
    private static final int ALIKE = 20;
    /** People that are looked at for what a web role reaches, and contacts among whom they are looked for. */
    private static final int PEOPLE_OF_A_ROLE = 5;
    private static final int PEOPLE_OF_ROLES = 500;
    private static final int CONTACTS_OF_ROLES = 5_000;
    private final Tables tables;
    private final Sites sites;
    private final TableAccess rules;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile Identity identity;

    /** Hears whose rights somebody looked at. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog audit;

    @Activate
    public Glass(@Reference Tables tables, @Reference Sites sites) {
        this.tables = tables;
        this.sites = sites;
        this.rules = new CompiledAccess(sites);
    }

    Glass(Tables tables, Sites sites, Identity identity) {
        this(tables, sites);
        this.identity = identity;
    }

    /**
     * What somebody reaches in one table.
     *
     * @param form the form by way of which it is reached; empty for what is reached directly
     * @param rows how many rows each privilege reaches; all six are there
     */
    record Reach(Table table, Optional<String> form, Map<Privilege, Long> rows) {
        /** Of each privilege the greater number. */
        Reach most(Reach other) {
            var most = new EnumMap<>(rows);
            other.rows.forEach((privilege, number) -> most.merge(privilege, number, Math::max));
            return new Reach(table, form, most);
        }
    }

    /** Counts the rows that a privilege reaches, directly or by way of a form. */
    private interface Count {
        long of(Table table, Privilege privilege, Optional<String> form);
    }

    /** Only administrators look at others' rights. */
    static void admit(Request request) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "permissions.sign-in", "permissions are looked at by administrators who signed in");
        if (!request.site().settings().isAdministrator(request.caller())) throw TorgException.of(ProblemKind.DENIED, "permissions.denied", "permissions are looked at by administrators");
    }

    /**
     * Somebody looked at.
     *
     * @param caller who it would be
     * @param roles by what it has its web roles, the implicit ones left out
     */
    record Seen(Caller caller, List<RoleGrant> roles) {
        /** By what it comes to one of these roles; nothing if it has none of them, or has it from nobody. */
        List<RoleGrant> through(Set<String> wanted) {
            return roles.stream().filter(grant -> wanted.contains(grant.role())).toList();
        }
    }

    /**
     * Who this would be as a caller: a key in table {@code contact}, an e-mail address, or {@code anonymous}.
     *
     * @param account for which it acts; empty for its main account
     * @throws TorgException NOT_FOUND {@code permissions.nobody} when there is no such contact, or it may not come in, or not act for the account
     */
    Seen person(String name, String account) {
        if (name.equals("anonymous") && account.isEmpty()) return new Seen(Caller.ANONYMOUS, List.of());
        return Optional.ofNullable(identity).flatMap(eyes -> contact(name).flatMap(key -> account.isEmpty() ? eyes.callerOf(key) : eyes.callerOf(key, account))
                .map(caller -> told(new Seen(caller, eyes.rolesOf(caller)))))
                .orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "permissions.nobody", "nobody of that name may come in, or act for that account").help("give a contact number, the e-mail address of one, or 'anonymous'"));
    }

    private Seen told(Seen seen) {
        var log = audit;
        if (log != null) log.add(Act.done("looked-as").about(seen.caller()));
        return seen;
    }

    private Optional<String> contact(String name) {
        var people = tables.schema().find(PEOPLE);
        if (people.isEmpty() || name.isBlank()) return Optional.empty();
        if (tables.find(HOUSE, PEOPLE, name, people.get().key()).isPresent()) return Optional.of(name);
        if (people.get().column(EMAIL).isEmpty()) return Optional.empty();
        var same = Query.of(PEOPLE, EMAIL).where(new Condition.StartsWith(EMAIL, name.strip()));
        return tables.query(HOUSE, same).rows().stream().filter(row -> row.text(EMAIL).map(Glass::compared).equals(Optional.of(compared(name)))).findFirst().map(Row::key);
    }

    /** An e-mail address as whoever signs in may write it. */
    private static String compared(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** Somebody who may come in, for choosing among people. */
    record Named(String key, String name, String email) {}

    /** A few people who may come in and whose name or e-mail address has this text, by name. */
    List<Named> alike(String text) {
        var eyes = identity;
        var people = tables.schema().find(PEOPLE);
        if (eyes == null || people.isEmpty() || text.isBlank()) return List.of();
        var title = people.get().title();
        var columns = Stream.of(title, EMAIL).distinct().filter(column -> people.get().column(column).isPresent()).toList();
        var query = Query.of(PEOPLE, columns.toArray(String[]::new)).where(Condition.any(columns.stream().map(column -> (Condition) new Condition.Mentions(column, text)).toList()))
                .order(new Query.Order(title, false)).top(ALIKE);
        return tables.query(HOUSE, query).rows().stream().filter(row -> eyes.callerOf(row.key()).isPresent())
                .map(row -> new Named(row.key(), row.text(title).orElse(row.key()), row.text(EMAIL).orElse(""))).toList();
    }

    Decision why(Caller person, Privilege privilege, String table, String key) {
        return tables.explain(person, privilege, table, key);
    }

    /**
     * A rule that speaks of a table and a privilege.
     *
     * @param rows how many rows it means for the person, be the rule for its roles or not
     */
    record Tried(Reason reason, long rows) {}

    /**
     * Why somebody may do something with rows of a table at all, or may not.
     *
     * @param because names of the rules that give and take, or what is missing
     * @param rows how many rows are reached by all of them together
     */
    record Overall(boolean allowed, List<String> because, long rows, List<Tried> tried) {}

    /** @throws TorgException NOT_FOUND {@code permissions.no-table} when the site describes no such table */
    Overall why(Caller person, Privilege privilege, String table) {
        if (tables().stream().noneMatch(known -> known.name().equals(table))) throw TorgException.of(ProblemKind.NOT_FOUND, "permissions.no-table", "there is no such table").help("name one that the site describes");
        var tried = rules.rules(person, table, privilege).stream().map(rule -> {
            var rows = tables.count(person, table, rule.rows());
            return new Tried(rule.about(person, rows > 0), rows);
        }).toList();
        return new Overall(tables.may(person, privilege, table), rules.grant(person, table, privilege).because(), tables.reach(person, privilege, table), tried);
    }

    /** Whether there is such a row at all, which only administrators are told. */
    boolean isThere(String table, String key) {
        return tables.find(HOUSE, table, key, tables.schema().table(table).key()).isPresent();
    }

    /** Every table of the site in which the person reaches anything, by name; after each what more is reached by way of a form, by name of the form. */
    List<Reach> reach(Caller person) {
        return reach((table, privilege, form) -> tables.reach(form.map(person::through).orElse(person), privilege, table.name()));
    }

    /** The same by each of the person's roles, as if it had that one alone; roles that reach nothing by themselves are left out. */
    Map<String, List<Reach>> reachByRole(Caller person) {
        var byRole = new TreeMap<String, List<Reach>>();
        for (var role : person.roles()) {
            var all = reach(person, role);
            if (!all.isEmpty()) byRole.put(role, all);
        }
        return byRole;
    }

    /** Each condition is counted once: privileges mostly share them. */
    private List<Reach> reach(Caller person, String role) {
        var permissions = sites.current().require(Permissions.class);
        var counted = new HashMap<List<Object>, Long>();
        return reach((table, privilege, form) -> {
            var rows = new RoleSet(permissions, Set.of(role), Set.of(), person.isAnonymous(), form).grant(table.name(), privilege).rows();
            return rows instanceof Condition.Nothing ? 0 : counted.computeIfAbsent(List.of(table.name(), rows), _ -> tables.count(person, table.name(), rows));
        });
    }

    /** The rule of this name, as the site has it now. */
    Optional<Rule> rule(String name) {
        return sites.current().require(Permissions.class).rules().stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /**
     * What a web role reaches, as the one of its people does who reaches most.
     *
     * @param people who have it, of those looked at; 1 for {@code anonymous}
     * @param all whether there are no others, and all of them count
     */
    record Held(String role, int people, boolean all, List<Reach> reach) {}

    /** Every web role that a rule is for, by name, with what it reaches by itself. Of each role a few people are looked at. */
    List<Held> roles() {
        var everybody = everybody(PEOPLE_OF_ROLES, CONTACTS_OF_ROLES);
        var callers = Stream.concat(Stream.of(Caller.ANONYMOUS), everybody.found().stream()).toList();
        return sites.current().require(Permissions.class).rules().stream().flatMap(rule -> rule.roles().stream()).distinct().sorted().map(role -> {
            var people = callers.stream().filter(caller -> caller.hasRole(role)).toList();
            var most = new TreeMap<String, Reach>();
            people.stream().limit(PEOPLE_OF_A_ROLE).flatMap(person -> reach(person, role).stream()).forEach(one -> most.merge(one.table.name() + " " + one.form.orElse(""), one, Reach::most));
            return new Held(role, people.size(), everybody.all() && people.size() <= PEOPLE_OF_A_ROLE, List.copyOf(most.values()));
        }).toList();
    }

    private List<Reach> reach(Count count) {
        var permissions = sites.current().require(Permissions.class);
        var all = new ArrayList<Reach>();
        for (var table : tables()) {
            var direct = rows(table, Optional.empty(), count);
            if (direct.values().stream().anyMatch(number -> number > 0)) all.add(new Reach(table, Optional.empty(), direct));
            for (var form : permissions.forms(table.name())) {
                var rows = rows(table, Optional.of(form), count);
                if (!rows.equals(direct)) all.add(new Reach(table, Optional.of(form), rows));
            }
        }
        return all;
    }

    private static Map<Privilege, Long> rows(Table table, Optional<String> form, Count count) {
        var rows = new EnumMap<Privilege, Long>(Privilege.class);
        for (var privilege : Privilege.values()) rows.put(privilege, count.of(table, privilege, form));
        return rows;
    }

    /**
     * Some of those who may come in.
     *
     * @param all whether there are no others
     */
    record People(List<Caller> found, boolean all) {
        People {
            found = List.copyOf(found);
        }
    }

    /**
     * Those who may come in, by key of the contact.
     *
     * @param most people that are found
     * @param contacts that are looked at, to the page: of many contacts few may come in
     */
    People everybody(int most, int contacts) {
        var people = new ArrayList<Caller>();
        var eyes = identity;
        if (eyes == null || tables.schema().find(PEOPLE).isEmpty()) return new People(people, true);
        var query = Query.of(PEOPLE).order(new Query.Order(tables.schema().table(PEOPLE).key(), false)).top(PAGE);
        var next = Optional.of(query);
        for (var looked = 0; next.isPresent() && looked < contacts && people.size() <= most; looked += PAGE) {
            var page = tables.query(HOUSE, next.get());
            for (var contact : page.rows()) if (people.size() <= most) eyes.callerOf(contact.key()).ifPresent(people::add);
            next = page.next().map(query::after);
        }
        return new People(people.subList(0, Math.min(most, people.size())), next.isEmpty() && people.size() <= most);
    }

    /** The tables that documents describe, by name. */
    List<Table> tables() {
        return tables.schema().tables().values().stream().filter(table -> !table.internal()).toList();
    }
}
