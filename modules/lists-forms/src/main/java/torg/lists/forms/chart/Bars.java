package torg.lists.forms.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import torg.api.access.Privilege;
import torg.api.problem.TorgException;
import torg.api.table.Choice;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Condition.Operator;
import torg.api.table.Grouping;
import torg.api.table.Grouping.Kind;
import torg.api.table.Grouping.Measure;
import torg.api.table.Operand;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.lists.forms.row.Formats;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Sight;

/** A chart as one caller sees it in one request: figures of the rows that the caller may see, and of no others. */
final class Bars {
    private static final String NO_CURRENCY = "";
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private final Tables tables;
    private final Request request;
    private final ChartView view;
    private final Sight sight;
    private final Formats formats;

    Bars(Tables tables, Request request, ChartView view) {
        this.tables = tables;
        this.request = request;
        this.view = view;
        this.sight = new Sight(tables, request.caller());
        this.formats = Formats.of(request);
    }

    /**
     * One bar; its label is what people read.
     *
     * @param drawn whether it is one among equals: what all others come to would only make these small
     */
    private record Bar(String label, BigDecimal figure, boolean drawn) {
        Bar(String label, BigDecimal figure) {
            this(label, figure, true);
        }
    }

    /** What the template {@code components/chart} is handed: for each currency a panel of its own. */
    Model model() {
        var tooMany = false;
        SortedMap<String, List<Bar>> panels = new TreeMap<>();
        try {
            if (canAsk()) panels = view.per().map(this::spans).orElseGet(this::groups);
        } catch (TorgException e) {
            // More different values than anybody looks at as bars.
            if (!e.code().equals("table.too-much")) throw e;
            tooMany = true;
        }
        var shown = panels.entrySet().stream().map(panel -> panel(panel.getKey(), panel.getValue())).toList();
        return Model.with("chart", view.name()).with("title", view.title().in(request.locale())).with("panels", shown).with("hasPanels", !shown.isEmpty())
                .with("beside", view.per().isPresent()).with("empty", formats.words().text(tooMany ? "charts.too-many" : "charts.empty")).build();
    }

    /** A chart of what this caller may not read shows nothing, rather than something else: without the currency, amounts of several would be one. */
    private boolean canAsk() {
        var needed = new ArrayList<Path>(List.of(view.by()));
        view.sum().ifPresent(needed::add);
        view.currency().ifPresent(needed::add);
        view.where().clauses().forEach(clause -> needed.add(clause.path()));
        return tables.may(request.caller(), Privilege.READ, view.table().name()) && needed.stream().allMatch(sight::reads);
    }

    private Model panel(String currency, List<Bar> bars) {
        var largest = bars.stream().filter(Bar::drawn).map(Bar::figure).max(Comparator.naturalOrder()).orElse(BigDecimal.ZERO);
        return Model.with("caption", view.title().in(request.locale()) + (currency.isEmpty() ? "" : " (" + currency + ")"))
                .with("bars", bars.stream().map(bar -> bar(bar, share(bar.figure, largest))).toList()).build();
    }

    private Model bar(Bar bar, BigDecimal share) {
        return Model.with("label", bar.label).with("figure", figure(bar.figure)).with("drawn", bar.drawn).with("share", share.toPlainString()).with("rest", WHOLE.subtract(share).toPlainString()).build();
    }

    private String figure(BigDecimal figure) {
        return view.sum().filter(sum -> sum.column().type() != ColumnType.INTEGER).map(sum -> formats.text(sum.column(), figure, Optional.empty())).orElseGet(() -> formats.number(figure));
    }

    /** In percent of the largest; what is below zero has no length, and says so in its figure. */
    private static BigDecimal share(BigDecimal figure, BigDecimal largest) {
        return largest.signum() <= 0 || figure.signum() <= 0 ? BigDecimal.ZERO : figure.multiply(WHOLE).divide(largest, 1, RoundingMode.HALF_UP);
    }

