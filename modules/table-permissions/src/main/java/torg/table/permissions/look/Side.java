package torg.table.permissions.look;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.site.Node;
import torg.api.site.Site;
import torg.api.table.Condition;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.table.permissions.ConditionPaths;
import torg.table.permissions.Permissions;

/**
 * One of two versions of a site that are compared.
 *
 * @param roles whom there are rules for: those that documents define, and the implicit ones
 */
record Side(Permissions permissions, Schema schema, Set<String> roles) {
    private static final Set<String> IMPLICIT = Set.of("anonymous", "authenticated");

    static Side of(Site site) {
        var defined = site.documents().stream().filter(document -> document.folder().equals("roles"))
                .flatMap(document -> document.fields().get("role").stream()).flatMap(role -> role instanceof Node.Scalar name ? Stream.of(name.value()) : Stream.of());
        return new Side(site.require(Permissions.class), site.require(Schema.class), Stream.concat(defined, IMPLICIT.stream()).collect(Collectors.toUnmodifiableSet()));
    }

    /** Of these roles, those that there are here. */
    SortedSet<String> known(Set<String> given) {
        var known = new TreeSet<>(given);
        known.retainAll(roles);
        return known;
    }

    /** Names of the tables that any rule speaks of. */
    Set<String> spokenOf() {
        return permissions.tables();
    }

    /** Names of the columns of a table but its key; none when there is no such table. */
    Set<String> columns(String table) {
        var found = schema.find(table);
        var columns = new HashSet<>(found.map(Table::columns).map(all -> all.keySet()).orElse(Set.of()));
        found.ifPresent(one -> columns.remove(one.key()));
        return columns;
    }

    /** Whether the rows that a condition of this side means can be found in a database of these tables: all it looks at is there, and of the same type. */
    boolean fits(Schema database, String table, Condition rows) {
        if (database.equals(schema) || rows instanceof Condition.Nothing) return true;
        var from = schema.find(table);
        if (from.isEmpty() || database.find(table).isEmpty()) return false;
        var fits = new AtomicBoolean(true);
        ConditionPaths.each(schema, from.get(), rows, (start, path) -> {
            if (database.find(start.name()).filter(there -> leadsTo(database, there, path).equals(leadsTo(schema, start, path))).isEmpty()) fits.set(false);
        });
        return fits.get();
    }

    /** Types of the columns and the relationship along a path; empty when it leads nowhere. */
    private static Optional<Object> leadsTo(Schema schema, Table from, String path) {
        var columns = schema.path(from, path).<Object>map(along -> along.stream().map(column -> column.type() + " " + column.target()).toList());
        return columns.or(() -> schema.related(from, path).map(related -> related.owner().name() + " " + related.relationship().name() + " " + related.relationship().target()));
    }
}
