package torg.table.permissions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Sites;
import torg.spi.access.AccessRule;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;

/** Answers for rights from the rules of the current site, each answer worked out once as long as these rules stand. */
@Component
public final class CompiledAccess implements TableAccess {
    private final Sites sites;
    private volatile Answers answers = new Answers(new Permissions(List.of(), List.of()));

    @Activate
    public CompiledAccess(@Reference Sites sites) {
        this.sites = sites;
    }

    @Override
    public Grant grant(Caller caller, String table, Privilege privilege) {
        return answers().grant(caller, table, privilege);
    }

    @Override
    public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
        return answers().columns(caller, table, privilege);
    }

    @Override
    public List<AccessRule> rules(Caller caller, String table, Privilege privilege) {
        return answers().permissions.rules().stream().filter(rule -> rule.table().name().equals(table) && rule.privileges().contains(privilege))
                .map(rule -> answers().explained(caller, rule)).toList();
    }

    @Override
    public Set<String> tables() {
        return answers().permissions.tables();
    }

    /** The answers from the rules as they are now; an edit makes new rules, and with them new answers. */
    private Answers answers() {
        var permissions = sites.current().part(Permissions.class).orElseThrow(
                () -> TorgException.of(ProblemKind.BUSY, "permissions.not-ready", "the table permissions of the site are not there yet"));
        var known = answers;
        if (known.permissions == permissions) return known;
        var fresh = new Answers(permissions);
        answers = fresh;
        return fresh;
    }

    /** What was asked of one set of rules, and the answers. As many as there are role sets, tables and privileges. */
    private static final class Answers {
        private final Permissions permissions;
        private final Set<String> tables;
        private final Set<String> forms;
        private final Map<Question, Grant> grants = new ConcurrentHashMap<>();
        private final Map<String, Grant> denials = new ConcurrentHashMap<>();
        private final Map<Question, Predicate<String>> columns = new ConcurrentHashMap<>();
        private final Map<Tried, AccessRule> tried = new ConcurrentHashMap<>();

        Answers(Permissions permissions) {
            this.permissions = permissions;
            this.tables = permissions.tables();
            this.forms = permissions.forms();
        }

        Grant grant(Caller caller, String table, Privilege privilege) {
            if (!tables.contains(table)) return denials.computeIfAbsent(table, _ -> Grant.denied("no permission speaks of table '" + table + "'"));
            return grants.computeIfAbsent(Question.of(caller, form(caller), table, privilege), _ -> roleSet(caller).grant(table, privilege));
        }

        Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            if (!tables.contains(table)) return _ -> true;
            return columns.computeIfAbsent(Question.of(caller, form(caller), table, privilege), _ -> roleSet(caller).columns(table, privilege));
        }

        /** The rule as if the caller had one of its roles, so that what would be gained by the role is seen too. */
        AccessRule explained(Caller caller, Rule rule) {
            var roles = new TreeSet<>(caller.roles());
            roles.addAll(rule.roles());
            return tried.computeIfAbsent(new Tried(rule.name(), Set.copyOf(roles), caller.limits().withheld(), caller.isAnonymous()), _ -> {
                var rows = new RoleSet(permissions, roles, caller.limits().withheld(), caller.isAnonymous(), rule.form()).rows(rule);
                return new AccessRule(rule.name(), new TreeSet<>(rule.roles()), rule.deny(), rule.form(), InWords.PLAIN.of(rule), rows);
            });
        }

        private RoleSet roleSet(Caller caller) {
            return new RoleSet(permissions, caller.roles(), caller.limits().withheld(), caller.isAnonymous(), form(caller));
        }

        /** A form that no rule names changes nothing, and needs no answers of its own. */
        private Optional<String> form(Caller caller) {
            return caller.form().filter(forms::contains);
        }
    }

    /** A rule, and who it is tried for. */
    private record Tried(String rule, Set<String> roles, Set<String> withheld, boolean nobody) {}

    /** @param privilege of rows or of columns */
    private record Question(Set<String> roles, Set<String> withheld, boolean nobody, Optional<String> form, String table, Enum<?> privilege) {
        static Question of(Caller caller, Optional<String> form, String table, Enum<?> privilege) {
            return new Question(caller.roles(), caller.limits().withheld(), caller.isAnonymous(), form, table, privilege);
        }
    }
}
