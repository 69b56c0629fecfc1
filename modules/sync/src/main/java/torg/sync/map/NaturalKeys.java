package torg.sync.map;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Tables;

/** Which row the ERP means by something else than its key, and what it calls a row of that key. */
record NaturalKeys(Tables tables, Caller caller) {
    /**
     * The key of the one row that the ERP calls so.
     *
     * @param lookup leads to rows of the table in which it is looked for
     * @param by the path from such a row to what the ERP calls it
     * @throws TorgException INVALID when no row is called so, or several are
     */
    String key(Column lookup, String by, Object called) {
        var target = lookup.target().orElseThrow();
        var schema = tables.schema();
        var column = schema.path(schema.table(target), by).orElseThrow().getLast();
        var found = tables.query(caller, Query.of(target).where(Condition.eq(by, Inbound.typed(column, called))).top(2)).rows();
        return switch (found.size()) {
            case 0 -> throw refused("sync.not-found", "no row of table '" + target + "' has '" + called + "' as its '" + by + "'");
            case 1 -> found.getFirst().key();
            default -> throw refused("sync.several-found", "several rows of table '" + target + "' have '" + called + "' as their '" + by + "'");
        };
    }

    /** The same of many names at once: those that are just one row's. The others are for {@link #key} to refuse, when it is their turn. */
    Map<Object, String> keys(Column lookup, String by, Collection<Object> called) {
        var target = lookup.target().orElseThrow();
        var schema = tables.schema();
        var column = schema.path(schema.table(target), by).orElseThrow().getLast();
        var names = new HashMap<Object, Object>();
        for (var name : called) typed(column, name).ifPresent(value -> names.put(name, value));
        var rows = new ManyRows(tables, caller).only(target, by, names.values());
        var keys = new HashMap<Object, String>();
        names.forEach((name, value) -> Optional.ofNullable(rows.get(value)).ifPresent(key -> keys.put(name, key)));
        return keys;
    }

    private static Optional<Object> typed(Column column, Object called) {
        try {
            return Optional.of(Inbound.typed(column, called)).filter(value -> !(value instanceof String text) || ManyRows.isKey(text));
        } catch (TorgException e) {
            return Optional.empty();
        }
    }

    /**
     * What the ERP calls the row of this key.
     *
     * @throws TorgException INVALID when that is not known here
     */
    Object called(Column lookup, String by, String key) {
        var target = lookup.target().orElseThrow();
        return tables.find(caller, target, key, by).flatMap(row -> row.value(by))
                .orElseThrow(() -> refused("sync.not-named", "row '" + key + "' of table '" + target + "' has no '" + by + "', by which the ERP knows it"));
    }

    private static TorgException refused(String code, String message) {
        return TorgException.of(ProblemKind.INVALID, code, message);
    }
}
