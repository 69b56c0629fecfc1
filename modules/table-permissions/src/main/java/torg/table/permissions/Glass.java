package torg.table.permissions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.access.Decision;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.spi.identity.Identity;

/** Looks at rights with somebody else's eyes, for administrators: what a person reaches, and why a row or why not. */
@Component(service = Glass.class)
public final class Glass {
    private static final Caller HOUSE = Caller.service("table-permissions");
    private static final String PEOPLE = "contact";
    private static final String EMAIL = "email";
    private final Tables tables;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile Identity identity;

    @Activate
    public Glass(@Reference Tables tables) {
        this.tables = tables;
    }

    Glass(Tables tables, Identity identity) {
        this.tables = tables;
        this.identity = identity;
    }

    /**
     * What somebody reaches in one table.
     *
     * @param rows how many rows each privilege reaches; all six are there
     */
    record Reach(Table table, Map<Privilege, Long> rows) {}

    /** Only administrators look at others' rights. */
    static void admit(Request request) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "permissions.sign-in", "permissions are looked at by administrators who signed in");
        if (!request.caller().hasRole(request.site().settings().administratorRole())) throw TorgException.of(ProblemKind.DENIED, "permissions.denied", "permissions are looked at by administrators");
    }

    /**
     * Who this would be as a caller: a key in table {@code contact}, an e-mail address, or {@code anonymous}.
     *
     * @throws TorgException NOT_FOUND {@code permissions.nobody} when there is no such contact, or it may not come in
     */
    Caller person(String name) {
        if (name.equals("anonymous")) return Caller.ANONYMOUS;
        var eyes = identity;
        return contact(name).flatMap(key -> eyes == null ? Optional.empty() : eyes.callerOf(key))
                .orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "permissions.nobody", "nobody of that name may come in").help("give a contact number, the e-mail address of one, or 'anonymous'"));
    }

    private Optional<String> contact(String name) {
        var people = tables.schema().find(PEOPLE);
        if (people.isEmpty() || name.isBlank()) return Optional.empty();
        if (tables.find(HOUSE, PEOPLE, name, people.get().key()).isPresent()) return Optional.of(name);
        if (people.get().column(EMAIL).isEmpty()) return Optional.empty();
        return tables.query(HOUSE, Query.of(PEOPLE, people.get().key()).where(Condition.eq(EMAIL, name.strip())).top(1)).rows().stream().findFirst().map(row -> row.key());
    }

    Decision why(Caller person, Privilege privilege, String table, String key) {
        return tables.explain(person, privilege, table, key);
    }

    /** Every table of the site in which the person reaches anything, by name. */
    List<Reach> reach(Caller person) {
        var all = new ArrayList<Reach>();
        for (var table : tables()) {
            var rows = new EnumMap<Privilege, Long>(Privilege.class);
            Arrays.stream(Privilege.values()).forEach(privilege -> rows.put(privilege, tables.reach(person, privilege, table.name())));
            if (rows.values().stream().anyMatch(count -> count > 0)) all.add(new Reach(table, rows));
        }
        return all;
    }

    /** The tables that documents describe, by name. */
    List<Table> tables() {
        return tables.schema().tables().values().stream().filter(table -> !table.internal()).toList();
    }
}
