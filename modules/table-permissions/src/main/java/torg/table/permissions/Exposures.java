package torg.table.permissions;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.site.Problems;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Table;

/** Looks for what rules show to people nobody meant: everybody on the internet, or every customer of the seller. */
final class Exposures {
    private static final String ANONYMOUS = "anonymous";
    private static final String AUTHENTICATED = "authenticated";
    private static final Set<String> CUSTOMERS = Set.of("account", "contact");
    private static final Set<String> PERSONAL = Set.of("email", "phone", "mobile", "fax", "firstname", "lastname", "fullname", "birthdate", "gender", "salary", "street", "jobtitle");
    private static final Set<Privilege> CHANGES = EnumSet.of(Privilege.CREATE, Privilege.WRITE, Privilege.DELETE, Privilege.APPEND, Privilege.APPEND_TO);

    private final Permissions permissions;
    private final Map<String, RuleDraft> drafts = new HashMap<>();
    private final Problems problems;

    Exposures(Permissions permissions, List<RuleDraft> drafts, Problems problems) {
        this.permissions = permissions;
        this.problems = problems;
        for (var draft : drafts) this.drafts.putIfAbsent(draft.name(), draft);
    }

    void tell() {
        for (var rule : permissions.rules()) {
            var forEverybody = rule.roles().contains(ANONYMOUS);
            if (!forEverybody && drafts.get(rule.name()).reader().has("public")) publicForNobody(rule);
            if (forEverybody && rule.deny()) denied(rule);
            if (forEverybody && !rule.deny()) anonymous(rule);
            if (rule.deny()) continue;
            if (rule.roles().contains(AUTHENTICATED)) everyCustomer(rule);
            everyColumn(rule);
        }
    }

    /** Whoever shows rows to everybody says so where the rule stands: that is what a review looks for. */
    private void anonymous(Rule rule) {
        var draft = drafts.get(rule.name());
        var table = rule.table().name();
        if (!reachesAnonymous(rule.reach())) {
            problems.warning(draft.reader().at("scope"), "permissions.anonymous-own", "nothing is an anonymous visitor's own, so permission '" + rule.name() + "' gives it nothing", "take 'anonymous' out of the roles");
            return;
        }
        var denials = denials(draft);
        var words = "write '" + Agreement.words(draft.reader(), given(draft), denials) + "' beside it";
        var remedy = words + " if that is meant, or take ";
        if (draft.agreed().isEmpty()) {
            problems.error(draft.at(), "permissions.public-undeclared", "permission '" + rule.name() + "' gives rows of table '" + table + "' to anonymous visitors, that is to everybody", remedy + "'anonymous' out of the roles");
            return;
        }
        // What was agreed to once is not agreed to for whatever it becomes later.
        var agreed = draft.agreed().get();
        var widened = Stream.of(agreed.other().stream().map(key -> "'" + key + "'"), given(draft, rule).filter(column -> !agreed.shows(column)).map(column -> "column '" + column + "'"),
                agreed.except().stream().filter(name -> !denials.contains(name)).map(name -> "what '" + name + "' denied")).flatMap(Function.identity()).toList();
        if (!widened.isEmpty()) {
            problems.error(draft.reader().at("public"), "permissions.public-widened", "permission '" + rule.name() + "' gives everybody something else of table '" + table + "' than its 'public:' says: " + String.join(", ", widened),
                    remedy + "back what was changed");
            return;
        }
        var unnamed = denials.stream().filter(name -> !agreed.except().contains(name)).toList();
        if (!unnamed.isEmpty()) {
            problems.warning(draft.reader().at("public"), "permissions.public-denied", "what permission '" + rule.name() + "' gives everybody is denied in part by '" + String.join("', '", unnamed)
                    + "', but its 'public:' agrees to all of it: without the denial everybody is given more, and nobody is asked", words);
        }
        if (rule.privileges().stream().anyMatch(CHANGES::contains)) {
            problems.warning(draft.reader().at("privileges"), "permissions.anonymous-changes", "everybody, programs included, may change rows of table '" + table + "' by permission '" + rule.name() + "'",
                    "leave 'read' alone here, and let people sign in to change something");
        }
        var files = rule.table().columns().values().stream().filter(column -> column.type() == ColumnType.FILE).map(Column::name).filter(column -> isShown(rule.table(), column) && !isNamed(rule.table(), column)).toList();
        if (rule.gives(Privilege.READ) && !files.isEmpty()) {
            problems.warning(draft.at(), "permissions.anonymous-files", "everybody may fetch the files in " + String.join(", ", files) + " of table '" + table + "' by permission '" + rule.name() + "', whoever put them there",
                    "add a column rule for 'anonymous': one that names the column if that is meant, else one that leaves it out");
        }
        var shown = rule.table().columns().values().stream().map(Column::name).filter(column -> isPersonal(rule.table(), column) && isShown(rule.table(), column)).toList();
        if (rule.gives(Privilege.READ) && !shown.isEmpty()) {
            problems.warning(draft.at(), "permissions.anonymous-personal", "everybody sees " + String.join(", ", shown) + " of table '" + table + "' by permission '" + rule.name() + "'",
                    "add a column rule for 'anonymous' that lists what may be seen");
        } else if (rule.gives(Privilege.READ) && permissions.columns().stream().noneMatch(columns -> columns.table().equals(table) && columns.roles().contains(ANONYMOUS))) {
            problems.warning(draft.at(), "permissions.anonymous-all-columns", "everybody sees every column of table '" + table + "' by permission '" + rule.name() + "', those added later included",
                    "add a column rule for 'anonymous' that lists what may be seen");
        }
    }

