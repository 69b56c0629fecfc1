package torg.lists.forms.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.lists.forms.action.ActionReader;
import torg.lists.forms.form.Forms;
import torg.lists.forms.list.Lists;
import torg.lists.forms.record.RecordView.Progress;
import torg.lists.forms.record.RecordView.Related;
import torg.lists.forms.record.RecordView.Section;
import torg.lists.forms.row.Ground;
import torg.lists.forms.row.Pages;
import torg.lists.forms.row.Shown;
import torg.lists.forms.row.Subject;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads {@code records/*.yml}. */
@Component
public final class RecordCompiler implements SiteCompiler<Records> {
    @Override
    public Class<Records> part() {
        return Records.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("records");
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class, Pages.class, Lists.class, Forms.class);
    }

    @Override
    public Records compile(SiteSource source, Problems problems) {
        var ground = Ground.of(source, problems);
        var views = new TreeMap<String, RecordView>();
        for (var document : source.documents("records")) {
            var reader = new Reader(document.fields(), problems);
            var name = ground.ownName(reader, "record", views.keySet());
            var view = ground.table(reader, "table").map(table -> view(ground, reader, name.orElse(""), table, source.part(Lists.class), source.part(Forms.class)));
            if (name.isPresent() && view.isPresent()) views.put(name.get(), view.get());
        }
        ground.pages().named("record").forEach(name -> ground.known(views, name.value(), name.at(), "record"));
        ground.pages().placed("record").stream().filter(place -> views.containsKey(place.name().value())).forEach(place -> views.get(place.name().value()).subject().check(ground, place));
        return new Records(views);
    }

    private static RecordView view(Ground ground, Reader reader, String name, Table table, Lists lists, Forms forms) {
        var view = new RecordView(name, table, Subject.read(ground, reader, table), notices(reader), since(ground, reader, table),
                reader.mapping("progress").flatMap(progress -> progress(ground, progress, table)), sections(ground, reader, table),
                related(ground, reader, table, lists), reader.label("empty"), new ActionReader(ground, table, forms).ofThePage(reader, "actions"));
        reader.done();
        return view;
    }

    private static Map<String, Text> notices(Reader reader) {
        var notices = new HashMap<String, Text>();
        reader.mapping("notices").ifPresent(all -> all.entries().keySet()
                .forEach(name -> all.label(name).ifPresent(text -> notices.put(name, text))));
        return notices;
    }

    private static Optional<Column> since(Ground ground, Reader reader, Table table) {
        return reader.text("notices-since").flatMap(name -> ground.column(table, name, reader.at("notices-since"))).filter(column -> {
            if (column.type() == ColumnType.DATE_TIME) return true;
            ground.error(reader.at("notices-since"), "no-moment", "column '" + column.name() + "' is no moment", "name a column of type datetime");
            return false;
        });
    }

    private static List<Section> sections(Ground ground, Reader reader, Table table) {
        return reader.each("sections", one -> {
            var section = new Section(one.label("title"), Shown.read(ground, one, table));
            one.done();
            return section;
        });
    }

    private static Optional<Progress> progress(Ground ground, Reader reader, Table table) {
        var name = reader.required("column");
        var column = name.isEmpty() ? Optional.<Column>empty() : ground.column(table, name, reader.at("column"));
        var steps = reader.items("steps");
        reader.done();
        if (column.isEmpty()) return Optional.empty();
        if (column.get().type() != ColumnType.CHOICE) {
            ground.error(reader.at("column"), "no-choice", "column '" + name + "' is no choice", "name a choice column, whose values are the steps");
            return Optional.empty();
        }
        return Optional.of(new Progress(column.get(), steps.stream().map(step -> step(ground, column.get(), step)).toList()));
    }

    private static List<String> step(Ground ground, Column column, Node step) {
        var values = step instanceof Node.Sequence several ? several.items() : List.of(step);
        var choices = new HashMap<String, Object>();
        column.choices().forEach(choice -> choices.put(choice.value(), choice));
        return values.stream().flatMap(value -> ground.scalar(value, "a step").stream()
                .filter(text -> ground.known(choices, text, value.at(), "choice").isPresent())).toList();
    }

    private static List<Related> related(Ground ground, Reader reader, Table table, Lists lists) {
        return reader.each("lists", one -> {
            var list = ground.known(lists.byName(), one.required("list"), one.at("list"), "list");
            var name = one.required("by");
            var by = list.flatMap(view -> ground.column(view.table(), name, one.at("by"))).filter(column -> pointsTo(ground, one, column, table));
            one.done();
            return list.flatMap(view -> by.map(column -> new Related(view, column)));
        }).stream().flatMap(Optional::stream).toList();
    }

    private static boolean pointsTo(Ground ground, Reader one, Column column, Table table) {
        var points = column.target().filter(table.name()::equals).isPresent();
        if (!points) {
            ground.error(one.at("by"), "no-lookup", "column '" + column.name() + "' does not point to table '" + table.name() + "'",
                    "name the lookup that does");
        }
        return points;
    }
}
