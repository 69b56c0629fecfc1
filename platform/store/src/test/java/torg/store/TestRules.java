package torg.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;

/** A small answerer for rights: for every caller the same rules, each said in one call; what nobody said is denied. */
public final class TestRules implements TableAccess {
    private final Map<String, Grant> grants = new HashMap<>();
    private final Map<String, Set<String>> without = new HashMap<>();

    public TestRules grant(String table, Condition rows, Privilege... privileges) {
        for (var privilege : privileges) grants.put(table + privilege, new Grant(rows, List.of(table + " " + privilege)));
        return this;
    }

    public TestRules without(String table, ColumnPrivilege privilege, String... columns) {
        without.put(table + privilege, Set.of(columns));
        return this;
    }

    /** Rows whose lookup points to one of the caller's accounts. */
    public static Condition mine(String path) {
        return new Condition.Compare(path, Condition.Operator.EQ, new Operand.MyAccounts());
    }

    @Override
    public Grant grant(Caller caller, String table, Privilege privilege) {
        return grants.getOrDefault(table + privilege, Grant.denied("no rule"));
    }

    @Override
    public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
        return column -> !without.getOrDefault(table + privilege, Set.of()).contains(column);
    }

    @Override
    public Set<String> tables() {
        return Set.of();
    }
}