    /** A denial that an agreement counts on is agreed to as what is given is: whoever loosens it gives everybody more. */
    private void denied(Rule rule) {
        var draft = drafts.get(rule.name());
        var words = "write '" + Agreement.words(draft.reader(), List.of(), List.of()) + "' beside it";
        if (draft.agreed().isEmpty()) {
            if (isCountedOn(rule)) problems.error(draft.at(), "permissions.public-undeclared", "permission '" + rule.name() + "' denies what an agreement says is denied to everybody, and does not say so itself", words);
        } else if (!draft.agreed().get().other().isEmpty()) {
            problems.error(draft.reader().at("public"), "permissions.public-widened", "permission '" + rule.name() + "' denies everybody something else of table '" + rule.table().name() + "' than its 'public:' says: '"
                    + String.join("', '", draft.agreed().get().other()) + "'", words + " if that is meant, or take back what was changed");
        }
    }

    /** Whether somebody agreed to what is given as far as this denial, or one that stands below it, takes from it. */
    private boolean isCountedOn(Rule denial) {
        var named = permissions.rules().stream().flatMap(rule -> drafts.get(rule.name()).agreed().stream()).flatMap(agreed -> agreed.except().stream()).collect(Collectors.toSet());
        return permissions.rules().stream().anyMatch(rule -> named.contains(rule.name()) && isWithin(rule, denial));
    }

    /** Whether it is the other, or reaches its rows by way of that one's. */
    private static boolean isWithin(Rule rule, Rule other) {
        return rule == other || rule.reach() instanceof Rule.Reach.Through(var parent, _, _) && isWithin(parent, other);
    }

    /** Names of what denies everybody rows of the tables that the document of a rule speaks of. */
    private List<String> denials(RuleDraft draft) {
        var tables = together(draft).map(Rule::table).collect(Collectors.toSet());
        return permissions.rules().stream().filter(rule -> rule.deny() && rule.roles().contains(ANONYMOUS) && reachesAnonymous(rule.reach()) && tables.contains(rule.table())).map(Rule::name).toList();
    }

    /** All rules that the same words of a document make, one for each table. */
    private Stream<Rule> together(RuleDraft draft) {
        return permissions.rules().stream().filter(rule -> drafts.get(rule.name()).reader() == draft.reader());
    }

    /** Columns that everybody may use by what stands in the document of a rule, of all its tables. */
    private List<String> given(RuleDraft draft) {
        return together(draft).flatMap(rule -> given(drafts.get(rule.name()), rule)).distinct().toList();
    }

