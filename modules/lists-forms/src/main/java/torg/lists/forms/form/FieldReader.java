package torg.lists.forms.form;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Reader;
import torg.api.table.Choice;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Query;
import torg.api.table.Table;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.FormView.Options;
import torg.lists.forms.row.Ground;
import torg.lists.forms.row.Path;
import torg.lists.forms.row.Places;
import torg.lists.forms.row.Where;

/** Reads the fields of a form's document. */
record FieldReader(ExprReader names) {

    /**
     * Fields below {@code fields}: names, or mappings with more to say. All of them are known to the expressions of each,
     * and those before it to its condition: so no two wait for each other.
     *
     * @param around conditions of what they stand in
     */
    List<Field> read(Reader reader, List<When> around) {
        var before = new LinkedHashSet<>(names.known());
        var nodes = reader.items("fields").stream()
                .map(item -> item instanceof Node.Mapping one ? one : new Node.Mapping(item.at(), Map.of("column", item))).toList();
        var fields = new ArrayList<Field>();
        for (var node : nodes) node.get("column").ifPresent(column -> ground().scalar(column, "a column").ifPresent(name -> {
            if (!names.known().add(name)) error(column.at(), "twice", "field '" + name + "' stands in the form twice", "remove one of them");
        }));
        for (var node : nodes) {
            var one = new Reader(node, ground().problems());
            var name = one.required("column");
            if (!name.isEmpty()) {
                ground().column(names.own(), name, one.at("column")).ifPresent(column -> fields.add(field(one, column, false, when(one, around, before))));
            }
            before.add(name);
        }
        if (fields.isEmpty() && !isAction(reader)) error(reader.at("fields"), "no-fields", "no fields are listed here", "add 'fields:' with names of columns");
        return fields;
    }

    /** Whether it is a form that only sets values in a row: an action of that. */
    private static boolean isAction(Reader reader) {
        return reader.has("row") && reader.has("set");
    }

    /** One field that is always required. */
    Optional<Field> needed(Reader one) {
        var name = one.required("column");
        return name.isEmpty() ? Optional.empty() : ground().column(names.own(), name, one.at("column")).map(column -> field(one, column, true, List.of()));
    }

    /** What stands around something, and its own condition. */
    List<When> when(Reader one, List<When> around, Set<String> before) {
        return Stream.concat(around.stream(), names.when(one, before).stream()).toList();
    }

    private Field field(Reader one, Column column, boolean needed, List<When> when) {
        if (column.type() == ColumnType.AUTONUMBER) {
            error(one.at("column"), "no-field", "column '" + column.name() + "' is numbered by the store", "leave it out");
        }
        if (column.isCalculated()) {
            error(one.at("column"), "no-field", "column '" + column.name() + "' is calculated, or a lookup that leads to several tables",
                    "name a column that it is made of");
        }
        var options = column.target().map(ground().schema()::table).map(target -> options(one, target));
        var field = new Field(one.at("column"), column, one.label("label").orElse(column.label()), one.label("hint"),
                needed || one.flag("required", false), one.flag("read-only", false),
                expression(one, "default", column), expression(one, "min", column), expression(one, "max", column), expression(one, "above", column),
                decimals(one), shape(one, column), choices(one, column), options, one.text("autocomplete"), when);
        check(one, field);
        one.done();
        return field;
    }

    /** What would never be looked at, or refuse whatever stands in the field by itself. */
    private void check(Reader one, Field field) {
        checkBounds(one, field);
        checkReadOnly(one, field);
        if (field.isFile() && one.has("default")) {
            error(one.at("default"), "no-file", "column '" + field.name() + "' holds files, and none stands there by itself", "take 'default' away");
        }
        var values = field.choices().stream().map(Choice::value).toList();
        if (!values.isEmpty() && field.preset().orElse(null) instanceof Expr.Fixed(var value) && !values.contains(value)) {
            error(one.at("default"), "not-a-choice", "the default of '" + field.name() + "' is none of its choices", "use one of " + String.join(", ", values));
        }
    }

    private void checkBounds(Reader one, Field field) {
        var type = field.column().type();
        if (type == ColumnType.INTEGER || type == ColumnType.DECIMAL || type == ColumnType.MONEY) return;
        for (var bound : List.of("min", "max", "above", "decimals")) {
            var ofDays = bound.equals("min") || bound.equals("max");
            if (!one.has(bound) || ofDays && type == ColumnType.DATE) continue;
            error(one.at(bound), "no-bound", "'" + bound + "' says nothing of column '" + field.name() + "'",
                    "take it away: it is for numbers" + (ofDays ? " and days" : ""));
        }
    }

