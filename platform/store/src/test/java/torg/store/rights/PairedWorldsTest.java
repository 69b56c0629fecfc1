package torg.store.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.store.TestHouse.SYNC;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Grouping;
import torg.api.table.Query;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.store.TestHouse;
import torg.store.database.TestDatabase;

/**
 * Two worlds that differ only in rows a caller may not see answer this caller the same: rows, versions, counts, cursors, refusals, what is said of a key.
 * Which changes leave the caller's sight alone is the {@link Oracle}'s word.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PairedWorldsTest {
    private static final int PAIRS = Integer.getInteger("pairs", Boolean.getBoolean("torg.full") ? 100_000 : 1_000);
    private static final int PAIRS_OF_A_WORLD = 50;
    private static final int QUESTIONS = 8;
    @Parameter
    TestDatabase kind;

    @Test
    void whatACallerMayNotSeeChangesNothingForThem() {
        var first = Long.getLong("torg.seed", Boolean.getBoolean("torg.full") ? new Random().nextLong(1_000_000) : 1);
        var pairs = 0;
        var answers = 0;
        for (var seed = first; pairs < PAIRS; seed++) {
            var world = new RandomWorld(seed, 1);
            try (var house = new TestHouse(kind.open()).with(world.schema).with(world)) {
                house.tables.write(SYNC, Write.of(world.changes()));
                var caller = world.caller();
                var questions = Stream.generate(world::query).limit(QUESTIONS).toList();
                var keys = keys(world);
                var before = answers(house, caller, questions, keys);
                for (var pair = 0; pair < PAIRS_OF_A_WORLD; pair++) {
                    var change = unseen(world, caller);
                    if (change.isEmpty()) continue;
                    house.tables.write(SYNC, Write.of(change.get()));
                    assertThat(answers(house, caller, questions, keys)).as("seed %d pair %d: %s as %s", seed, pair, change.get(), caller).isEqualTo(before);
                    pairs++;
                    answers += before.size();
                }
            }
            assertThat(seed).as("worlds with hidden rows").isLessThan(first + PAIRS);
        }
        System.out.println(kind + ": " + pairs + " paired worlds, " + answers + " answers compared, from seed " + first);
    }

    /** Keys to ask for one by one: of rows there now, whoever sees them, and of none. */
    private static Map<String, List<String>> keys(RandomWorld world) {
        var keys = new TreeMap<String, List<String>>();
        world.schema.tables().keySet().forEach(table -> keys.put(table, List.of(world.key(table), world.key(table), "no such key")));
        return keys;
    }

    private static List<Object> answers(TestHouse house, Caller caller, List<Query> questions, Map<String, List<String>> keys) {
        var answers = new ArrayList<Object>();
        for (var query : questions) {
            answers.add(answer(() -> house.tables.query(caller, query)));
            // by all that holds keys: what points to rows or is linked with them, seen or unseen, and what they point to
            for (var by : List.of("id", "one", "two", "many")) answers.add(answer(() -> house.tables.each(caller, query, by, keys.values().stream().flatMap(List::stream).toList(), 1_000)));
            var measures = Stream.concat(Stream.of(Grouping.Measure.COUNT), query.select().stream().map(path -> new Grouping.Measure(Grouping.Kind.DISTINCT, path))).toList();
            answers.add(answer(() -> house.tables.groups(caller, new Grouping(query.table(), query.where(), query.order().stream().map(Query.Order::path).distinct().toList(), measures, 1_000))));
        }
        keys.forEach((table, asked) -> asked.forEach(key -> {
            answers.add(answer(() -> house.tables.find(caller, table, key)));
            // Who may do this with all rows of a table learns only whether the row is there, by doing it.
            answers.add(answer(() -> house.tables.write(caller, Write.of(new Change.Update(table, key, Map.of("nosuch", 1L))))));
        }));
        for (var table : house.tables.schema().tables().values()) {
            answers.add(answer(() -> house.tables.reach(caller, Privilege.READ, table.name())));
            for (var side : table.relationships().keySet()) {
                answers.add(answer(() -> house.tables.links(caller, table.name(), side, keys.get(table.name()))));
                answers.add(answer(() -> house.tables.write(caller, Write.of(new Change.Associate(table.name(), keys.get(table.name()).getFirst(), side, "no such key")))));
            }
        }
        return answers;
    }

    private static Object answer(java.util.function.Supplier<?> question) {
        try {
            return question.get();
        } catch (TorgException e) {
            return e.kind() + " " + e.code() + " " + e.getMessage() + " " + e.fields();
        }
    }

    /** A change of rows that the caller sees neither before nor after, and that moves nothing in or out of sight; made in the world already. */
    private static Optional<Change> unseen(RandomWorld world, Caller caller) {
        var seen = sight(world, caller);
        for (var attempt = 0; attempt < 40; attempt++) {
            var table = world.pick(List.copyOf(new TreeMap<>(world.schema.tables()).values()));
            if (world.random.nextInt(4) == 0) {
                var link = link(world, table, seen);
                if (link.isEmpty()) continue;
                var change = world.toggle(link.get());
                if (sight(world, caller).equals(seen)) return Optional.of(change);
                world.toggle(link.get());
                continue;
            }
            var links = Set.copyOf(world.links);
            var rows = world.rows.get(table.name());
            var key = world.random.nextInt(4) == 0 ? "NEW" + world.random.nextInt(1_000_000) : world.key(table.name());
            if (seen.contains(table.name() + key)) continue;
            var before = rows.get(key);
            var change = change(world, table, key, before);
            if (change.isPresent() && sight(world, caller).equals(seen)) return change;
            if (before == null) rows.remove(key);
            else rows.put(key, before);
            world.links.addAll(links);
        }
        return Optional.empty();
    }

    /** A link to make or to end, of which the caller does not see both rows. */
    private static Optional<RandomWorld.Linked> link(RandomWorld world, Table table, Set<String> seen) {
        var target = table.relationships().get("many").target();
        var link = new RandomWorld.Linked(table.name(), world.key(table.name()), world.key(target));
        return seen.contains(table.name() + link.from()) && seen.contains(target + link.to()) ? Optional.empty() : Optional.of(link);
    }

    private static Optional<Change> change(RandomWorld world, Table table, String key, Map<String, Object> before) {
        var rows = world.rows.get(table.name());
        if (before == null) {
            var cells = random(world, table, key);
            cells.put("id", key);
            rows.put(key, cells);
            return Optional.of(new Change.Create(table.name(), cells));
        }
        if (world.random.nextInt(4) == 0) {
            if (isPointedTo(world, table, key)) return Optional.empty();
            rows.remove(key);
            world.links.removeIf(link -> link.from().equals(key) || link.to().equals(key));
            return Optional.of(new Change.Delete(table.name(), key));
        }
        var values = random(world, table, key);
        var after = new TreeMap<>(before);
        if (values.keySet().stream().anyMatch(name -> name.startsWith("ref_"))) after.keySet().removeIf(name -> name.startsWith("ref_"));
        after.putAll(values);
        rows.put(key, after);
        return Optional.of(new Change.Update(table.name(), key, values));
    }

    private static Map<String, Object> random(RandomWorld world, Table table, String key) {
        var cells = new TreeMap<String, Object>();
        for (var column : new TreeMap<>(table.columns()).values()) {
            if (!column.name().equals("id") && !column.isCalculated() && world.random.nextBoolean()) cells.put(column.name(), world.value(column));
        }
        RandomWorld.oneWay(cells);
        if (world.circle(table, key, cells.get("one"))) cells.remove("one");
        return cells;
    }

    private static boolean isPointedTo(RandomWorld world, Table target, String key) {
        return world.schema.tables().values().stream().anyMatch(table -> table.columns().values().stream().filter(column -> column.target().filter(target.name()::equals).isPresent())
                .anyMatch(column -> world.rows.get(table.name()).values().stream().anyMatch(row -> key.equals(row.get(column.name())))));
    }

    private static Set<String> sight(RandomWorld world, Caller caller) {
        var oracle = new Oracle(world, caller);
        var seen = new TreeSet<String>();
        for (var table : world.schema.tables().values()) {
            world.rows.get(table.name()).forEach((key, row) -> {
                if (oracle.visible(table, row)) seen.add(table.name() + key);
            });
        }
        return seen;
    }
}
