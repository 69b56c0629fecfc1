package torg.studio.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.table.ColumnType;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Nodes;
import torg.studio.form.Changes;
import torg.studio.form.Choices;
import torg.studio.form.Labels;
import torg.studio.room.Words;

/** A form as fields: what it asks for, in which sections and steps, what is required and what stands there at first. Options, values set on save and lines' own words stay as they are written. */
record FormFields(Written written) implements ViewFields {
    private static final String FIELDS = "fields";
    private static final String SECTIONS = "sections";
    private static final String TITLE = "title";
    private static final List<String> TEXTS = List.of(TITLE, "submit", "done");
    private static final String NEW = "section.new";

    /**
     * Fields that stand together.
     *
     * @param at where the section, step or lines stand; empty for the form itself
     * @param table whose columns they ask for
     */
    private record Group(List<String> at, String table) {}

    @Override
    public Model model(Words words) {
        var model = Model.with("table", columns(text(fields(), "table")).label());
        for (var key : TEXTS) model.with(key + "s", labels(key).models(fields().get(key), typed()));
        model.with("groups", groups().map(this::group).toList());
        if (!sections().isEmpty()) model.with("section", Model.with("titles", labels(NEW).models(Optional.empty(), typed())).with("offered", Choices.of(request().locale(), Choices.withNone(offered(text(fields(), "table"))), form(NEW + ".column"))));
        return model.build();
    }

    private Model group(Group group) {
        var items = items(group);
        var ids = items.items().ids();
        return Model.with("list", items.items().name()).with("heading", titled(group) ? Labels.in(said(group).get(TITLE), request().locale()) : Optional.of(columns(group.table()).label()))
                .with("named", titled(group) ? Optional.of(Model.with("titles", labels(name(group)).models(said(group).get(TITLE), typed()))) : Optional.empty())
                .with("items", ids.stream().map(id -> item(group, items, id)).toList()).with("some", !ids.isEmpty()).with("offered", Choices.of(request().locale(), Choices.withNone(offered(group.table())), "")).build();
    }

    private static boolean titled(Group group) {
        return !group.at().isEmpty() && !group.at().getLast().equals("lines");
    }

    private Model item(Group group, ColumnItems items, String id) {
        var said = items.said(id);
        var list = items.items();
        var at = list.ids().indexOf(id);
        return Model.with("list", list.name()).with("id", id).with("label", columns(group.table()).label(items.path(id))).with("name", items.path(id)).with("first", at == 0).with("last", at == list.ids().size() - 1).with("field", list.name() + "." + id)
                .with("titles", labels(list.field(id, "label")).models(said.get("label"), typed())).with("hints", labels(list.field(id, "hint")).models(said.get("hint"), typed()))
                .with("required", typed() ? request().form(list.field(id, "required")).isPresent() : text(said, "required").equals("true"))
                .with("default", value(said, list.field(id, "default"), "default")).with("when", value(said, list.field(id, "when"), "when")).build();
    }

    private String value(Node.Mapping said, String field, String key) {
        return typed() ? form(field) : text(said, key);
    }

    @Override
    public List<Amendment> amendments() {
        var head = new Changes(List.of(), fields());
        TEXTS.forEach(key -> head.become(key, labels(key).typed(fields().get(key))));
        var all = new ArrayList<>(head.all());
        groups().forEach(group -> {
            if (titled(group)) all.addAll(new Changes(group.at(), said(group)).become(TITLE, labels(name(group)).typed(said(group).get(TITLE))).all());
            var items = items(group);
            all.addAll(items.amendments((id, field) -> typed(items, id, field)));
        });
        added().ifPresent(all::add);
        return all;
    }

    private void typed(ColumnItems items, String id, Changes field) {
        var list = items.items();
        for (var key : List.of("label", "hint")) field.become(key, labels(list.field(id, key)).typed(items.said(id).get(key)));
        field.flag("required", request().form(list.field(id, "required")).isPresent());
        for (var key : List.of("default", "when")) field.become(key, form(list.field(id, key)));
    }

    /** One more section, once it is said what it asks for. */
    private Optional<Amendment> added() {
        var column = form(NEW + ".column");
        if (column.isEmpty() || sections().isEmpty()) return Optional.empty();
        var section = new LinkedHashMap<String, Node>();
        labels(NEW).typed(Optional.empty()).ifPresent(title -> section.put(TITLE, title));
        section.put(FIELDS, Changes.list(List.of(column)));
        return Optional.of(new Amendment.Put(List.of(SECTIONS, String.valueOf(sections().size())), new Node.Mapping(Position.start(""), section)));
    }

    private Stream<Group> groups() {
        var table = text(fields(), "table");
        var steps = Nodes.items(fields(), List.of("steps")).size();
        return Stream.concat(within(List.of(), table), IntStream.range(0, steps).boxed().flatMap(step -> within(List.of("steps", String.valueOf(step)), table)));
    }

    /** Fields of the form itself or of one step: right there, in its sections, or in the lines that it asks for. */
    private Stream<Group> within(List<String> at, String table) {
        var here = Nodes.mapping(fields(), at.isEmpty() ? List.of() : at);
        var lines = Nodes.mapping(fields(), Changes.place(at, "lines"));
        var sections = IntStream.range(0, Nodes.items(fields(), Changes.place(at, SECTIONS)).size()).mapToObj(index -> new Group(Changes.place(Changes.place(at, SECTIONS), index), table));
        return Stream.of(here.get(FIELDS).isPresent() ? Stream.of(new Group(at, table)) : Stream.<Group>empty(), sections, lines.get(FIELDS).isPresent() ? Stream.of(new Group(Changes.place(at, "lines"), text(lines, "table"))) : Stream.<Group>empty()).flatMap(groups -> groups);
    }

    /** What a form can ask for: what the store numbers and what is calculated is nobody's to give. */
    private Map<String, Text> offered(String table) {
        return columns(table).own(column -> column.type() != ColumnType.AUTONUMBER && !column.isCalculated());
    }

    private TableColumns columns(String table) {
        return TableColumns.of(written.schema(), table, request().locale());
    }

    private ColumnItems items(Group group) {
        return new ColumnItems(written, Changes.place(group.at(), FIELDS));
    }

    private Node.Mapping said(Group group) {
        return Nodes.mapping(fields(), group.at());
    }

    private static String name(Group group) {
        return String.join(".", Changes.place(group.at(), TITLE));
    }

    private List<Node> sections() {
        return Nodes.items(fields(), List.of(SECTIONS));
    }

    private Node.Mapping fields() {
        return written.document().fields();
    }

    private Labels labels(String name) {
        return new Labels(request(), name);
    }

    private static String text(Node.Mapping said, String key) {
        return Nodes.text(said.get(key));
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
