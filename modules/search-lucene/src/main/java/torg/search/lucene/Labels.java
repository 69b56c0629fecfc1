package torg.search.lucene;

import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.access.ColumnPrivilege;
import torg.api.search.Found.Facet;
import torg.api.search.Found.Hit;
import torg.api.search.Found.Value;
import torg.api.search.Sought.Sort;
import torg.api.table.Choice;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Query;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.search.lucene.site.Range;
import torg.search.lucene.site.SearchPlan;
import torg.search.lucene.site.Tree;

/** What people read in place of names, in the language of a request. */
record Labels(Request request, Tables tables, Schema schema, SearchWords words) {
    private static final Set<ColumnType> NUMBERS = EnumSet.of(ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.MONEY);
    private static final Set<ColumnType> DAYS = EnumSet.of(ColumnType.DATE, ColumnType.DATE_TIME);

    Labels(Request request, Tables tables, SearchWords words) {
        this(request, tables, tables.schema(), words);
    }

    /** Whether hits of a kind are rows, and no pages or web files. */
    static boolean isTable(String kind) {
        return !kind.equals(Hit.PAGE) && !kind.equals(Hit.FILE);
    }

    /** One of a kind. */
    String kind(String kind) {
        return isTable(kind) ? schema.table(kind).label().in(request.locale()) : words.text(kind);
    }

    String column(String table, String name) {
        if (table.equals(Hit.FILE)) return words.text(name);
        return schema.table(table).column(name).map(column -> column.label().in(request.locale())).orElse(name);
    }

    String facet(String name) {
        if (name.equals(Facet.KIND)) return words.text("kind");
        var point = name.indexOf('.');
        return column(name.substring(0, point), name.substring(point + 1));
    }

    /** The values of a facet by what people read. */
    Map<String, String> values(Facet facet) {
        var names = new HashMap<String, String>();
        var column = column(facet.name());
        var titles = column.flatMap(Column::target).map(target -> titles(schema.table(target), facet)).orElse(Map.of());
        var tree = tree(facet);
        for (var value : facet.values()) names.put(value.value(), column.map(one -> value(one, value.value(), tree, titles)).orElseGet(() -> kinds(value.value())));
        return names;
    }

    /** Several of a kind. */
    String kinds(String kind) {
        return isTable(kind) ? schema.table(kind).plural().in(request.locale()) : words.text(kind + "s");
    }

    /** An order, by the label of its column. */
    String sort(Sort sort) {
        var days = column(sort.name()).filter(column -> DAYS.contains(column.type())).isPresent();
        return words.text(days ? sort.descending() ? "sort-newest" : "sort-oldest" : sort.descending() ? "sort-largest" : "sort-smallest", facet(sort.name()));
    }

    private Optional<Column> column(String facet) {
        var point = facet.indexOf('.');
        return point < 0 ? Optional.empty() : schema.find(facet.substring(0, point)).flatMap(table -> table.column(facet.substring(point + 1)));
    }

    /** In what levels the values of a facet stand; empty where they do not. */
    Optional<Tree> tree(Facet facet) {
        return request.site().part(SearchPlan.class).flatMap(plan -> plan.tree(facet.name()));
    }

    private String value(Column column, String value, Optional<Tree> tree, Map<String, String> titles) {
        if (DAYS.contains(column.type()) && tree.isPresent()) return day(value);
        if (tree.isPresent()) return tree.get().last(value);
        if (column.type() == ColumnType.BOOLEAN) return words.text(value.equals("true") ? "yes" : "no");
        if (Range.numbers(value).orElse(null) instanceof Range.Numbers numbers && NUMBERS.contains(column.type())) return numbers(numbers);
        if (Range.days(value).isPresent() && DAYS.contains(column.type())) return words.text("range-" + value);
        return column.choice(value).map(Choice::label).map(label -> label.in(request.locale())).orElseGet(() -> titles.getOrDefault(value, value));
    }

    /** A year, a month of a year, or a day. */
    private String day(String value) {
        var parts = value.split("-");
        if (parts.length == 3) return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(request.locale()).format(LocalDate.parse(value));
        return parts.length == 2 ? DateTimeFormatter.ofPattern("LLLL yyyy", request.locale()).format(YearMonth.parse(value)) : value;
    }

    private String numbers(Range.Numbers range) {
        var format = NumberFormat.getInstance(request.locale());
        if (range.from().isEmpty()) return words.text("range-under", format.format(range.to().orElseThrow()));
        if (range.to().isEmpty()) return words.text("range-from", format.format(range.from().get()));
        return words.text("range", format.format(range.from().get()), format.format(range.to().get()));
    }

    /** Names of the rows that lookups lead to, as far as the caller may read them; a key stands for any other. */
    private Map<String, String> titles(Table table, Facet facet) {
        if (!tables.mayUse(request.caller(), ColumnPrivilege.READ, table.name(), table.title())) return Map.of();
        var titles = new HashMap<String, String>();
        tables.each(request.caller(), Query.of(table.name(), table.title()).top(1), table.key(), facet.values().stream().map(Value::value).toList(), facet.values().size())
                .forEach((key, rows) -> rows.rows().stream().findFirst().flatMap(row -> row.text(table.title())).ifPresent(title -> titles.put(key, title)));
        return titles;
    }
}