    /** Those of one table, with its name before them where the document speaks of several. */
    private Stream<String> given(RuleDraft draft, Rule rule) {
        var several = together(draft).count() > 1;
        var nobody = new RoleSet(permissions, Set.of(ANONYMOUS), Set.of(), true, rule.form());
        var usable = Stream.of(ColumnPrivilege.values()).filter(privilege -> rule.gives(RoleSet.onRows(privilege))).map(privilege -> nobody.columns(rule.table().name(), privilege)).toList();
        return rule.table().columns().keySet().stream().filter(column -> !column.equals(rule.table().key()) && usable.stream().anyMatch(one -> one.test(column)))
                .map(column -> several ? rule.table().name() + "." + column : column);
    }

    private static boolean reachesAnonymous(Rule.Reach reach) {
        return switch (reach) {
            case Rule.Reach.Everywhere _ -> true;
            case Rule.Reach.Mine _ -> false;
            case Rule.Reach.Through(var parent, _, _) -> reachesAnonymous(parent.reach());
        };
    }

    private void publicForNobody(Rule rule) {
        problems.warning(drafts.get(rule.name()).reader().at("public"), "permissions.public-unneeded", "permission '" + rule.name() + "' says 'public:' but is not for anonymous visitors",
                "take 'public:' away, so that it stands only where something is public");
    }

    private void everyCustomer(Rule rule) {
        var aboutCustomers = CUSTOMERS.contains(rule.table().name()) || rule.table().columns().values().stream().map(Column::target).flatMap(Optional::stream).anyMatch(CUSTOMERS::contains);
        if (!rule.unbounded() || !aboutCustomers || !rule.gives(Privilege.READ)) return;
        problems.warning(drafts.get(rule.name()).reader().at("scope"), "permissions.every-customer", "whoever signs in sees the rows of table '" + rule.table().name() + "' of all customers by permission '" + rule.name() + "'",
                "use scope 'account' or 'contact', or name the roles that may see all of them");
    }

    /**
     * What a table has, or will have, goes to customers by the API too, and nobody may have meant all of it. Whoever sees every customer is the seller's own, and what only a form
     * reads is what that form shows; of anonymous visitors more is said above.
     */
    private void everyColumn(Rule rule) {
        if (!rule.gives(Privilege.READ) || rule.form().isPresent()) return;
        var table = rule.table().name();
        var unlisted = rule.roles().stream().filter(role -> !role.equals(ANONYMOUS) && !isStaff(role)
                && permissions.columns().stream().noneMatch(columns -> columns.table().equals(table) && columns.roles().contains(role))).sorted().toList();
        if (unlisted.isEmpty()) return;
        var everybody = unlisted.contains(AUTHENTICATED);
        var who = everybody ? "whoever signs in" : "whoever has role '" + String.join("' or '", unlisted) + "'";
        problems.warning(drafts.get(rule.name()).at(), "permissions.every-column",
                who + " sees every column of table '" + table + "' by permission '" + rule.name() + "', in the API too, and those added later",
                "add a column rule for '" + (everybody ? AUTHENTICATED : String.join("' and '", unlisted)) + "' that lists what may be seen, or all with \"*\" if that is meant");
    }

    private boolean isStaff(String role) {
        return permissions.rules().stream().anyMatch(rule -> !rule.deny() && rule.unbounded() && rule.form().isEmpty() && rule.gives(Privilege.READ) && CUSTOMERS.contains(rule.table().name())
                && rule.roles().contains(role) && !role.equals(AUTHENTICATED));
    }

    private static boolean isPersonal(Table table, String column) {
        return PERSONAL.contains(column) && !column.equals(table.key());
    }

    /** Whether somebody wrote down that everybody may see this one; to write down all of them says nothing of it. */
    private boolean isNamed(Table table, String column) {
        return permissions.columns().stream().anyMatch(rule -> rule.table().equals(table.name()) && rule.roles().contains(ANONYMOUS) && rule.columns().contains(column)
                && rule.columns().size() < table.columns().size());
    }

    private boolean isShown(Table table, String column) {
        return new RoleSet(permissions, Set.of(ANONYMOUS), Set.of(), true, Optional.empty()).columns(table.name(), ColumnPrivilege.READ).test(column);
    }
}
