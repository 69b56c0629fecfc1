package torg.lists.forms.list;

import java.util.List;
import java.util.Optional;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.lists.forms.row.Formats;
import torg.lists.forms.row.Sight;

/** The filters of a list as fields of a form, as one caller sees them. */
record FilterFields(Tables tables, Request request, Sight sight, Formats formats, Asked asked) {
    /** Rows that a lookup's filter offers by themselves; among more one looks by words. */
    static final int MOST_OFFERED = 100;

    List<Model> models(List<Filter> filters) {
        return filters.stream().filter(filter -> filter.isOpen(sight)).map(this::model).toList();
    }

    private Model model(Filter filter) {
        var column = filter.path().column();
        var model = Model.with("name", asked.prefix() + filter.path().text()).with("label", column.label().in(request.locale()));
        switch (filter) {
            case Filter.OneOf one -> model.with("select", true).with("options", one.values().stream().map(value -> option(value, words(one, value), one)).toList());
            case Filter.Led led -> led(led, model);
            case Filter.Range range -> model.with("range", Model.with("type", range.isOfDays() ? "date" : "number").with("from", bound(range.from())).with("to", bound(range.to())));
        }
        return model.build();
    }

    private Model.Builder bound(String parameter) {
        return Model.with("name", asked.prefix() + parameter).with("value", said(parameter));
    }

    private String said(String parameter) {
        return asked.filters().getOrDefault(parameter, "");
    }

    /** Rows that the caller may read: all of them, or where these are too many the one that was chosen, and a field for words. */
    private void led(Filter.Led led, Model.Builder model) {
        var target = led.path().column().target().orElseThrow();
        var title = led.title().column().name();
        var found = tables.query(request.caller(), new Query(target, List.of(title), new Condition.Everything(), List.of(new Query.Order(title, false)), MOST_OFFERED + 1, Optional.empty(), 0, false)).rows();
        var many = found.size() > MOST_OFFERED;
        var rows = many ? chosen(led, target, title) : found;
        var options = rows.stream().map(row -> option(row.key(), row.value(title).map(value -> formats.text(led.title().column(), value, Optional.empty())).orElse(row.key()), led)).toList();
        model.with("select", !options.isEmpty() || !many).with("options", options);
        if (many) model.with("looked", Model.with("name", asked.prefix() + led.words()).with("value", said(led.words())).with("label", formats.words().text("lists.named", led.path().column().label().in(request.locale()))));
    }

    private List<Row> chosen(Filter.Led led, String target, String title) {
        var key = said(led.path().text());
        if (key.isEmpty()) return List.of();
        var column = tables.schema().table(target).key();
        return tables.query(request.caller(), new Query(target, List.of(title), Condition.eq(column, key), List.of(), 1, Optional.empty(), 0, false)).rows();
    }

    private Model option(String value, String words, Filter filter) {
        return Model.with("value", value).with("words", words).with("selected", value.equals(said(filter.path().text()))).build();
    }

    private String words(Filter.OneOf one, String value) {
        return one.path().column().choice(value).map(choice -> choice.label().in(request.locale())).orElseGet(() -> formats.words().text(value.equals("true") ? "rows.yes" : "rows.no"));
    }
}
