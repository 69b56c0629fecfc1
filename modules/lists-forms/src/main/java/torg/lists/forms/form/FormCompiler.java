package torg.lists.forms.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.FormView.Group;
import torg.lists.forms.form.FormView.Lines;
import torg.lists.forms.form.FormView.OnBehalf;
import torg.lists.forms.form.FormView.Section;
import torg.lists.forms.form.FormView.Step;
import torg.lists.forms.form.FormView.Worked;
import torg.lists.forms.row.Ground;
import torg.lists.forms.row.Languages;
import torg.lists.forms.row.Link;
import torg.lists.forms.row.Pages;
import torg.lists.forms.row.Subject;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads {@code forms/*.yml}. */
@Component
public final class FormCompiler implements SiteCompiler<Forms> {
    @Override
    public Class<Forms> part() {
        return Forms.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("forms");
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class, Pages.class, Languages.class);
    }

    @Override
    public Forms compile(SiteSource source, Problems problems) {
        var ground = Ground.of(source, problems);
        var views = new TreeMap<String, FormView>();
        for (var document : source.documents("forms")) {
            var reader = new Reader(document.fields(), problems);
            var name = ground.ownName(reader, "form", views.keySet());
            var view = ground.table(reader, "table").map(table -> view(ground, reader, name.orElse(""), table));
            if (view.isPresent() && taken(views, view.get())) {
                ground.error(reader.at("api"), "twice", "another form has the same 'api'", "give one of them another name");
            }
            if (name.isPresent() && view.isPresent()) views.put(name.get(), view.get());
        }
        ground.pages().named("form").forEach(name -> ground.known(views, name.value(), name.at(), "form"));
        ground.pages().placed("form").forEach(place -> Optional.ofNullable(views.get(place.name().value())).flatMap(FormView::row).ifPresent(subject -> subject.check(ground, place)));
        return new Forms(views);
    }

    private static boolean taken(Map<String, FormView> views, FormView view) {
        return view.api().isPresent() && views.values().stream().anyMatch(other -> other.api().equals(view.api()));
    }

    private static FormView view(Ground ground, Reader reader, String name, Table table) {
        var lineTable = lineTable(ground, reader);
        var names = new ExprReader(ground, table, new HashSet<>(), Optional.empty(), lineTable);
        var parts = new Parts(names, new ArrayList<>(), new ArrayList<>());
        if (reader.has("steps")) reader.each("steps", parts::step);
        else parts.steps.add(parts.fields(reader, Text.of(""), List.of()));
        // a form that asks nothing is an action of a row
        var head = new Group(table, parts.fields(), set(names, reader, parts.fields()), shows(ground, reader, table), refusals(names, reader, parts.fields()));
        var api = reader.text("api");
        api.filter(path -> !path.matches("[a-z][a-z0-9-]{0,59}")).ifPresent(path ->
                ground.error(reader.at("api"), "bad-name", "'" + path + "' is no name", "use lower case letters, digits and '-'"));
        var row = reader.has("row") ? Optional.of(Subject.read(ground, reader, table)) : Optional.<Subject>empty();
        var view = new FormView(name, api, reader.label("title").orElse(table.label()), row, needs(ground, reader), onBehalf(names, reader),
                reader.text("then").flatMap(link -> Link.read(ground, table, link, reader.at("then"))), reader.label("done"), reader.label("submit"),
                head, parts.lines.stream().findFirst(), credit(ground, table, reader), parts.steps);
        checkSteps(ground, view, reader.at("steps"));
        if (reader.has("steps")) FieldReader.refuseFiles(ground, view.head().fields());
        if (view.onBehalf().isPresent() && !(view.isWizard() && view.creates())) {
            ground.error(reader.at("on-behalf"), "bad-on-behalf", "form '" + name + "' has no steps to choose for whom before them",
                    "use on-behalf in a form that creates a row in several steps");
        }
        reader.done();
        return view;
    }

    /** Steps in the making, with the lines found on the way. */
    private record Parts(ExprReader names, List<Step> steps, List<Lines> lines) {

        Step step(Reader one) {
            var title = one.label("title").orElseGet(() -> Text.of(one.required("title")));
            if (steps.isEmpty() && one.has("when")) names.ground().error(one.at("when"), "bad-steps", "the first step has a condition", "begin with a step that everybody goes through");
            var step = !one.has("lines") && one.flag("review", false) ? new Step.Review(title) : asked(one, title, new FieldReader(names).when(one, List.of(), names.known()));
            one.done();
            steps.add(step);
            return step;
        }

        private Step asked(Reader one, Text title, List<When> when) {
            return one.has("lines") ? items(one, title, when) : fields(one, title, when);
        }

        /** Fields, or sections of them. */
        Step.Fields fields(Reader one, Text title, List<When> when) {
            if (!one.has("sections")) return new Step.Fields(title, List.of(new Section(Optional.empty(), new FieldReader(names).read(one, when))));
            return new Step.Fields(title, one.each("sections", section -> {
                var reader = new FieldReader(names);
                var read = new Section(section.label("title"), reader.read(section, reader.when(section, when, names.known())));
                section.done();
                return read;
            }));
        }

        List<Field> fields() {
            return steps.stream().flatMap(step -> step instanceof Step.Fields fields ? fields.fields().stream() : Stream.empty()).toList();
        }

        private Step items(Reader one, Text title, List<When> when) {
            one.mapping("lines").flatMap(reader -> FormCompiler.lines(names, reader, when)).ifPresent(lines::add);
            return new Step.Items(title);
        }
    }

    /** Looked up before anything else is read: what adds lines up has to know their table. */
    private static Optional<Table> lineTable(Ground ground, Reader reader) {
        return reader.items("steps").stream().flatMap(step -> step instanceof Node.Mapping mapping ? mapping.get("lines").stream() : Stream.empty())
                .flatMap(lines -> lines instanceof Node.Mapping mapping ? mapping.get("table").stream() : Stream.empty())
                .flatMap(table -> table instanceof Node.Scalar scalar ? ground.schema().find(scalar.value()).stream() : Stream.empty()).findFirst();
    }

    private static Optional<Lines> lines(ExprReader head, Reader reader, List<When> when) {
        var ground = head.ground();
        var table = ground.table(reader, "table");
        if (table.isEmpty()) return Optional.empty();
        var by = ground.column(table.get(), reader.required("by"), reader.at("by"));
        var number = reader.text("number").flatMap(name -> ground.column(table.get(), name, reader.at("number")));
        var names = new ExprReader(ground, table.get(), new HashSet<>(), Optional.of(head), Optional.empty());
        var fields = new FieldReader(names).read(reader, List.of());
        FieldReader.refuseFiles(ground, fields);
        var group = new Group(table.get(), fields, set(names, reader, fields), shows(ground, reader, table.get()), refusals(names, reader, fields));
        var lines = by.map(column -> new Lines(reader.text("name").orElse("lines"), reader.label("item").orElse(table.get().label()), column, number,
                reader.number("least", 1, 0, 200), reader.number("most", 200, 1, 200), group, when, live(ground, table.get(), reader)));
        lines.filter(some -> some.least() > some.most()).ifPresent(_ -> ground.error(reader.at("least"), "bad-bounds", "'least' is more than 'most'", "let 'least' be the smaller one"));
        reader.done();
        return lines;
    }

    private static Optional<FormView.Live> live(Ground ground, Table table, Reader reader) {
        return reader.mapping("live").flatMap(one -> {
            var product = live(ground, table, one, "product", ColumnType.LOOKUP);
            var unit = live(ground, table, one, "unit", ColumnType.LOOKUP);
            var quantity = live(ground, table, one, "quantity", ColumnType.DECIMAL);
            var price = live(ground, table, one, "price", ColumnType.MONEY);
            one.done();
            if (Stream.of(product, unit, quantity, price).anyMatch(Optional::isEmpty)) return Optional.empty();
            return Optional.of(new FormView.Live(product.get(), unit.get(), quantity.get(), price.get()));
        });
    }

    private static Optional<Column> credit(Ground ground, Table table, Reader reader) {
        return reader.has("credit") ? live(ground, table, reader, "credit", ColumnType.MONEY) : Optional.empty();
    }

    private static Optional<Column> live(Ground ground, Table table, Reader live, String what, ColumnType type) {
        var column = ground.column(table, live.required(what), live.at(what));
        var other = column.filter(one -> one.type() != type);
        other.ifPresent(one -> ground.error(live.at(what), "bad-live", "column '" + one.name() + "' cannot be the " + what + " that the ERP is asked about", "name a column of type " + type.name().toLowerCase(Locale.ROOT)));
        return other.isPresent() ? Optional.empty() : column;
    }

    /** @param fields where what is missing can be said */
    private static SequencedMap<Column, Worked> set(ExprReader names, Reader reader, List<Field> fields) {
        var set = new LinkedHashMap<Column, Worked>();
        reader.mapping("set").ifPresent(all -> all.entries().forEach((name, node) ->
                names.ground().column(names.own(), name, node.at()).ifPresent(column -> {
                    var missing = missing(names.ground(), node, fields);
                    if (fields.stream().anyMatch(field -> field.column().equals(column))) names.ground().error(node.at(), "twice", "'" + name + "' is a field that people fill, and set as well", "remove one of the two, or give the field a 'default:'");
                    if (column.type() == ColumnType.FILE) names.ground().error(node.at(), "no-file", "'" + name + "' holds files, which are sent and not set", "make it a field");
                    names.read(without(node, "missing"), column).ifPresent(value -> set.put(column, new Worked(node.at(), value, missing)));
                    names.known().add(name);
                })));
        return set;
    }

    private static SequencedMap<String, Text> missing(Ground ground, Node node, List<Field> fields) {
        var missing = new LinkedHashMap<String, Text>();
        var known = fields.stream().collect(Collectors.toMap(Field::name, field -> field, (first, _) -> first));
        if (node instanceof Node.Mapping mapping) {
            new Reader(mapping, ground.problems()).mapping("missing").ifPresent(all -> all.entries().forEach((name, text) ->
                    ground.known(known, name, text.at(), "field").flatMap(_ -> all.label(name)).ifPresent(words -> missing.put(name, words))));
        }
        return missing;
    }

    private static Node without(Node node, String key) {
        if (!(node instanceof Node.Mapping mapping)) return node;
        var others = new LinkedHashMap<>(mapping.entries());
        others.remove(key);
        return new Node.Mapping(mapping.at(), others);
    }

    /** {@code refuse: [{when: urgent and boxes is empty, field: boxes, say: {en: ...}}]}. */
    private static List<Refusal> refusals(ExprReader names, Reader reader, List<Field> fields) {
        var known = fields.stream().collect(Collectors.toMap(Field::name, field -> field, (first, _) -> first));
        var refusals = new ArrayList<Refusal>();
        reader.each("refuse", one -> {
            var field = names.ground().known(known, one.required("field"), one.at("field"), "field");
            var say = one.label("say");
            if (say.isEmpty()) one.required("say");
            if (!one.has("when")) one.required("when");
            names.when(one, names.known()).ifPresent(when -> field.ifPresent(found -> say.ifPresent(text -> refusals.add(new Refusal(when, found.name(), text)))));
            one.done();
            return one;
        });
        return refusals;
    }

    private static SequencedMap<Column, Text> shows(Ground ground, Reader reader, Table table) {
        var shows = new LinkedHashMap<Column, Text>();
        reader.mapping("show").ifPresent(all -> all.entries().forEach((name, node) ->
                ground.column(table, name, node.at()).ifPresent(column -> shows.put(column, all.label(name).orElse(column.label())))));
        return shows;
    }

    private static List<Column> needs(Ground ground, Reader reader) {
        var names = reader.texts("needs");
        if (names.isEmpty()) return List.of();
        return ground.known(ground.schema().tables(), "contact", reader.at("needs"), "table").stream()
                .flatMap(contact -> names.stream().flatMap(name -> ground.column(contact, name, reader.at("needs")).stream())).toList();
    }

    private static Optional<OnBehalf> onBehalf(ExprReader names, Reader reader) {
        return reader.mapping("on-behalf").flatMap(one -> {
            var ground = names.ground();
            var title = one.label("title");
            var roles = one.texts("roles");
            if (roles.isEmpty()) one.required("roles");
            roles.forEach(role -> ground.known(ground.roles(), role, one.at("roles"), "role"));
            var field = new FieldReader(names).needed(one);
            if (field.isPresent() && field.get().column().target().filter("contact"::equals).isEmpty()) {
                ground.error(one.at("column"), "bad-on-behalf", "column '" + field.get().name() + "' points to no contact", "name a lookup to table 'contact'");
                return Optional.empty();
            }
            return field.map(found -> new OnBehalf(title.orElse(found.label()), found, Set.copyOf(roles)));
        });
    }

    private static void checkSteps(Ground ground, FormView view, Position at) {
        var items = view.steps().stream().filter(Step.Items.class::isInstance).count();
        if (items > 1) ground.error(at, "bad-steps", "form '" + view.name() + "' has lines in several steps", "keep one step with lines");
        if (view.steps().isEmpty() || !(view.steps().getFirst() instanceof Step.Fields)) {
            ground.error(at, "bad-steps", "the first step of form '" + view.name() + "' has no fields", "begin the steps with one that says 'fields:'");
        }
        if (view.isWizard() && !(view.steps().getLast() instanceof Step.Review)) {
            ground.error(at, "bad-steps", "the last step of form '" + view.name() + "' is no review",
                    "end the steps with one that says 'review: true'");
        }
        if (view.isWizard() && !view.creates()) {
            ground.error(at, "bad-steps", "form '" + view.name() + "' edits a row in several steps", "edit in one step");
        }
    }
}
