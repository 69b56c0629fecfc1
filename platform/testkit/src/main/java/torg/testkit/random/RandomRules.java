package torg.testkit.random;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Schema;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;

/** Rules at random, for the roles {@code r0} and {@code r1}; whoever has neither has no rights. */
final class RandomRules implements TableAccess {
    static final List<String> ROLES = List.of("r0", "r1");
    private final Map<String, Grant> grants = new HashMap<>();
    private final Map<String, Set<String>> hidden = new HashMap<>();
    private final Set<String> tables;

    RandomRules(Schema schema, Dice dice) {
        tables = schema.tables().keySet();
        var conditions = new RandomConditions(schema, dice);
        for (var table : schema.tables().values()) {
            for (var role : ROLES) {
                for (var privilege : Privilege.values()) grants.put(role + table.name() + privilege, grant(conditions, dice, table.name()));
                for (var privilege : ColumnPrivilege.values()) hidden.put(role + table.name() + privilege, new HashSet<>(dice.some(List.copyOf(table.columns().keySet()), 4)));
            }
        }
    }

    private static Grant grant(RandomConditions conditions, Dice dice, String table) {
        return switch (dice.below(7)) {
            case 0 -> Grant.denied("chance denies");
            case 1, 2, 3 -> new Grant(new Condition.Everything(), List.of("chance allows all"));
            default -> new Grant(conditions.about(table, 2), List.of("chance allows some"));
        };
    }

    @Override
    public Grant grant(Caller caller, String table, Privilege privilege) {
        return ROLES.stream().filter(caller::hasRole).findFirst().map(role -> grants.get(role + table + privilege)).orElseGet(() -> Grant.denied("no role"));
    }

    @Override
    public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
        var gone = ROLES.stream().filter(caller::hasRole).findFirst().map(role -> hidden.get(role + table + privilege)).orElse(Set.of());
        return column -> !gone.contains(column);
    }

    @Override
    public Set<String> tables() {
        return tables;
    }
}
