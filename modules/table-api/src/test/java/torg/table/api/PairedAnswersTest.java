package torg.table.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.api.web.Request;
import torg.table.api.ask.ReadablePaths;
import torg.table.api.ask.Way;
import torg.testkit.MemoryTables;
import torg.testkit.random.RandomHouse;

/** Two worlds that differ only in rows a caller may not see answer the caller the same, whatever is asked: rows, rows within rows, figures, counts, by key, along ways, in batches. */
class PairedAnswersTest {
    private static final int PAIRS = Integer.getInteger("pairs", Boolean.getBoolean("torg.full") ? 100_000 : 1_000);
    private static final int CHANGES_OF_A_WORLD = 40;
    private static final int QUESTIONS = 12;

    @Test
    void whatACallerMayNotSeeChangesNothingForThem() {
        var first = Long.getLong("torg.seed", Boolean.getBoolean("torg.full") ? new Random().nextLong(1_000_000) : 1);
        var pairs = 0;
        var answers = 0;
        var shown = 0;
        for (var seed = first; pairs < PAIRS; seed++) {
            var world = new World(seed);
            var before = world.answers();
            var sight = world.sight();
            shown += (int) before.stream().filter(answer -> answer.contains("@odata.etag")).count();
            for (var i = 0; i < CHANGES_OF_A_WORLD; i++) {
                var change = world.change();
                if (!world.sight().equals(sight)) {
                    sight = world.sight();
                    before = world.answers();
                } else if (change != null) {
                    assertThat(world.answers()).as("seed %d: %s as %s", seed, change, world.caller).isEqualTo(before);
                    pairs++;
                    answers += before.size();
                }
            }
            assertThat(seed).as("worlds with hidden rows").isLessThan(first + PAIRS);
        }
        assertThat(shown).as("questions that rows answer").isPositive();
        System.out.println(pairs + " paired worlds, " + answers + " answers of the tables' API compared, from seed " + first);
    }

    /** A random house, somebody in it, and what they ask. */
    private static final class World {
        final RandomHouse house;
        final MemoryTables tables;
        final Caller caller;
        private final TablesResource resource;
        private final Random random;
        private final List<Supplier<Object>> questions = new ArrayList<>();

        World(long seed) {
            house = new RandomHouse(seed);
            tables = new MemoryTables(house.schema()).rights(house.rules());
            house.rows().forEach(rows -> tables.write(Shop.HOUSE, rows));
            resource = new TablesResource(tables);
            random = new Random(seed);
            caller = house.caller();
            for (var i = 0; i < QUESTIONS; i++) questions.add(question(pick(List.copyOf(tables.schema().tables().values()))));
        }

        /** A change by somebody else; null when it could not be made. */
        Object change() {
            var change = house.change();
            try {
                tables.write(Shop.HOUSE, Write.of(change));
                return change;
            } catch (TorgException e) {
                return null;
            }
        }

        /** All the caller may see: rows, and which of them are linked. */
        List<Object> sight() {
            var seen = new ArrayList<>();
            for (var table : tables.schema().tables().values()) {
                var rows = tables.query(caller, Query.of(table.name(), paths(table).all().toArray(String[]::new)).top(10_000)).rows();
                seen.addAll(rows);
                for (var side : table.relationships().keySet()) seen.addAll(tables.links(caller, table.name(), side, rows.stream().map(Row::key).toList()));
            }
            return seen;
        }

        List<String> answers() {
            return questions.stream().map(question -> {
                try {
                    // where a page goes on is told by a number that counts on
                    return question.get().toString().replaceAll("after-\\d+", "after");
                } catch (TorgException e) {
                    return e.kind() + " " + e.code() + " " + e.getMessage() + " " + e.help() + " " + e.fields();
                }
            }).toList();
        }

        private Supplier<Object> question(Table table) {
            var key = table.name() + random.nextInt(12);
            return switch (random.nextInt(7)) {
                case 0 -> asking(table, random.nextBoolean() ? Map.of("$apply", figures(table)) : Map.of("$apply", figures(table), "$orderby", "n desc,d", "$top", "2", "$skip", "1"));
                case 1 -> {
                    var options = Map.of("$expand", expand(table, 2));
                    yield () -> Entities.of(resource.row(table.name(), key, request(options)));
                }
                case 2 -> along(table, key);
                case 3 -> {
                    var batch = Part.read(Map.of("requests", List.of(Map.of("id", "1", "method", "get", "url", table.name() + "(" + key + ")"),
                            Map.of("id", "2", "method", "get", "url", table.name() + "?$count=true&$top=2"))));
                    var goOn = Shop.with(Shop.request(caller), "prefer", "odata.continue-on-error");
                    yield () -> new Batch(resource, tables, goOn, () -> Instant.EPOCH, PairedAnswersTest::told).run(batch);
                }
                case 4 -> {
                    var counted = options(table, 0);
                    counted.keySet().retainAll(List.of("$filter", "$search"));
                    yield () -> resource.count(table.name(), request(counted));
                }
                default -> asking(table, options(table, 2));
            };
        }

