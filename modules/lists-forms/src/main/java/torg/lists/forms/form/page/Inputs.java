package torg.lists.forms.form.page;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.file.StoredFile;
import torg.api.problem.FieldProblem;
import torg.api.table.ColumnType;
import torg.api.table.Row;
import torg.api.view.Model;
import torg.lists.forms.form.Expr;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.FormView.Options;
import torg.lists.forms.form.FormView.Section;
import torg.lists.forms.form.entry.Check;
import torg.lists.forms.form.entry.Typed;
import torg.lists.forms.form.entry.Wrong;
import torg.lists.forms.form.visit.Offer;
import torg.lists.forms.form.visit.Scope;
import torg.lists.forms.form.visit.Visit;
import torg.lists.forms.row.FileAddress;

/**
 * Fields as the template {@code components/field} is handed them.
 *
 * @param place id of the placement, before the ids of inputs
 * @param scope for presets and bounds
 * @param row that is edited; empty for a new one
 * @param problems each beside its field
 */
record Inputs(Visit visit, String place, Scope scope, Optional<Row> row, List<FieldProblem> problems) {

    /**
     * The row itself, as its fields stand on the page: with these values, and in a new one where there are none with what stands there by itself.
     *
     * @param values of all fields that somebody filled, those of other pages too
     */
    static Inputs of(Visit visit, String place, List<Field> fields, Map<String, String> values, Optional<Row> row, List<FieldProblem> problems) {
        return new Inputs(visit, place, new Check(visit).some(fields, row.isPresent() ? values : standing(visit, fields, values)), row, problems);
    }

    /** What is typed, and in all other fields what stands there by itself. */
    static Map<String, String> standing(Visit visit, List<Field> fields, Map<String, String> values) {
        var scope = new Scope(visit);
        var standing = new LinkedHashMap<>(values);
        for (var field : fields) preset(field, scope).ifPresent(value -> standing.putIfAbsent(field.name(), Typed.plain(value)));
        return standing;
    }

    List<Model> models(List<Field> fields, Map<String, String> values) {
        return onPage(fields).stream().map(field -> model(field, values, fields).build()).toList();
    }

    /** Sections with those of their fields that the caller may fill; one whose fields are all hidden is hidden. */
    List<Model> sections(List<Section> sections, Map<String, String> values) {
        var all = visit.offered(visit.form().head(), sections.stream().flatMap(section -> section.fields().stream()).toList());
        return sections.stream().map(section -> new Section(section.title(), onPage(all).stream().filter(section.fields()::contains).toList()))
                .filter(section -> !section.fields().isEmpty())
                .map(section -> Model.with("title", section.title().map(title -> title.in(visit.request().locale())).orElse(""))
                        .with("id", id(section.fields().getFirst()) + "-section").with("off", section.fields().stream().noneMatch(this::isAsked))
                        .with("fields", section.fields().stream().map(field -> model(field, values, all).build()).toList()).build())
                .toList();
    }

    /** Whether some field comes and goes with what is typed. */
    boolean conditional(List<Field> fields) {
        return onPage(fields).stream().anyMatch(field -> !field.when().isEmpty());
    }

    /** The names of those with conditions that are asked for, for the page to say which it showed. */
    String asked(List<Field> fields) {
        return fields.stream().filter(field -> !field.when().isEmpty() && isAsked(field)).map(Field::name).collect(Collectors.joining(" "));
    }

    /** What is asked for, and what may be once something else is typed here. */
    private List<Field> onPage(List<Field> fields) {
        return fields.stream().filter(field -> isAsked(field) || field.when().stream().anyMatch(when -> fields.stream().anyMatch(when::asks))).toList();
    }

    private boolean isAsked(Field field) {
        return scope.holds(field.when());
    }

    /** The same, with the first of them ready for typing. */
    List<Model> focused(List<Field> fields, Map<String, String> values) {
        return onPage(fields).stream().map(field -> model(field, values, fields).with("focus", field == fields.getFirst()).build()).toList();
    }

    /** Links to the fields that are wrong, for above the form. */
    List<Model> summary(List<Field> fields) {
        return problems.stream().map(problem -> {
            var field = fields.stream().filter(one -> one.name().equals(problem.field())).findFirst();
            var words = Wrong.words(problem, visit.formats());
            return Model.with("message", field.map(one -> label(one) + ": " + words).orElse(words))
                    .with("target", field.map(one -> "#" + id(one)).orElse("")).build();
        }).toList();
    }

    private Model.Builder model(Field field, Map<String, String> values, List<Field> all) {
        var problem = problems.stream().filter(one -> one.field().equals(field.name())).findFirst();
        var typed = Optional.ofNullable(values.get(field.name())).map(text -> Typed.input(field, text, visit.formats()));
        var value = field.readOnly() ? fixed(field) : typed.orElseGet(() -> preset(field));
        var type = field.column().type();
        var model = Model.with("name", field.name()).with("id", id(field)).with("label", label(field))
                .with("hint", field.hint().map(hint -> hint.in(visit.request().locale())).orElse(""))
                .with("error", problem.map(one -> Wrong.words(one, visit.formats())).orElse("")).with("wrong", problem.isPresent())
                .with("described", described(field, problem.isPresent())).with("required", field.required()).with("optional", field.isOptional())
                .with("value", value).with("autocomplete", field.autocomplete().orElse("")).with("wide", type == ColumnType.LONG_TEXT)
                .with("isFixed", field.readOnly());
        if (field.readOnly()) return model.with("off", !isAsked(field));
        model.with("isSelect", field.isSelect()).with("isArea", type == ColumnType.LONG_TEXT).with("isBox", type == ColumnType.BOOLEAN)
                .with("isInput", !field.isSelect() && type != ColumnType.LONG_TEXT && type != ColumnType.BOOLEAN && type != ColumnType.FILE)
                .with("ticked", value.equals("true"))
                .with("decides", all.stream().anyMatch(other -> other.when().stream().anyMatch(when -> when.asks(field)))).with("off", !isAsked(field));
        if (field.isFile()) file(field, model);
        if (type == ColumnType.LOOKUP) lookup(field, value, model);
        if (!field.choices().isEmpty()) choices(field, value, model);
        return input(field, model);
    }

