package torg.pages.frame;

import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.view.PageType;
import torg.api.web.Request;
import torg.pages.access.Sight;
import torg.pages.tree.Addresses;
import torg.pages.tree.Entry;
import torg.pages.tree.Fields;
import torg.pages.tree.Fields.Value;
import torg.pages.tree.SitePages;

/**
 * Fields of pages as templates and callers of the API are handed them, in the language of a request: what is written differently in each language has the
 * {@code value} that documents know and its {@code text} for people. A page that the caller may not read is left out of what refers to it.
 */
public record FieldValues(Request request, Sight sight) {
    /** All that have a value, by name. */
    public Model of(Fields fields) {
        var model = new Model.Builder();
        fields.in(request.locale()).forEach((name, value) -> model.with(name, of(fields.type().field(name).orElseThrow(), value)));
        return model.build();
    }

    /**
     * What these fields of a page say as a card of it shows them, in this order: each a model of {@code name}, {@code label} and what it is by how it is shown, one of
     * {@code time}, {@code number}, {@code badge}, {@code page}, {@code file}, {@code image}, {@code text} and {@code html}.
     */
    public List<Model> shown(Fields fields, List<String> names) {
        var said = fields.in(request.locale());
        return names.stream().filter(said::containsKey).flatMap(name -> shown(fields.type().field(name).orElseThrow(), said.get(name))).toList();
    }

    private Stream<Model> shown(PageType.Field field, Value value) {
        return switch (value) {
            case Value.Several(var values) -> values.stream().flatMap(one -> shown(field, one));
            case Value.Flag(var set) -> set ? Stream.of(model("badge", field, Model.with("text", field.label().in(request.locale())).build())) : Stream.empty();
            case Value.Words _ -> as("text", field, value);
            case Value.Markup _ -> as("html", field, value);
            case Value.Day _, Value.Moment _ -> as("time", field, value);
            case Value.Number _ -> as("number", field, value);
            case Value.Choice _ -> as("badge", field, value);
            case Value.Reference _ -> as("page", field, value);
            case Value.File _ -> as(field.kind() == PageType.Kind.IMAGE ? "image" : "file", field, value);
        };
    }

    private Stream<Model> as(String how, PageType.Field field, Value value) {
        return of(field, value).stream().map(said -> model(how, field, said));
    }

    private Model model(String how, PageType.Field field, Object said) {
        return Model.with("name", field.name()).with("label", field.label().in(request.locale())).with(how, said).build();
    }

    private Optional<Object> of(PageType.Field field, Value value) {
        return switch (value) {
            case Value.Words(var text) -> Optional.of(text);
            case Value.Markup(var html) -> Optional.of(html);
            case Value.Flag(var set) -> Optional.of(set);
            case Value.Day(var date) -> Optional.of(both(date.toString(), DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(request.locale()).format(date)));
            case Value.Moment(var instant) -> Optional.of(both(instant.toString(), DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                    .withLocale(request.locale()).withZone(request.site().settings().timeZone()).format(instant)));
            case Value.Number(var number) -> {
                var format = NumberFormat.getNumberInstance(request.locale());
                format.setMinimumFractionDigits(number.scale());
                format.setMaximumFractionDigits(number.scale());
                yield Optional.of(both(number, format.format(number)));
            }
            case Value.Choice(var name) -> Optional.of(both(name, field.choices().getOrDefault(name, Text.of(name)).in(request.locale())));
            case Value.File(var path) -> Optional.of(file(field, path));
            case Value.Reference(var path) -> page(path).map(Object.class::cast);
            case Value.Several(var values) -> {
                List<Object> shown = values.stream().flatMap(one -> of(field, one).stream()).toList();
                yield shown.isEmpty() ? Optional.empty() : Optional.of(shown);
            }
        };
    }

    /** An image has what a browser is to load as well; one that there are no smaller ones of is what it is. */
    private Model file(PageType.Field field, String path) {
        var model = Model.with("link", Addresses.encode("/" + path)).with("title", path.substring(path.lastIndexOf('/') + 1));
        if (field.kind() != PageType.Kind.IMAGE) return model.build();
        var pictures = request.site().require(SitePages.class).pictures();
        model.with("alt", pictures.alt(path).map(text -> text.in(request.locale())).orElse(""));
        return pictures.of(path).map(picture -> model.with("src", picture.usual()).with("srcset", picture.choice()).with("width", picture.width()).with("height", picture.height()))
                .orElseGet(() -> model.with("src", Addresses.encode("/" + path))).build();
    }

    private static Model both(Object value, String text) {
        return Model.with("value", value).with("text", text).build();
    }

    private Optional<Model> page(String path) {
        return request.site().require(SitePages.class).tree().entry(path).filter(sight::of).map(Entry::page)
                .map(page -> Model.with("title", page.title().in(request.locale())).with("link", Addresses.in(request.site().settings(), request.locale(), page.path())).build());
    }
}
