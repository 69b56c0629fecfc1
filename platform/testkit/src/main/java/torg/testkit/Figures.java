package torg.testkit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Evaluation;
import torg.api.table.Grouping;
import torg.api.table.Grouping.Group;
import torg.api.table.Grouping.Kind;
import torg.api.table.Grouping.Measure;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.testkit.World.Kept;

/** Figures about rows, by adding them up one by one. */
record Figures(Schema schema, Table table, Conditions seen) {
    List<Group> of(Grouping grouping, List<Kept> rows) {
        if (grouping.by().size() > 8 || grouping.measures().size() > 10) throw MemoryTables.malformed("table.too-much", "that is too much to be grouped by, or to be told of a group");
        grouping.by().forEach(path -> { if (!compared(column(path).type())) throw MemoryTables.malformed("table.no-group", "long texts and files make no groups"); });
        grouping.measures().forEach(this::check);
        var groups = new TreeMap<List<Optional<Object>>, List<Kept>>(Figures::compare);
        if (grouping.by().isEmpty()) groups.put(List.of(), new ArrayList<>());
        for (var row : rows) groups.computeIfAbsent(grouping.by().stream().map(path -> seen.value(table, row, path)).toList(), _ -> new ArrayList<>()).add(row);
        if (groups.size() > grouping.most()) throw MemoryTables.malformed("table.too-much", "there are more than " + grouping.most() + " groups");
        return groups.entrySet().stream().map(group -> {
            var by = new HashMap<String, Object>();
            for (var i = 0; i < group.getKey().size(); i++) if (group.getKey().get(i).isPresent()) by.put(grouping.by().get(i), group.getKey().get(i).get());
            return new Group(by, grouping.measures().stream().map(measure -> figure(measure, group.getValue())).toList());
        }).toList();
    }

    private Column column(String path) {
        return schema.path(table, path).orElseThrow().getLast();
    }

    private void check(Measure measure) {
        if (measure.kind() == Kind.COUNT) return;
        var type = column(measure.path()).type();
        var number = type == ColumnType.INTEGER || type == ColumnType.DECIMAL || type == ColumnType.MONEY;
        var ordered = type != ColumnType.BOOLEAN && compared(type);
        var fits = switch (measure.kind()) {
            case SUM, AVERAGE -> number;
            case MIN, MAX -> ordered;
            case DISTINCT -> compared(type);
            case COUNT -> true;
        };
        if (!fits) throw noMeasure();
    }

    private static boolean compared(ColumnType type) {
        return type != ColumnType.LONG_TEXT && type != ColumnType.FILE;
    }

    private static TorgException noMeasure() {
        return MemoryTables.malformed("table.no-measure", "values of this type have no such figure");
    }

    private Optional<Object> figure(Measure measure, Collection<Kept> rows) {
        if (measure.kind() == Kind.COUNT) return Optional.of((long) rows.size());
        var values = rows.stream().flatMap(row -> seen.value(table, row, measure.path()).stream()).toList();
        var scale = column(measure.path()).scale();
        return switch (measure.kind()) {
            case COUNT, DISTINCT -> Optional.of(values.stream().distinct().count());
            case SUM -> values.isEmpty() ? Optional.empty() : Optional.of(sum(values).setScale(scale, RoundingMode.HALF_UP));
            case AVERAGE -> values.isEmpty() ? Optional.empty() : Optional.of(sum(values).divide(BigDecimal.valueOf(values.size()), scale + 4, RoundingMode.HALF_UP));
            case MIN -> values.stream().min(Evaluation::compare);
            case MAX -> values.stream().max(Evaluation::compare);
        };
    }

    private static BigDecimal sum(List<Object> values) {
        return values.stream().map(value -> new BigDecimal(value.toString())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static int compare(List<Optional<Object>> left, List<Optional<Object>> right) {
        for (var i = 0; i < left.size(); i++) {
            var order = MemoryTables.compare(left.get(i), right.get(i));
            if (order != 0) return order;
        }
        return 0;
    }
}