    private Model.Builder input(Field field, Model.Builder model) {
        var length = field.column().length();
        return model.with("type", field.column().type() == ColumnType.DATE ? "date" : field.column().name().equals("email") ? "email" : "text")
                .with("inputmode", switch (field.column().type()) {
                    case INTEGER -> "numeric";
                    case DECIMAL, MONEY -> "decimal";
                    default -> "";
                })
                .with("maxlength", length > 0 ? Integer.toString(length) : "").with("min", date(field, field.min()))
                .with("max", date(field, field.max()));
    }

    /** What is there, and what may take its place. No browser fills in a file by itself: one sent with a form that is shown again has to be chosen again. */
    private void file(Field field, Model.Builder model) {
        var rule = field.column().file().orElseThrow();
        var there = row.flatMap(found -> found.value(field.name())).map(StoredFile.class::cast);
        var takes = rule.mediaTypes().stream().map(type -> type.ending().toUpperCase(Locale.ROOT)).collect(Collectors.joining(", "));
        var isWrong = problems.stream().anyMatch(problem -> problem.field().equals(field.name()));
        model.with("isFile", true).with("accept", rule.accepts())
                .with("takes", visit.words().text("forms.file-takes", takes, visit.formats().size(rule.maxSize())))
                .with("there", there.map(visit.formats()::file).orElse(""))
                .with("thereLink", there.flatMap(_ -> row).map(found -> FileAddress.of(found, field.name())).orElse(""))
                .with("clearable", there.isPresent() && !field.required())
                .with("again", visit.request().file(field.name()).isPresent() && !isWrong);
    }

    /** Only dates have bounds that every browser shows; numbers are typed as text. */
    private String date(Field field, Optional<Expr> bound) {
        return bound.flatMap(limit -> scope.work(limit, field.column())).filter(LocalDate.class::isInstance).map(Object::toString).orElse("");
    }

    /** As people read it, where it cannot be changed. */
    private String fixed(Field field) {
        var value = row.isPresent() ? row.get().value(field.name()) : preset(field, scope);
        return value.map(found -> words(field, found)).orElse("");
    }

    private String words(Field field, Object value) {
        return field.options().map(options -> new Offer(visit, options)).flatMap(offer -> offer.row(value.toString()).map(offer::words))
                .orElseGet(() -> visit.formats().text(field.column(), value, Optional.empty()));
    }

    /** A row that is there holds nothing where its cell is empty. */
    private String preset(Field field) {
        if (row.isPresent()) return "";
        return preset(field, scope).map(value -> value instanceof BigDecimal number ? visit.formats().typed(number) : value.toString()).orElse("");
    }

    private static Optional<Object> preset(Field field, Scope scope) {
        return field.preset().flatMap(preset -> scope.work(preset, field.column(), field.options())).or(field.column()::defaultValue);
    }

    private void lookup(Field field, String value, Model.Builder model) {
        var offer = new Offer(visit, field.options().orElseThrow());
        var text = visit.request().form(field.name() + ".q").orElse("").strip();
        var rows = offer.rows(text.length() > 100 ? text.substring(0, 100) : text, Options.MOST + 1);
        var more = rows.size() > Options.MOST || !text.isEmpty();
        var choices = new ArrayList<Model>();
        if (!field.startsWithFirst() || rows.isEmpty() || row.isPresent() && value.isEmpty()) choices.add(choice("", blank(field), value.isEmpty()));
        var shown = rows.stream().limit(Options.MOST).toList();
        if (!value.isEmpty() && shown.stream().map(Row::key).noneMatch(value::equals)) {
            offer.row(value).ifPresent(row -> choices.add(choice(row.key(), offer.words(row), true)));
        }
        shown.forEach(row -> choices.add(choice(row.key(), offer.words(row), row.key().equals(value))));
        model.with("choices", choices).with("searchable", more).with("looked", text);
    }

    private void choices(Field field, String value, Model.Builder model) {
        var choices = new ArrayList<Model>();
        if (!field.required() || value.isEmpty()) choices.add(choice("", blank(field), value.isEmpty()));
        if (!value.isEmpty() && field.choices().stream().noneMatch(one -> one.value().equals(value))) choices.add(choice(value, value, true));
        field.choices().forEach(one -> choices.add(choice(one.value(), visit.formats().label(one), one.value().equals(value))));
        model.with("choices", choices);
    }

    private String blank(Field field) {
        return visit.words().text(field.required() ? "forms.choose" : field.preset().isPresent() ? "forms.usual" : "forms.none");
    }

    private static Model choice(String value, String words, boolean selected) {
        return Model.with("value", value).with("words", words).with("selected", selected).build();
    }

    private String described(Field field, boolean wrong) {
        var ids = new ArrayList<String>();
        if (wrong) ids.add(id(field) + "-error");
        if (field.hint().isPresent()) ids.add(id(field) + "-hint");
        if (field.isFile()) ids.add(id(field) + "-takes");
        return String.join(" ", ids);
    }

    private String id(Field field) {
        return place + "-" + field.name();
    }

    private String label(Field field) {
        return field.label().in(visit.request().locale());
    }
}