    /** The last spans up to the newest row, each asked for by itself: so it takes as many questions as there are bars, however many rows there are. */
    private SortedMap<String, List<Bar>> spans(Period per) {
        var path = view.by().text();
        var newest = tables.groups(request.caller(), new Grouping(view.table().name(), view.where().condition(), List.of(), List.of(new Measure(Kind.MAX, path)), 1)).getFirst().figures().getFirst();
        if (newest.isEmpty()) return new TreeMap<>();
        var first = per.later(per.start(day(newest.get())), 1 - view.most());
        var spans = new ArrayList<Map<String, BigDecimal>>();
        for (var span = 0; span < view.most(); span++) {
            var within = Condition.all(view.where().condition(), compare(path, Operator.GE, per.later(first, span)), compare(path, Operator.LT, per.later(first, span + 1)));
            var figures = new TreeMap<String, BigDecimal>();
            for (var group : ask(within, List.of())) figures.merge(currency(group), value(group), BigDecimal::add);
            spans.add(figures);
        }
        var panels = new TreeMap<String, List<Bar>>();
        spans.stream().flatMap(figures -> figures.keySet().stream()).distinct().filter(currency -> spans.stream().anyMatch(figures -> figures.getOrDefault(currency, BigDecimal.ZERO).signum() != 0)).forEach(currency -> {
            var bars = new ArrayList<Bar>();
            for (var span = 0; span < view.most(); span++) bars.add(new Bar(per.label(per.later(first, span), request.locale()), spans.get(span).getOrDefault(currency, BigDecimal.ZERO)));
            panels.put(currency, bars);
        });
        return panels;
    }

    private LocalDate day(Object value) {
        return value instanceof Instant moment ? LocalDate.ofInstant(moment, formats.zone()) : (LocalDate) value;
    }

    private Condition compare(String path, Operator operator, LocalDate day) {
        return new Condition.Compare(path, operator, new Operand.Literal(view.by().column().type() == ColumnType.DATE ? day : day.atStartOfDay(formats.zone()).toInstant()));
    }

    /** Choices in the order of their document, all else by size; what is beyond the last bar is put together. */
    private SortedMap<String, List<Bar>> groups() {
        var byCurrency = new TreeMap<String, List<Grouping.Group>>();
        var read = sight.reads(view.read()) ? view.read() : view.by();
        for (var group : ask(view.where().condition(), Stream.of(view.by().text(), read.text()).distinct().toList())) byCurrency.computeIfAbsent(currency(group), _ -> new ArrayList<>()).add(group);
        var panels = new TreeMap<String, List<Bar>>();
        byCurrency.forEach((currency, groups) -> panels.put(currency, bars(groups, read.text())));
        return panels;
    }

    private List<Bar> bars(List<Grouping.Group> groups, String read) {
        var order = view.by().column().choices().stream().map(Choice::value).toList();
        Comparator<Grouping.Group> bySize = Comparator.comparing(Bars::value).reversed();
        var sorted = groups.stream().sorted(order.isEmpty() ? bySize : Comparator.comparingInt(group -> place(order, group))).toList();
        var bars = new ArrayList<Bar>();
        sorted.stream().limit(view.most()).forEach(group -> bars.add(new Bar(label(group, read), value(group))));
        if (sorted.size() > view.most()) {
            var others = sorted.subList(view.most(), sorted.size());
            bars.add(new Bar(formats.words().text("charts.others", others.size()), others.stream().map(Bars::value).reduce(BigDecimal.ZERO, BigDecimal::add), false));
        }
        return bars;
    }

    private int place(List<String> order, Grouping.Group group) {
        var at = order.indexOf(String.valueOf(group.by().get(view.by().text())));
        return at < 0 ? order.size() : at;
    }

    private String label(Grouping.Group group, String read) {
        var value = Optional.ofNullable(group.by().get(read)).or(() -> Optional.ofNullable(group.by().get(view.by().text())));
        var column = (read.equals(view.read().text()) ? view.read() : view.by()).column();
        return value.map(found -> formats.text(column, found, Optional.empty())).orElseGet(() -> formats.words().text("charts.none"));
    }

    private List<Grouping.Group> ask(Condition where, List<String> by) {
        var paths = new ArrayList<>(by);
        view.currency().ifPresent(currency -> paths.add(currency.text()));
        return tables.groups(request.caller(), new Grouping(view.table().name(), where, paths, List.of(view.sum().map(sum -> new Measure(Kind.SUM, sum.text())).orElse(Measure.COUNT)), Grouping.MOST_GROUPS));
    }

    private String currency(Grouping.Group group) {
        return view.currency().flatMap(path -> Optional.ofNullable(group.by().get(path.text()))).map(Object::toString).orElse(NO_CURRENCY);
    }

    private static BigDecimal value(Grouping.Group group) {
        return group.figures().getFirst().map(figure -> new BigDecimal(figure.toString())).orElse(BigDecimal.ZERO);
    }
}
