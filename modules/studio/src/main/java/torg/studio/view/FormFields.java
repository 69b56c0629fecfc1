package torg.studio.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SequencedMap;
import java.util.stream.Collectors;
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
import torg.studio.form.Arranged;
import torg.studio.form.Changes;
import torg.studio.form.Choices;
import torg.studio.form.Item;
import torg.studio.form.ItemKind;
import torg.studio.form.Items;
import torg.studio.form.Labels;
import torg.studio.room.Words;

/** A form as fields: what it asks for, in which sections and steps, what is required and what stands there at first, and what is set when it is sent. Options and lines' own words stay as they are written. */
record FormFields(Written written) implements ViewFields {
    private static final String FIELDS = "fields";
    private static final String SECTIONS = "sections";
    private static final String LINES = "lines";
    private static final String TITLE = "title";
    private static final List<String> TEXTS = List.of(TITLE, "submit", "done");
    private static final String NEW = "section.new";

    /**
     * Fields that stand together.
     *
     * @param at where the section, step or lines stand; empty for the form itself
     * @param table whose columns they ask for
     */
    private record Group(List<String> at, String table) {
        /** The list of its fields, as the form calls it. */
        String list() {
            return String.join(".", Changes.place(at, FIELDS));
        }

        boolean lines() {
            return !at.isEmpty() && at.getLast().equals(LINES);
        }

        boolean section() {
            return at.size() > 1 && at.get(at.size() - 2).equals(SECTIONS);
        }

        boolean titled() {
            return !at.isEmpty() && !lines();
        }
    }

    @Override
    public Model model(Words words) {
        var model = Model.with("table", columns(text(fields(), "table")).label());
        for (var key : TEXTS) model.with(key + "s", labels(key).models(fields().get(key), typed()));
        var lists = arranged().items();
        model.with("groups", groups().map(group -> group(words, group, lists)).toList()).with("sets", sets(lists).map(SetFields::model).toList())
                .with("values", Stream.of("{me}", "{my-account}", "{me.language|my-language}", "now", "today", "today+7d").toList());
        if (!sections().isEmpty()) model.with("section", Model.with("titles", labels(NEW).models(Optional.empty(), typed())).with("offered", Choices.of(request().locale(), Choices.withNone(offered(text(fields(), "table"))), form(NEW + ".column"))));
        return model.build();
    }

    private Model group(Words words, Group group, SequencedMap<String, Items> lists) {
        var items = lists.get(group.list());
        var others = others(words, group);
        return Model.with("list", group.list()).with("heading", heading(words, group)).with("others", !others.isEmpty())
                .with("named", group.titled() ? Optional.of(Model.with("titles", labels(name(group)).models(said(group).get(TITLE), typed()))) : Optional.empty())
                .with("items", items.items().stream().map(item -> item(group, items, item, others)).toList()).with("offered", Choices.of(request().locale(), Choices.withNone(offered(group.table())), "")).build();
    }

    /** Its title; of one that has none its number. */
    private String heading(Words words, Group group) {
        if (!group.titled()) return columns(group.table()).label();
        return Labels.in(said(group).get(TITLE), request().locale()).orElseGet(() -> words.text("view-section-number", Integer.parseInt(group.at().getLast()) + 1));
    }

    /** Where a field of the group can go: to fields of the same rows. */
    private SequencedMap<String, Text> others(Words words, Group group) {
        var others = new LinkedHashMap<String, Text>();
        groups().filter(other -> !other.equals(group) && other.lines() == group.lines() && other.table().equals(group.table())).forEach(other -> others.put(other.list(), Text.of(heading(words, other))));
        return others;
    }

    private Model item(Group group, Items list, Item item, Map<String, Text> others) {
        var said = arranged().said(item);
        var path = path(item);
        var at = list.items().indexOf(item);
        return Model.with("list", list.name()).with("id", item.in(list.name())).with("label", columns(group.table()).label(path)).with("name", path).with("first", at == 0).with("last", at == list.items().size() - 1).with("field", item.field())
                .with("titles", labels(item.field("label")).models(said.get("label"), typed())).with("hints", labels(item.field("hint")).models(said.get("hint"), typed()))
                .with("required", typed() ? request().form(item.field("required")).isPresent() : text(said, "required").equals("true"))
                .with("default", value(said, item, "default")).with("when", value(said, item, "when")).with("into", Choices.of(request().locale(), others, "")).build();
    }

