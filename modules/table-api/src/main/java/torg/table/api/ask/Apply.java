package torg.table.api.ask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import torg.api.problem.TorgException;
import torg.api.table.Condition;
import torg.api.table.Grouping;
import torg.api.table.Grouping.Group;
import torg.api.table.Grouping.Kind;
import torg.api.table.Grouping.Measure;
import torg.api.table.Query;

/**
 * Reads an {@code $apply}: {@code filter(...)} as often as wanted, then one {@code groupby((account),aggregate(total with sum as sum,$count as orders))}, or
 * {@code aggregate(...)} of all rows.
 *
 * <p>Source: OData Extension for Data Aggregation Version 4.0, section 3; a part of it.
 *
 * @param grouping the question
 * @param names what the figures are called, in the order of the measures
 * @param order by paths of the grouping and names of figures
 * @param top most groups to be shown; empty means all
 * @param skip groups to pass over
 */
public record Apply(Grouping grouping, List<String> names, List<Query.Order> order, Optional<Integer> top, int skip) {
    private static final int LONGEST = 2_000;
    private static final int MOST_GROUPS = 1_000;
    private static final Set<String> BESIDE = Set.of("$apply", "$search", "$orderby", "$top", "$skip");
    private static final Comparator<Object> EMPTY_FIRST = Comparator.nullsFirst(Apply::compare);
    private static final Pattern STEP = Pattern.compile("(filter|groupby|aggregate)\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern MEASURE = Pattern.compile("(\\S+) +with +(\\S+) +as +([A-Za-z][A-Za-z0-9_]{0,39})");
    private static final Pattern COUNT = Pattern.compile("\\$count +as +([A-Za-z][A-Za-z0-9_]{0,39})");
    private static final Map<String, Kind> KINDS = Map.of("sum", Kind.SUM, "min", Kind.MIN, "max", Kind.MAX, "average", Kind.AVERAGE, "countdistinct", Kind.DISTINCT);

    /** Read the parameters of an address that has {@code $apply}. */
    public static Apply of(Map<String, List<String>> parameters, ReadablePaths paths) {
        parameters.forEach((name, values) -> {
            if (!BESIDE.contains(name)) throw Malformed.option(name, "does not go with $apply", "use " + String.join(", ", new TreeSet<>(BESIDE)) + ", and filter(...) within $apply");
            if (values.size() > 1) throw Malformed.option(name, "is given more than once", "give it once");
        });
        var written = parameters.get("$apply").getFirst();
        if (written.length() > LONGEST) throw Malformed.option("$apply", "is longer than " + LONGEST + " characters", "ask for less");
        var found = parameters.containsKey("$search") ? Search.parse(parameters.get("$search").getFirst(), paths) : new Condition.Everything();
        var asked = read(Expand.split(written, '/'), found, paths);
        return new Apply(asked.grouping, asked.names, Options.order(parameters, asked::meant), Options.top(parameters), Options.skip(parameters));
    }

    /** The groups as they are to be shown: all are at hand, so they are put in order here. What is alike stays in the order of the paths. */
    public List<Group> shown(List<Group> groups) {
        var sorted = new ArrayList<>(groups);
        for (var by : order.reversed()) sorted.sort(Comparator.comparing(group -> value(group, by.path()), by.descending() ? EMPTY_FIRST.reversed() : EMPTY_FIRST));
        return sorted.stream().skip(skip).limit(top.orElse(sorted.size())).toList();
    }

    private Object value(Group group, String name) {
        var figure = names.indexOf(name);
        return figure < 0 ? group.by().get(name) : group.figures().get(figure).orElse(null);
    }

    /** Two of one type, texts by code point. */
    @SuppressWarnings("unchecked") // what is grouped by and figured out is a text, number, date, time or flag
    private static int compare(Object one, Object other) {
        if (one instanceof String text) return Arrays.compare(text.codePoints().toArray(), other.toString().codePoints().toArray());
        return ((Comparable<Object>) one).compareTo(other);
    }

    /** What is meant by a name in an order: a figure, or a path that is grouped by. */
    private String meant(String name) {
        var path = ReadablePaths.written(name);
        if (names.contains(name)) return name;
        if (name.indexOf('.') < 0 && grouping.by().contains(path)) return path;
        throw Malformed.option("$orderby", "names '" + Malformed.shown(name) + "', which is no figure and not grouped by", "order by what $apply shows");
    }

    private static Apply read(List<String> steps, Condition found, ReadablePaths paths) {
        var where = found;
        for (var i = 0; i < steps.size(); i++) {
            var step = STEP.matcher(steps.get(i));
            if (!step.matches()) throw malformed("has a step that is none of filter(...), groupby(...), aggregate(...)");
            var last = i == steps.size() - 1;
            if (step.group(1).equals("filter")) where = Condition.all(where, FilterParser.parse(step.group(2), paths));
            else if (last) return step.group(1).equals("groupby") ? groups(step.group(2), where, paths) : aggregate(paths, where, List.of(), step.group(2));
            else throw malformed("goes on behind what groups the rows");
        }
        throw malformed("does not end with groupby(...) or aggregate(...)");
    }

    private static Apply groups(String within, Condition where, ReadablePaths paths) {
        var parts = Expand.split(within, ',');
        var by = parts.getFirst();
        if (parts.size() > 2 || !by.startsWith("(") || !by.endsWith(")")) throw malformed("groups by something that is no list of columns in parentheses");
        var columns = new LinkedHashSet<String>();
        for (var column : by.substring(1, by.length() - 1).split(",", -1)) columns.add(paths.path(column.strip()).text());
        if (columns.size() > Grouping.MOST_PATHS) throw malformed("groups by more than " + Grouping.MOST_PATHS + " columns");
        if (parts.size() == 1) return new Apply(new Grouping(paths.table().name(), where, List.copyOf(columns), List.of(), MOST_GROUPS), List.of(), List.of(), Optional.empty(), 0);
        var aggregate = STEP.matcher(parts.getLast());
        if (!aggregate.matches() || !aggregate.group(1).equals("aggregate")) throw malformed("has something else than aggregate(...) behind the columns it groups by");
        return aggregate(paths, where, List.copyOf(columns), aggregate.group(2));
    }

    private static Apply aggregate(ReadablePaths paths, Condition where, List<String> by, String within) {
        var measures = new ArrayList<Measure>();
        var names = new ArrayList<String>();
        for (var part : Expand.split(within, ',')) {
            var measure = MEASURE.matcher(part);
            var count = COUNT.matcher(part);
            if (count.matches()) {
                measures.add(Measure.COUNT);
                names.add(count.group(1));
            } else if (measure.matches() && KINDS.containsKey(measure.group(2))) {
                measures.add(new Measure(KINDS.get(measure.group(2)), paths.path(measure.group(1)).text()));
                names.add(measure.group(3));
            } else {
                throw malformed("has a figure that is neither '$count as name' nor 'column with sum as name', where sum may be min, max, average, countdistinct");
            }
        }
        if (measures.size() > Grouping.MOST_MEASURES) throw malformed("asks for more than " + Grouping.MOST_MEASURES + " figures");
        if (new LinkedHashSet<>(names).size() < names.size() || names.stream().anyMatch(by::contains)) throw malformed("gives two things one name");
        return new Apply(new Grouping(paths.table().name(), where, by, measures, MOST_GROUPS), List.copyOf(names), List.of(), Optional.empty(), 0);
    }

    private static TorgException malformed(String what) {
        return Malformed.option("$apply", what, "write filter(lines gt 1)/groupby((account),aggregate(total with sum as sum,$count as orders))");
    }
}