        private Supplier<Object> asking(Table table, Map<String, String> options) {
            return () -> resource.rows(table.name(), request(options));
        }

        private Supplier<Object> along(Table table, String key) {
            var ways = Way.all(paths(table));
            if (ways.isEmpty()) return asking(table, Map.of());
            var way = pick(ways);
            var options = way.many() ? options(way.to(), 1) : Map.<String, String>of();
            if (random.nextInt(4) == 0) {
                var referred = new LinkedHashMap<>(options);
                referred.remove("$expand");
                return () -> resource.references(table.name(), key, way.name(), request(referred)).getStatus() + "" + Entities.of(resource.references(table.name(), key, way.name(), request(referred)));
            }
            if (way.many() && random.nextInt(3) == 0) return () -> resource.countAlong(table.name(), key, way.name(), request(Map.of()));
            return () -> resource.along(table.name(), key, way.name(), request(options)).getStatus() + "" + Entities.of(resource.along(table.name(), key, way.name(), request(options)));
        }

        private Map<String, String> options(Table table, int depth) {
            var options = new LinkedHashMap<String, String>();
            var columns = paths(table).all();
            if (random.nextBoolean()) options.put("$count", "true");
            if (random.nextBoolean()) options.put("$top", "" + random.nextInt(4));
            if (random.nextInt(3) == 0) options.put("$skip", "" + random.nextInt(3));
            if (random.nextInt(3) == 0) options.put("$orderby", pick(columns) + (random.nextBoolean() ? " desc" : ""));
            if (random.nextInt(3) == 0) options.put("$filter", filter(table, "", 2));
            if (random.nextInt(4) == 0) options.put("$search", pick(List.of("a", "1 OR 2", "NOT t", "\"0\"")));
            if (depth > 0 && random.nextInt(3) > 0 && !Way.all(paths(table)).isEmpty()) options.put("$expand", expand(table, depth - 1));
            return options;
        }

        private String filter(Table table, String row, int depth) {
            var ones = Way.all(paths(table)).stream().filter(way -> !way.many()).toList();
            var behind = ones.isEmpty() || random.nextInt(3) > 0 ? null : pick(ones);
            var at = behind == null ? "" : behind.name() + "/";
            var many = Way.all(paths(behind == null ? table : behind.to())).stream().filter(Way::many).toList();
            if (depth == 0 || many.isEmpty() || random.nextInt(3) == 0) return "not (" + row + pick(paths(table).all()) + " eq null)";
            var way = pick(many);
            if (random.nextInt(3) == 0) return row + at + way.name() + "/$count($filter=" + filter(way.to(), "", depth - 1) + ") gt " + random.nextInt(3);
            var variable = "v" + depth;
            var inner = random.nextInt(4) == 0 ? "" : variable + ": " + filter(way.to(), variable + "/", depth - 1);
            return (random.nextInt(4) == 0 ? "not " : "") + row + at + way.name() + (inner.isEmpty() || random.nextBoolean() ? "/any(" : "/all(") + inner + ")";
        }

        private String expand(Table table, int depth) {
            var ways = Way.all(paths(table));
            if (ways.isEmpty()) return "nothing";
            var way = pick(ways);
            if (way.many() && random.nextInt(4) == 0) return way.name() + "/$count($filter=" + filter(way.to(), "", 1) + ")";
            var options = options(way.to(), depth);
            if (options.isEmpty()) return way.name();
            return way.name() + "(" + String.join(";", options.entrySet().stream().map(option -> option.getKey() + "=" + option.getValue()).toList()) + ")";
        }

        private String figures(Table table) {
            var columns = paths(table).all();
            var numbers = columns.stream().filter(column -> number(table.columns().get(column))).toList();
            var sum = numbers.isEmpty() ? "" : "," + pick(numbers) + " with sum as s," + pick(numbers) + " with average as a";
            var aggregate = "aggregate($count as n," + pick(columns) + " with countdistinct as d" + sum + ")";
            return random.nextBoolean() ? aggregate : "groupby((" + pick(columns) + ")," + aggregate + ")";
        }

        private static boolean number(Column column) {
            return column.type() == ColumnType.INTEGER || column.type() == ColumnType.DECIMAL;
        }

        private ReadablePaths paths(Table table) {
            return new ReadablePaths(tables, caller, table);
        }

        private Request request(Map<String, String> options) {
            return Shop.request(caller, options.entrySet().stream().flatMap(option -> Stream.of(option.getKey(), option.getValue())).toArray(String[]::new));
        }

        private <T> T pick(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }
    }

    private static Batch.Told told(RuntimeException fault) {
        if (fault instanceof TorgException problem) return new Batch.Told(problem.kind().status(), problem.code() + problem.getMessage());
        throw fault;
    }
}
