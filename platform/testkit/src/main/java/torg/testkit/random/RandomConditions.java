package torg.testkit.random;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import torg.api.file.Bytes;
import torg.api.file.Upload;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Formula;
import torg.api.table.Operand;
import torg.api.table.Schema;
import torg.api.table.Table;

/** Values, paths and conditions at random that fit their tables. The values are few, so that things are often equal. */
final class RandomConditions {
    static final int ROWS = 6;
    private static final List<String> TEXTS = List.of("Ape", "ape", "b%c", "b_c", "Ærlig", "ærlig", "aerlig", "Äpe", "a", "zebra crossing");
    private final Schema schema;
    private static final List<Upload> FILES = Stream.of("%PDF-1", "%PDF-2", "%PDF-1").map(text -> new Upload(text + ".pdf", "application/pdf", Bytes.of(text.getBytes(StandardCharsets.US_ASCII)))).toList();
    private final Dice dice;

    RandomConditions(Schema schema, Dice dice) {
        this.schema = schema;
        this.dice = dice;
    }

    Condition about(String table, int depth) {
        return about(schema.table(table), depth);
    }

    /** A value of the column's type; a lookup's row may be missing. */
    Object value(Column column) {
        if (column.formula().orElse(null) instanceof Formula.Pointed(var lookups)) {
            var target = dice.one(lookups).target().orElseThrow();
            return target + "/" + RandomHouse.key(target, dice.below(ROWS));
        }
        return switch (column.type()) {
            case TEXT, LONG_TEXT, AUTONUMBER -> dice.one(TEXTS);
            case INTEGER -> (long) dice.below(5) - 2;
            case DECIMAL, MONEY -> BigDecimal.valueOf(dice.below(500) - 250, column.scale());
            case DATE -> LocalDate.of(2027, 1, 1 + dice.below(4));
            case DATE_TIME -> Instant.parse("2027-01-01T00:00:00Z").plusMillis(dice.below(4));
            case BOOLEAN -> dice.chance(50);
            case CHOICE -> dice.one(column.choices()).value();
            case LOOKUP -> RandomHouse.key(column.target().orElseThrow(), dice.below(ROWS));
            case FILE -> dice.one(FILES);
        };
    }

    /** A way of at most three hops to some column. */
    String path(Table from) {
        var names = new ArrayList<String>();
        var at = from;
        while (true) {
            var column = dice.one(List.copyOf(at.columns().values()));
            names.add(column.name());
            if (column.target().isEmpty() || names.size() == 4 || dice.chance(50)) return String.join(".", names);
            at = schema.table(column.target().get());
        }
    }

    private Condition about(Table table, int depth) {
        if (depth == 0 || dice.chance(30)) return leaf(table);
        return switch (dice.below(5)) {
            case 0 -> new Condition.And(List.of(about(table, depth - 1), about(table, depth - 1)));
            case 1 -> new Condition.Or(List.of(about(table, depth - 1), about(table, depth - 1)));
            case 2 -> new Condition.Not(about(table, depth - 1));
            case 3 -> hop(table, linked(table, depth));
            default -> hop(table, some(table, depth));
        };
    }

    /** Whether there is such a row, or how many there are, if any can be. */
    private Condition hop(Table table, List<Supplier<Condition.Hop>> ways) {
        if (ways.isEmpty()) return leaf(table);
        var hop = dice.one(ways).get();
        return dice.chance(60) ? hop : new Condition.Count(hop, dice.one(List.of(Condition.Operator.values())), dice.below(4) - 1L);
    }

    /** Rows of another table that point here, or to a row that a lookup leads to. */
    private List<Supplier<Condition.Hop>> some(Table table, int depth) {
        var ways = new ArrayList<Supplier<Condition.Hop>>();
        ends(table).forEach((at, end) -> {
            for (var other : schema.tables().values()) {
                for (var column : other.columns().values()) {
                    if (column.target().filter(end.name()::equals).isPresent()) ways.add(() -> new Condition.Some(at, other.name(), column.name(), about(other, depth - 1)));
                }
            }
        });
        return ways;
    }

    /** Rows linked with this one, or with one that a lookup leads to. */
    private List<Supplier<Condition.Hop>> linked(Table table, int depth) {
        var ways = new ArrayList<Supplier<Condition.Hop>>();
        ends(table).forEach((at, end) -> end.relationships().values().forEach(side ->
                ways.add(() -> new Condition.Linked(at.isEmpty() ? side.name() : at + "." + side.name(), about(side.target(), depth - 1)))));
        return ways;
    }

    /** The table itself, and those its lookups lead to. */
    private Map<String, Table> ends(Table table) {
        var ends = new LinkedHashMap<String, Table>(Map.of("", table));
        for (var column : table.columns().values()) column.target().map(schema::table).ifPresent(target -> ends.put(column.name(), target));
        return ends;
    }

    private Condition leaf(Table table) {
        var path = path(table);
        var column = schema.path(table, path).orElseThrow().getLast();
        if (dice.chance(15)) return new Condition.Empty(path);
        if (column.target().isPresent() && dice.chance(60)) return whose(path, column.target().get());
        return switch (column.type()) {
            case FILE -> new Condition.Empty(path);
            case TEXT, LONG_TEXT -> switch (dice.below(4)) {
                case 0 -> new Condition.Contains(path, dice.one(List.of("A", "%", "_", "ærl", "e")));
                case 1 -> new Condition.Mentions(path, dice.one(List.of("AE", "ä", "_", "ærl", "e")));
                case 2 -> new Condition.StartsWith(path, dice.one(List.of("a", "B", "b_", "Æ")));
                default -> compare(path, column);
            };
            default -> compare(path, column);
        };
    }

    private Condition whose(String path, String target) {
        return new Condition.Compare(path, Condition.Operator.EQ, target.equals("account") ? dice.chance(50) ? new Operand.MyAccounts() : new Operand.MyAccountTrees() : new Operand.Me());
    }

    private Condition compare(String path, Column column) {
        return new Condition.Compare(path, dice.one(List.of(Condition.Operator.values())), new Operand.Literal(value(column)));
    }
}
