package torg.table.api.ask;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Schema;
import torg.api.table.Table;

/**
 * What an address asks of a table.
 *
 * @param written name to values, as in the address
 * @param select columns to show, paths with points; the same may be written twice and is shown once
 * @param expand rows to be shown within the rows
 * @param top most rows in all, over as many pages as they take; empty means all
 * @param page where the last page ended
 */
public record Options(Map<String, List<String>> written, List<String> select, List<Expand> expand, Condition where, List<Query.Order> order, Optional<Integer> top,
        int skip, Optional<String> page, boolean count) {
    /** Rows of a page when the caller does not say how many. */
    public static final int PAGE = 200;
    /** Cells of a page, rows times columns: each is held as a value, as JSON and as bytes, for as many callers as ask at the same moment. */
    public static final int MOST_CELLS = 100_000;
    /** Cells that a long text counts as: the database holds all rows of a page at once, whatever their texts. */
    private static final int LONG_TEXT = 400;
    private static final Set<String> WITHIN = Set.of("$count", "$select", "$expand", "$orderby", "$filter", "$search", "$top", "$skip");
    private static final Set<String> KNOWN = and(WITHIN, "$skiptoken");
    private static final Set<String> COUNTED = Set.of("$filter", "$search");
    private static final Set<String> REFERRED = Set.of("$count", "$orderby", "$filter", "$search", "$top", "$skip", "$skiptoken");

    /** Read the parameters of an address. */
    public static Options of(Map<String, List<String>> parameters, ReadablePaths paths) {
        return read(parameters, KNOWN, paths, 0);
    }

    /** Read what stands in the parentheses of an {@code $expand}. */
    static Options within(Map<String, List<String>> parameters, ReadablePaths paths, int depth) {
        return read(parameters, WITHIN, paths, depth);
    }

    /** Read the parameters of an address that ends in {@code /$count}, or of an {@code $expand} of such: which rows are counted. Nothing of them is shown. */
    public static Options counted(Map<String, List<String>> parameters, ReadablePaths paths) {
        var asked = read(parameters, COUNTED, paths, 0);
        return new Options(asked.written, asked.select, asked.expand, asked.where, asked.order, Optional.of(1), asked.skip, asked.page, true);
    }

    /** Read the parameters of an address that ends in {@code /$ref}: of the rows no column is shown. */
    public static Options references(Map<String, List<String>> parameters, ReadablePaths paths) {
        return read(parameters, REFERRED, paths, 0);
    }

    private static Options read(Map<String, List<String>> parameters, Set<String> known, ReadablePaths paths, int depth) {
        check(parameters, known);
        return new Options(parameters, known.contains("$select") ? select(value(parameters, "$select"), paths) : List.of(), value(parameters, "$expand").map(expand -> Expand.read(expand, paths, depth)).orElse(List.of()),
                where(parameters, paths), order(parameters, name -> paths.path(name).text()),
                top(parameters), skip(parameters),
                value(parameters, "$skiptoken"), count(value(parameters, "$count")));
    }

    /** The question to the table: one page. */
    public Query query(Schema schema, Table table) {
        var wanted = top.map(rows -> Math.max(1, rows)).orElse(PAGE);
        var wide = select.stream().mapToInt(path -> isLong(schema, table, path) ? LONG_TEXT : 1).sum();
        return new Query(table.name(), read(), where, order, Math.min(wanted, MOST_CELLS / Math.max(1, wide)), page, skip, count);
    }

    private static boolean isLong(Schema schema, Table table, String path) {
        return schema.path(table, path).orElseThrow().getLast().type() == ColumnType.LONG_TEXT;
    }

    /** Columns to read: those shown, and the lookups that rows are expanded along. */
    public List<String> read() {
        return Stream.concat(select.stream(), expand.stream().flatMap(part -> part.way() instanceof Way.One one ? Stream.of(one.lookup().name()) : Stream.empty())).distinct().toList();
    }

    /** The columns that were asked for by name, as {@code @odata.context} has them behind the table; nothing when all are shown. */
    public String selected() {
        var all = !written.containsKey("$select") || written.get("$select").getFirst().strip().equals("*");
        return all ? "" : "(" + String.join(",", select).replace('.', '/') + ")";
    }

    /** Whether there is more to ask for after a page of this many rows. */
    public boolean wantsMoreThan(int shown) {
        return top.isEmpty() || top.get() > shown;
    }

    static void check(Map<String, List<String>> parameters, Set<String> known) {
        parameters.forEach((name, values) -> {
            if (!known.contains(name)) throw Malformed.option(name, "is not known here", "use " + String.join(", ", new TreeSet<>(known)));
            if (values.size() > 1) throw Malformed.option(name, "is given more than once", "give it once");
        });
    }

    private static Condition where(Map<String, List<String>> parameters, ReadablePaths paths) {
        var filter = value(parameters, "$filter").map(written -> FilterParser.parse(written, paths)).orElseGet(Condition.Everything::new);
        var search = value(parameters, "$search").map(written -> Search.parse(written, paths)).orElseGet(Condition.Everything::new);
        return Condition.all(filter, search);
    }

    private static List<String> select(Optional<String> written, ReadablePaths paths) {
        if (written.isEmpty() || written.get().strip().equals("*")) return paths.all();
        var selected = new LinkedHashSet<String>();
        for (var column : written.get().split(",", -1)) selected.add(paths.path(column.strip()).text());
        if (selected.size() > Query.MOST_SELECTED) throw Malformed.option("$select", "names more than " + Query.MOST_SELECTED + " columns", "name fewer");
        return List.copyOf(selected);
    }

    /** @param path what is meant by a name */
    static List<Query.Order> order(Map<String, List<String>> parameters, UnaryOperator<String> path) {
        var written = value(parameters, "$orderby");
        if (written.isEmpty()) return List.of();
        var order = new ArrayList<Query.Order>();
        for (var part : written.get().split(",", -1)) {
            var words = part.strip().split(" +");
            var descending = words.length == 2 && words[1].equals("desc");
            if (words.length > 2 || words.length == 2 && !descending && !words[1].equals("asc")) {
                throw Malformed.option("$orderby", "has a part that is no column with 'asc' or 'desc'", "write columns with commas between, such as orderdate desc");
            }
            order.add(new Query.Order(path.apply(words[0]), descending));
        }
        if (order.size() > Query.MOST_ORDERS) throw Malformed.option("$orderby", "names more than " + Query.MOST_ORDERS + " columns", "name fewer");
        return List.copyOf(order);
    }

    static Optional<Integer> top(Map<String, List<String>> parameters) {
        return value(parameters, "$top").map(text -> number("$top", text, Query.MOST_ROWS));
    }

    static int skip(Map<String, List<String>> parameters) {
        return value(parameters, "$skip").map(text -> number("$skip", text, Query.MOST_SKIPPED)).orElse(0);
    }

    private static int number(String name, String text, int most) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= most) return Integer.parseInt(text);
        throw Malformed.option(name, "is not a whole number from 0 to " + most, "write such a number");
    }

    private static boolean count(Optional<String> text) {
        return text.map(flag -> switch (flag) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Malformed.option("$count", "is neither true nor false", "write true or false");
        }).orElse(false);
    }

    private static Optional<String> value(Map<String, List<String>> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(List::getFirst);
    }

    private static Set<String> and(Set<String> known, String more) {
        return Set.copyOf(Stream.concat(known.stream(), Stream.of(more)).toList());
    }
}
