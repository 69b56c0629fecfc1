package torg.lists.forms.list;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.lists.forms.action.ActionReader;
import torg.lists.forms.form.Forms;
import torg.lists.forms.list.ListView.RoleColumn;
import torg.lists.forms.row.Ground;
import torg.lists.forms.row.Languages;
import torg.lists.forms.row.Pages;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Shown;
import torg.lists.forms.row.Where;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads {@code lists/*.yml}. */
@Component
public final class ListCompiler implements SiteCompiler<Lists> {
    private static final Set<String> TAKEN = Set.of("q", "sort", "page", "locale");

    @Override
    public Class<Lists> part() {
        return Lists.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("lists");
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class, Pages.class, Languages.class, Forms.class);
    }

    @Override
    public Lists compile(SiteSource source, Problems problems) {
        var ground = Ground.of(source, problems);
        var views = new TreeMap<String, ListView>();
        for (var document : source.documents("lists")) {
            var reader = new Reader(document.fields(), problems);
            var name = ground.ownName(reader, "list", views.keySet());
            var view = ground.table(reader, "table").map(table -> view(ground, reader, name.orElse(""), table, source.part(Forms.class)));
            if (name.isPresent() && view.isPresent()) views.put(name.get(), view.get());
        }
        ground.pages().named("list").forEach(name -> ground.known(views, name.value(), name.at(), "list"));
        return new Lists(views);
    }

    private static ListView view(Ground ground, Reader reader, String name, Table table, Forms forms) {
        var actions = new ActionReader(ground, table, forms);
        var view = new ListView(name, table, reader.label("title").orElse(table.plural()), Shown.read(ground, reader, table),
                Where.read(ground, reader, table), sort(ground, reader, table), search(ground, reader, table), !reader.has("search"), filters(ground, reader, table),
                reader.number("page-size", 25, 1, 200), reader.label("empty"), actions.links(reader, "actions"), actions.ofRows(reader, "row-actions"), reader.flag("export", false),
                reader.label("roles").map(label -> new RoleColumn(label, ground.roles())));
        if (view.roles().isPresent() && !table.name().equals("contact")) {
            ground.error(reader.at("roles"), "no-roles", "rows of table '" + table.name() + "' have no web roles",
                    "use 'roles' in a list of contacts");
        }
        reader.done();
        return view;
    }

    private static Optional<ListView.Sort> sort(Ground ground, Reader reader, Table table) {
        return reader.text("sort").flatMap(text -> {
            var descending = text.startsWith("-");
            return ground.path(table, descending ? text.substring(1) : text, reader.at("sort")).map(path -> {
                if (path.column().type() == ColumnType.FILE) ground.error(reader.at("sort"), "no-sort", "column '" + path.text() + "' holds files, which have no order", "sort by another column");
                return new ListView.Sort(path, descending);
            });
        });
    }

    /** Where the document says nothing, the table's own searchable columns; of a lookup the title people read. */
    private static List<Path> search(Ground ground, Reader reader, Table table) {
        if (!reader.has("search")) return table.columns().values().stream().filter(Column::searchable).map(column -> Path.of(table, column)).toList();
        return read(ground, reader, "search", path -> ground.path(table, path.value(), path.at()).map(found -> {
            if (found.column().type() == ColumnType.FILE) ground.error(path.at(), "no-search", "column '" + path.value() + "' holds files, in which nobody looks", "take it out");
            return found.shown(ground.schema());
        }));
    }

    private static List<Filter> filters(Ground ground, Reader reader, Table table) {
        return read(ground, reader, "filters", item -> ground.column(table, item.value(), item.at()).flatMap(column -> {
            var filter = TAKEN.contains(column.name()) ? Optional.<Filter>empty() : Filter.of(ground.schema(), table, column);
            if (filter.isEmpty()) {
                ground.error(item.at(), "no-filter", "column '" + column.name() + "' cannot be filtered by",
                        "filter by a choice, boolean, lookup, day, moment or number not called q, sort, page or locale");
            }
            return filter;
        }));
    }

    private static <T> List<T> read(Ground ground, Reader reader, String key, Function<Node.Scalar, Optional<T>> read) {
        return reader.items(key).stream().flatMap(item -> item instanceof Node.Scalar scalar ? read.apply(scalar).stream()
                : ground.scalar(item, "a path").flatMap(_ -> Optional.<T>empty()).stream()).toList();
    }
}
