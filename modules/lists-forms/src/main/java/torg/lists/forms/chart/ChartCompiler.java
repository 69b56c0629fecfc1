package torg.lists.forms.chart;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.lists.forms.row.Ground;
import torg.lists.forms.row.Languages;
import torg.lists.forms.row.Pages;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Where;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads {@code charts/*.yml}. */
@Component
public final class ChartCompiler implements SiteCompiler<Charts> {
    /** Each span is a question of its own. */
    private static final int MOST_BARS = 40;

    @Override
    public Class<Charts> part() {
        return Charts.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("charts");
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class, Pages.class, Languages.class);
    }

    @Override
    public Charts compile(SiteSource source, Problems problems) {
        var ground = Ground.of(source, problems);
        var views = new TreeMap<String, ChartView>();
        for (var document : source.documents("charts")) {
            var reader = new Reader(document.fields(), problems);
            var name = ground.ownName(reader, "chart", views.keySet());
            var view = ground.table(reader, "table").flatMap(table -> view(ground, reader, name.orElse(""), table));
            if (name.isPresent() && view.isPresent()) views.put(name.get(), view.get());
        }
        ground.pages().named("chart").forEach(name -> ground.known(views, name.value(), name.at(), "chart"));
        return new Charts(views);
    }

    private static Optional<ChartView> view(Ground ground, Reader reader, String name, Table table) {
        var by = named(ground, reader, "by", table, reader.required("by"));
        var per = by.flatMap(path -> per(ground, reader, path));
        var sum = reader.text("sum").flatMap(text -> named(ground, reader, "sum", table, text)).filter(path -> isNumber(ground, reader, path));
        var view = by.map(path -> new ChartView(name, table, reader.label("title").orElse(table.plural()), path, path.shown(ground.schema()), per, sum, sum.flatMap(money -> money.currency(ground.schema())),
                Where.read(ground, reader, table), reader.number("bars", 12, 1, MOST_BARS)));
        if (view.isPresent()) reader.done();
        return view;
    }

    private static Optional<Path> named(Ground ground, Reader reader, String key, Table table, String text) {
        if (text.isEmpty()) return Optional.empty();
        return ground.path(table, text, reader.at(key)).filter(path -> {
            var makesGroups = path.column().type() != ColumnType.LONG_TEXT && path.column().type() != ColumnType.FILE;
            if (!makesGroups) ground.error(reader.at(key), "bad-chart", "rows are not put together by column '" + text + "'", "name a column of another type than long text or file");
            return makesGroups;
        });
    }

    private static Optional<Period> per(Ground ground, Reader reader, Path by) {
        var isTime = by.column().type() == ColumnType.DATE || by.column().type() == ColumnType.DATE_TIME;
        if (isTime) return Optional.of(Period.valueOf(reader.word("per", "month", "quarter", "year").toUpperCase(Locale.ROOT)));
        if (reader.has("per")) ground.error(reader.at("per"), "bad-chart", "'per' is for a date or a moment, and column '" + by.text() + "' is none", "take it out");
        reader.text("per");
        return Optional.empty();
    }

    private static boolean isNumber(Ground ground, Reader reader, Path sum) {
        var isNumber = switch (sum.column().type()) {
            case INTEGER, DECIMAL, MONEY -> true;
            case TEXT, LONG_TEXT, AUTONUMBER, DATE, DATE_TIME, BOOLEAN, CHOICE, LOOKUP, FILE -> false;
        };
        if (!isNumber) ground.error(reader.at("sum"), "bad-chart", "column '" + sum.text() + "' cannot be added up", "name a number or an amount, or leave 'sum' out to count rows");
        return isNumber;
    }
}