    private void checkReadOnly(Reader one, Field field) {
        if (!field.readOnly()) return;
        var at = one.at("read-only");
        if (field.isFile()) error(at, "bad-read-only", "field '" + field.name() + "' holds files", "show it in a record");
        else if (field.required()) {
            error(at, "bad-read-only", "field '" + field.name() + "' is required, and nobody can fill it", "take 'required' away, and give it a 'default'");
        }
    }

    /** What is typed on one page stands in the draft until the last; bytes do not. */
    static void refuseFiles(Ground ground, List<Field> fields) {
        for (var field : fields) {
            if (field.isFile()) {
                ground.error(field.at(), "no-file", "column '" + field.name() + "' holds files, which no draft keeps",
                        "ask for it in a form on one page, such as one of its own on the page of the row");
            }
        }
    }

    private Optional<Expr> expression(Reader one, String key, Column column) {
        return one.node(key).flatMap(node -> names.read(node, column));
    }

    /** Those of the column, or for a text those that the form allows. */
    private List<Choice> choices(Reader one, Column column) {
        if (column.type() == ColumnType.CHOICE) return column.choices();
        if (one.has("choices") && column.type() != ColumnType.TEXT) {
            error(one.at("choices"), "no-choices", "column '" + column.name() + "' is no text", "remove the choices");
        }
        return one.mapping("choices").map(all -> all.entries().keySet().stream()
                .flatMap(value -> all.label(value).map(label -> new Choice(value, label)).stream()).toList())
                .orElse(List.of());
    }

    /** {@code pattern: {is: "[A-Z]{2}[0-9]+", say: {en: ...}}}. */
    private Optional<Shape> shape(Reader one, Column column) {
        if (!one.has("pattern")) return Optional.empty();
        if (column.type() != ColumnType.TEXT && column.type() != ColumnType.LONG_TEXT) {
            error(one.at("pattern"), "no-pattern", "column '" + column.name() + "' is no text", "take 'pattern' away");
        }
        return one.mapping("pattern").flatMap(pattern -> {
            var is = pattern.required("is");
            var say = pattern.label("say");
            if (say.isEmpty()) pattern.required("say");
            pattern.done();
            return compiled(is, pattern.at("is")).flatMap(compiled -> say.map(text -> new Shape(compiled, text)));
        });
    }

    private Optional<Pattern> compiled(String is, Position at) {
        if (!Shape.isModest(is)) {
            error(at, "bad-pattern", "the pattern is too long, or repeats too much by count", "say less of the text, in 500 characters at most");
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(is));
        } catch (PatternSyntaxException e) {
            error(at, "bad-pattern", "'" + is + "' is no pattern: " + e.getDescription(),
                    "write a regular expression that fits the whole text, such as \"[A-Z]{2}[0-9]+\"");
            return Optional.empty();
        }
    }

    /** Counts digits, whatever the field's own type. */
    private Optional<Expr> decimals(Reader one) {
        return one.node("decimals").flatMap(node -> names.read(node, Column.of("decimals", ColumnType.INTEGER)));
    }

    private Options options(Reader field, Table target) {
        var plain = new Options(target, Where.EVERYTHING, List.of(new Query.Order(target.title(), false)), Places.of("{" + target.title() + "}"),
                List.of(Path.of(target, target.columns().get(target.title()))));
        return field.mapping("options").map(reader -> {
            var text = reader.text("text").map(Places::of).orElse(plain.text());
            var paths = text.names().stream().flatMap(name -> ground().path(target, name, reader.at("text")).stream()).toList();
            var order = order(reader, target);
            var options = new Options(target, Where.read(ground(), reader, target), order.isEmpty() ? plain.order() : order, text, paths);
            reader.done();
            return options;
        }).orElse(plain);
    }

    private List<Query.Order> order(Reader reader, Table target) {
        return reader.texts("order").stream().flatMap(text -> {
            var descending = text.startsWith("-");
            return ground().path(target, descending ? text.substring(1) : text, reader.at("order"))
                    .map(path -> new Query.Order(path.text(), descending)).stream();
        }).toList();
    }

    private void error(Position at, String code, String message, String help) {
        ground().error(at, code, message, help);
    }

    private Ground ground() {
        return names.ground();
    }
}
