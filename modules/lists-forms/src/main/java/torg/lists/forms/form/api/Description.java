package torg.lists.forms.form.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.file.MediaType;
import torg.api.table.Choice;
import torg.api.table.ColumnType;
import torg.api.text.Text;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.FormView.Lines;
import torg.lists.forms.form.FormView.Step;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.When;
import torg.lists.forms.form.visit.Offer;
import torg.lists.forms.form.visit.Scope;
import torg.lists.forms.form.visit.Visit;

/** What a form asks, for front ends that show it themselves. */
record Description(Visit visit) {

    Map<String, Object> json() {
        var form = visit.form();
        var json = new LinkedHashMap<String, Object>();
        json.put("form", form.name());
        json.put("table", form.table().name());
        json.put("title", form.title().in(visit.request().locale()));
        json.put("fields", fields(visit.head()));
        json.put("steps", form.steps().stream().flatMap(step -> step(step).stream()).toList());
        form.lines().ifPresent(lines -> json.put(lines.name(), lines(lines)));
        return json;
    }

    private Map<String, Object> lines(Lines lines) {
        var json = new LinkedHashMap<String, Object>();
        json.put("table", lines.group().table().name());
        json.put("least", lines.least());
        json.put("most", lines.most());
        if (!lines.when().isEmpty()) json.put("when", When.text(lines.when()));
        json.put("fields", fields(visit.fields(lines.group())));
        return json;
    }

    /** Which fields stand together; a form on one page is one step. What there is to review needs no description. */
    private Optional<Map<String, Object>> step(Step step) {
        return switch (step) {
            case Step.Fields(var title, var sections) -> Optional.of(Map.of("title", words(title), "sections", sections.stream().map(section ->
                    Map.of("title", section.title().map(this::words).orElse(""), "fields", visit.offered(visit.form().head(), section.fields()).stream().map(Field::name).toList())).toList()));
            case Step.Items(var title) -> visit.form().lines().map(lines -> Map.of("title", words(title), "lines", lines.name()));
            case Step.Review _ -> Optional.empty();
        };
    }

    private String words(Text text) {
        return text.in(visit.request().locale());
    }

    private List<Map<String, Object>> fields(List<Field> fields) {
        return fields.stream().map(this::field).toList();
    }

    private Map<String, Object> field(Field field) {
        var scope = new Scope(visit);
        var json = new LinkedHashMap<String, Object>();
        json.put("name", field.name());
        json.put("label", field.label().in(visit.request().locale()));
        json.put("type", field.column().type().name().toLowerCase(Locale.ROOT).replace("_", ""));
        json.put("required", field.required());
        if (field.readOnly()) json.put("readOnly", true);
        field.shape().ifPresent(shape -> json.put("pattern", shape.pattern().pattern()));
        if (!field.when().isEmpty()) json.put("when", When.text(field.when()));
        field.preset().flatMap(preset -> scope.work(preset, field.column(), field.options())).ifPresent(value -> json.put("default", value));
        field.min().flatMap(limit -> scope.work(limit, field.column())).ifPresent(value -> json.put("min", value));
        field.above().flatMap(limit -> scope.work(limit, field.column())).ifPresent(value -> json.put("above", value));
        field.max().flatMap(limit -> scope.work(limit, field.column())).ifPresent(value -> json.put("max", value));
        if (field.column().length() > 0 && field.column().type() == ColumnType.TEXT) json.put("length", field.column().length());
        field.column().file().ifPresent(rule -> {
            json.put("mediaTypes", rule.mediaTypes().stream().map(MediaType::mediaType).toList());
            json.put("maxSize", rule.maxSize());
        });
        field.column().target().ifPresent(target -> json.put("target", target));
        field.options().ifPresent(options -> json.put("options", new Offer(visit, options).rows("", FormView.Options.MOST).stream()
                .map(row -> Map.of("value", row.key(), "text", new Offer(visit, options).words(row))).toList()));
        if (!field.choices().isEmpty()) json.put("options", field.choices().stream().map(this::choice).toList());
        return json;
    }

    private Map<String, String> choice(Choice choice) {
        return Map.of("value", choice.value(), "text", choice.label().in(visit.request().locale()));
    }
}
