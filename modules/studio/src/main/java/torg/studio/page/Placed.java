package torg.studio.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.site.Amendment;
import torg.api.site.Document;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.view.PageTypes;
import torg.api.web.Request;
import torg.studio.desk.Nodes;
import torg.studio.desk.Work;
import torg.studio.form.Arranged;
import torg.studio.form.Choices;
import torg.studio.form.Item;
import torg.studio.form.ItemKind;
import torg.studio.room.Words;

/** What stands on a page below its text: lists, forms, pages of a type and what else modules bring, put in order, added and taken away. What each says beside its name stays as it is written. */
record Placed(Request request, Document document, boolean typed) {
    private static final String COMPONENTS = "components";
    /** Components that show a document of the folder that is called like them: {@code lists} for {@code list}. */
    private static final List<String> OF_A_DOCUMENT = List.of("list", "form", "record", "chart", "snippet");

    Model model(Words words) {
        var offered = offered(words);
        var items = arranged().items().get(COMPONENTS);
        var shown = items.items().stream().map(item -> {
            var at = items.items().indexOf(item);
            return Model.with("list", COMPONENTS).with("id", item.in(COMPONENTS)).with("label", Optional.ofNullable(offered.get(of(item))).map(label -> label.in(request.locale())).orElseGet(() -> of(item))).with("name", "")
                    .with("first", at == 0).with("last", at == items.items().size() - 1).build();
        }).toList();
        items.items().forEach(item -> offered.remove(of(item)));
        return Model.with("items", shown).with("offered", Choices.of(request.locale(), Choices.withNone(offered), "")).build();
    }

    /** Nothing for a form that was sent without this part of it. */
    List<Amendment> amendments() {
        return !request.form().containsKey(COMPONENTS) ? List.of() : arranged().amendments((_, _) -> {});
    }

    private String of(Item item) {
        return ItemKind.COMPONENT.of(arranged().said(item));
    }

    private Map<String, Text> offered(Words words) {
        var offered = new LinkedHashMap<String, Text>();
        OF_A_DOCUMENT.forEach(kind -> request.site().documents().stream().filter(document -> document.folder().equals(kind + "s") && document.language().isEmpty()).forEach(document -> {
            var name = kind.equals("snippet") ? document.name() : Nodes.text(document.fields().get(kind));
            if (!name.isEmpty()) offered.put(kind + "." + name, Text.of(words.text("placed-" + kind, Work.title(document, request.locale()).filter(title -> !title.equals(name)).map(title -> title + " (" + name + ")").orElse(name))));
        }));
        request.site().part(PageTypes.class).ifPresent(types -> types.byName().values().forEach(type -> offered.put("collection." + type.name(), Text.of(words.text("placed-type", type.label().in(request.locale()))))));
        return offered;
    }

    private Arranged arranged() {
        return new Arranged(request, document, typed, ItemKind.COMPONENT, List.of(COMPONENTS));
    }
}
