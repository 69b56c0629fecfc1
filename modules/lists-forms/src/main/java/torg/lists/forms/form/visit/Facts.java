package torg.lists.forms.form.visit;

import java.util.ArrayList;
import java.util.List;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.FormView.Group;
import torg.lists.forms.row.Formats;

/** What a person gave so far, and what follows from it, as people read it. */
public record Facts(Visit visit) {

    /** Label and value of fields that have one. */
    public List<Model> of(List<Field> fields, Scope scope) {
        return fields.stream()
                .flatMap(field -> scope.get(field.name()).map(value -> fact(field.label(), field.column(), words(field, value, scope))).stream())
                .toList();
    }

    /** Label and value of what is worked out and shown. */
    public List<Model> computed(Group group, Scope scope) {
        var facts = new ArrayList<Model>();
        group.shows().forEach((column, label) -> scope.get(column.name())
                .ifPresent(value -> facts.add(fact(label, column, words(column, value, scope)))));
        return facts;
    }

    /** The heads of a table of lines. */
    public List<Model> heads(Group group) {
        var heads = new ArrayList<Model>();
        visit.fields(group).forEach(field -> heads.add(fact(field.label(), field.column(), "")));
        group.shows().forEach((column, label) -> heads.add(fact(label, column, "")));
        return heads;
    }

    /** The cells of one line, one for each head. */
    public List<Model> cells(Group group, Scope line) {
        var cells = new ArrayList<Model>();
        for (var field : visit.fields(group)) {
            cells.add(fact(field.label(), field.column(), line.get(field.name()).map(value -> words(field, value, line)).orElse("")));
        }
        group.shows().forEach((column, label) -> {
            cells.add(fact(label, column, line.get(column.name()).map(value -> words(column, value, line)).orElse("")));
        });
        return cells;
    }

    private Model fact(Text label, Column column, String words) {
        return Model.with("label", label.in(visit.request().locale())).with("text", words).with("number", Formats.isNumber(column)).build();
    }

    private String words(Field field, Object value, Scope scope) {
        var choice = field.choices().stream().filter(one -> one.value().equals(value)).findFirst();
        if (choice.isPresent()) return visit.formats().label(choice.get());
        if (field.options().isEmpty()) return words(field.column(), value, scope);
        var options = field.options().get();
        return visit.neighbours().row(options.table().name(), (String) value).map(row -> new Offer(visit, options).words(row))
                .orElse(value.toString());
    }

    public String words(Column column, Object value, Scope scope) {
        if (column.type() == ColumnType.LOOKUP) {
            var target = visit.tables().schema().table(column.target().orElseThrow());
            return visit.neighbours().row(target.name(), (String) value).flatMap(row -> row.text(target.title())).orElse(value.toString());
        }
        var currency = column.currency().flatMap(scope::get).map(Object::toString);
        return visit.formats().text(column, value, currency);
    }
}