    private String value(Node.Mapping said, Item item, String key) {
        return typed() ? form(item.field(key)) : text(said, key);
    }

    @Override
    public List<Amendment> amendments() {
        var head = new Changes(List.of(), fields());
        TEXTS.forEach(key -> head.become(key, labels(key).typed(fields().get(key))));
        var all = new ArrayList<>(head.all());
        var lists = arranged().items();
        groups().filter(Group::titled).forEach(group -> all.addAll(new Changes(group.at(), said(group)).become(TITLE, labels(name(group)).typed(said(group).get(TITLE))).all()));
        sets(lists).forEach(set -> all.addAll(set.amendments()));
        all.addAll(arranged().amendments(this::typed));
        added().ifPresent(all::add);
        // a section that has lost its fields goes; the last first, since those behind one that goes are counted anew
        groups().filter(group -> group.section() && lists.get(group.list()).items().isEmpty() && !lists.get(group.list()).stored().isEmpty()).toList().reversed().forEach(empty -> all.add(new Amendment.Remove(empty.at())));
        return all;
    }

    private void typed(Item item, Changes field) {
        var said = arranged().said(item);
        for (var key : List.of("label", "hint")) field.become(key, labels(item.field(key)).typed(said.get(key)));
        field.flag("required", request().form(item.field("required")).isPresent());
        for (var key : List.of("default", "when")) field.become(key, form(item.field(key)));
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
        return Stream.concat(Stream.of(List.<String>of()), steps()).flatMap(at -> within(at, table));
    }

    private Stream<List<String>> steps() {
        return IntStream.range(0, Nodes.items(fields(), List.of("steps")).size()).mapToObj(step -> List.of("steps", String.valueOf(step)));
    }

    /** Fields of the form itself or of one step: right there, in its sections, or in the lines that it asks for. */
    private Stream<Group> within(List<String> at, String table) {
        var here = Nodes.mapping(fields(), at);
        var lines = Nodes.mapping(fields(), Changes.place(at, LINES));
        var sections = IntStream.range(0, Nodes.items(fields(), Changes.place(at, SECTIONS)).size()).mapToObj(index -> new Group(Changes.place(Changes.place(at, SECTIONS), index), table));
        var own = here.get(FIELDS).isPresent() ? Stream.of(new Group(at, table)) : Stream.<Group>empty();
        var ofLines = lines.get(FIELDS).isPresent() ? Stream.of(new Group(Changes.place(at, LINES), text(lines, "table"))) : Stream.<Group>empty();
        return Stream.of(own, sections, ofLines).flatMap(groups -> groups);
    }

    /** What the form sets of its row, and of each of its lines. */
    private Stream<SetFields> sets(Map<String, Items> lists) {
        var head = groups().filter(group -> !group.lines()).toList();
        var lines = groups().filter(Group::lines);
        return Stream.concat(Stream.of(set(List.of("set"), text(fields(), "table"), head, lists)), lines.map(group -> set(Changes.place(group.at(), "set"), group.table(), List.of(group), lists)));
    }

    private SetFields set(List<String> at, String table, List<Group> groups, Map<String, Items> lists) {
        Set<String> asked = groups.stream().flatMap(group -> lists.get(group.list()).items().stream()).map(this::path).collect(Collectors.toSet());
        return new SetFields(written, at, columns(table), asked);
    }

    /** What a form can ask for: what the store numbers and what is calculated is nobody's to give. */
    private Map<String, Text> offered(String table) {
        return columns(table).own(column -> column.type() != ColumnType.AUTONUMBER && !column.isCalculated());
    }

    private TableColumns columns(String table) {
        return TableColumns.of(written.schema(), table, request().locale());
    }

    private Arranged arranged() {
        return new Arranged(request(), written.document(), typed(), ItemKind.COLUMN, groups().map(Group::list).toList());
    }

    private String path(Item item) {
        return ItemKind.COLUMN.of(arranged().said(item));
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
