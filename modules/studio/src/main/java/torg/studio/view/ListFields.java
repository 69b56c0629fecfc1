package torg.studio.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Nodes;
import torg.studio.desk.SiteRoles;
import torg.studio.form.Arranged;
import torg.studio.form.Changes;
import torg.studio.form.Choices;
import torg.studio.form.Item;
import torg.studio.form.ItemKind;
import torg.studio.form.Items;
import torg.studio.form.Labels;
import torg.studio.room.Words;

/** A list as fields: which columns, in which order and how they are shown; which rows, sorting, filters, pages, and what can be done with the rows. Search and badges stay as they are written. */
record ListFields(Written written) implements ViewFields {
    private static final String COLUMNS = "columns";
    private static final String WHERE = "where";

    @Override
    public Model model(Words words) {
        var columns = columns();
        var items = columnItems();
        var sort = typed() ? form("sort") : text("sort").replaceFirst("^-", "");
        var filters = typed() ? request().form().getOrDefault("filter", List.of()) : Nodes.texts(now("filters"));
        return Model.with("titles", labels("title").models(now("title"), typed())).with("table", columns.label())
                .with(COLUMNS, items.name()).with("items", items.items().stream().map(item -> item(columns, items, item)).toList())
                .with("offered", Choices.of(request().locale(), Choices.withNone(columns.paths()), ""))
                .with("sorts", Choices.of(request().locale(), Choices.withNone(columns.own(column -> column.type() != ColumnType.FILE)), sort))
                .with("descending", typed() ? request().form("descending").isPresent() : text("sort").startsWith("-"))
                .with("filters", Choices.of(request().locale(), columns.own(ListFields::isFilter), filters)).with("pageSize", typed() ? form("page-size") : text("page-size"))
                .with("export", typed() ? request().form("export").isPresent() : text("export").equals("true"))
                .with("empties", labels("empty").models(now("empty"), typed()))
                .with("conditions", Conditions.lines(now(WHERE)).map(lines -> Model.with("where", typed() ? form(WHERE) : lines)))
                .with("actions", actions().map(fields -> fields.model(words)).toList()).build();
    }

    private static boolean isFilter(Column column) {
        return switch (column.type()) {
            case CHOICE, BOOLEAN, LOOKUP, DATE, DATE_TIME, INTEGER, DECIMAL, MONEY -> true;
            case TEXT, LONG_TEXT, AUTONUMBER, FILE -> false;
        };
    }

    private Model item(TableColumns columns, Items items, Item item) {
        var said = arranged().said(item);
        var path = path(item);
        var at = items.items().indexOf(item);
        var roles = new TreeMap<>(SiteRoles.of(request().site().documents(), request().locale()));
        var named = typed() ? request().form().getOrDefault(item.field("roles"), List.of()) : Nodes.texts(said.get("roles"));
        named.forEach(role -> roles.putIfAbsent(role, role));
        return Model.with("list", items.name()).with("id", item.in(items.name())).with("label", columns.label(path)).with("name", path).with("first", at == 0).with("last", at == items.items().size() - 1)
                .with("titles", labels(item.field("label")).models(said.get("label"), typed())).with("field", item.field())
                .with("link", typed() ? form(item.field("link")) : Nodes.text(said.get("link")))
                .with("moment", isMoment(path) ? Optional.of(Model.with("day", typed() ? request().form(item.field("day")).isPresent() : Nodes.text(said.get("as")).equals("date"))) : Optional.empty())
                .with("roles", Choices.of(request().locale(), Choices.plain(roles), named)).build();
    }

    @Override
    public List<Amendment> amendments() {
        var changes = new Changes(List.of(), written.document().fields()).become("title", labels("title").typed(now("title"))).become("empty", labels("empty").typed(now("empty")))
                .become("page-size", form("page-size")).flag("export", request().form("export").isPresent());
        var sort = form("sort").isEmpty() ? "" : (request().form("descending").isPresent() ? "-" : "") + form("sort");
        if (!sort.equals(text("sort"))) changes.become("sort", sort);
        changes.become("filters", request().form().getOrDefault("filter", List.of()));
        Conditions.become(changes, WHERE, now(WHERE), request().form(WHERE));
        var all = new ArrayList<>(changes.all());
        all.addAll(arranged().amendments(this::typed));
        actions().forEach(fields -> all.addAll(fields.amendments()));
        return all;
    }

    private void typed(Item item, Changes column) {
        column.become("label", labels(item.field("label")).typed(arranged().said(item).get("label"))).become("link", form(item.field("link")));
        if (isMoment(path(item))) column.become("as", request().form(item.field("day")).isPresent() ? "date" : "");
        column.become("roles", request().form().getOrDefault(item.field("roles"), List.of()));
    }

    private boolean isMoment(String path) {
        return columns().column(path).filter(column -> column.type() == ColumnType.DATE_TIME).isPresent();
    }

    private String path(Item item) {
        return ItemKind.COLUMN.of(arranged().said(item));
    }

    private Items columnItems() {
        return arranged().items().get(COLUMNS);
    }

    private Arranged arranged() {
        return new Arranged(request(), written.document(), typed(), ItemKind.COLUMN, List.of(COLUMNS));
    }

    private Stream<ActionFields> actions() {
        return Stream.of(new ActionFields(written, "row-actions", true), new ActionFields(written, "actions", false));
    }

    private TableColumns columns() {
        return TableColumns.of(written.schema(), text("table"), request().locale());
    }

    private Labels labels(String name) {
        return new Labels(request(), name);
    }

    private Optional<Node> now(String key) {
        return written.document().fields().get(key);
    }

    private String text(String key) {
        return Nodes.text(now(key));
    }

    private String form(String name) {
        return request().form(name).map(String::strip).orElse("");
    }

    private Request request() {
        return written.request();
    }

    private boolean typed() {
        return written.typed();
    }
}
