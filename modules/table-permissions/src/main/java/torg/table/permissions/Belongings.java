package torg.table.permissions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.table.Column;
import torg.api.table.Schema;
import torg.api.table.Table;

/**
 * Tables whose rows go with those of a rule, {@code with: [line, parcel.order]}: for each a rule below, as if somebody had written it. How the rows belong is never
 * guessed: there is one lookup that leads to the rule's rows or to those that were named before, or the document says which.
 */
final class Belongings {
    private final Schema schema;
    private final Problems problems;

    Belongings(Schema schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /** These rules, and those below them that {@code with} asks for. */
    List<RuleDraft> with(String name, List<RuleDraft> rules, Reader reader) {
        var all = new ArrayList<>(rules);
        for (var word : reader.texts("with")) below(name, word, all, reader.at("with")).ifPresent(all::add);
        return List.copyOf(all);
    }

    private Optional<RuleDraft> below(String name, String word, List<RuleDraft> above, Position at) {
        var dot = word.indexOf('.');
        var table = schema.find(dot < 0 ? word : word.substring(0, dot)).filter(known -> !known.internal());
        if (table.isEmpty()) {
            problems.error(at, "permissions.unknown-table", "there is no table '" + word + "'", new Unknown(word, schema.tables().keySet()), "name a table, or a lookup of one such as 'line.order'");
            return Optional.empty();
        }
        if (above.stream().anyMatch(rule -> rule.table().equals(table.get()))) {
            problems.error(at, "permissions.with-twice", "permission '" + name + "' already speaks of table '" + table.get().name() + "'", "write a permission of its own for these rows");
            return Optional.empty();
        }
        var called = RuleDraft.named(name, table.get());
        Predicate<String> meant = lookup -> dot < 0 || lookup.equals(word.substring(dot + 1));
        var ways = above.stream().flatMap(rule -> lookups(table.get(), rule.table()).stream().filter(meant).map(lookup -> rule.below(called, table.get(), lookup))).toList();
        if (ways.size() == 1) return Optional.of(ways.getFirst());
        if (ways.isEmpty()) problems.error(at, "permissions.not-with", "no lookup '" + word + "' leads to rows that permission '" + name + "' has reached so far", "name tables whose rows point to its rows, or to those of a table named before");
        else problems.error(at, "permissions.which-lookup", "rows of table '" + table.get().name() + "' belong to those of permission '" + name + "' by more than one lookup",
                "say by which: " + ways.stream().map(way -> table.get().name() + "." + way.via().orElseThrow()).distinct().collect(Collectors.joining(" or ")));
        return Optional.empty();
    }

    private static List<String> lookups(Table from, Table to) {
        return from.columns().values().stream().filter(column -> column.target().filter(to.name()::equals).isPresent()).map(Column::name).toList();
    }
}
