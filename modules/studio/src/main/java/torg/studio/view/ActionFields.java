package torg.studio.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.site.Amendment;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Nodes;
import torg.studio.desk.Work;
import torg.studio.form.Arranged;
import torg.studio.form.Changes;
import torg.studio.form.Choices;
import torg.studio.form.Item;
import torg.studio.form.ItemKind;
import torg.studio.form.Items;
import torg.studio.form.Labels;
import torg.studio.room.Words;

/**
 * Actions that a document lists, as fields. What a form takes over of a row ({@code copy}), and the rights that an action asks for ({@code needs}), stay as they are written.
 *
 * @param list where they stand
 * @param ofRows whether each is about a row; else they are links
 */
record ActionFields(ViewFields.Written written, String list, boolean ofRows) {
    private static final String WHERE = "where";

    Model model(Words words) {
        var items = arranged().items().get(list);
        return Model.with("list", list).with("heading", words.text("view-" + list)).with("items", items.items().stream().map(item -> item(words, items, item)).toList())
                .with("offered", Choices.of(request().locale(), Choices.withNone(offered(words, items)), "")).build();
    }

    private Model item(Words words, Items items, Item item) {
        var said = arranged().said(item);
        var at = items.items().indexOf(item);
        var model = Model.with("list", list).with("id", item.in(list)).with("label", Labels.in(said.get("label"), request().locale()).orElseGet(() -> effect(words, said))).with("name", effect(words, said))
                .with("first", at == 0).with("last", at == items.items().size() - 1).with("field", item.field()).with("titles", labels(item, "label").models(said.get("label"), typed()))
                .with("goes", goes(said) ? Optional.of(Model.with("link", value(item, said, "link"))) : Optional.empty()).with("primary", flag(item, said, "primary"));
        if (!ofRows) return model.build();
        model.with("conditions", Conditions.lines(said.get(WHERE)).map(lines -> Model.with("where", typed() ? form(item, WHERE) : lines)));
        if (posts(said)) model.with("confirms", labels(item, "confirm").models(said.get("confirm"), typed()));
        if (stays(said)) model.with("stays", Model.with("dones", labels(item, "done").models(said.get("done"), typed())).with("then", value(item, said, "then")).with("several", flag(item, said, "several")));
        return model.build();
    }

    /** What comes of it, for people. */
    private String effect(Words words, Node.Mapping said) {
        if (said.get(ItemKind.DELETE).isPresent()) return words.text("action-delete");
        var form = Nodes.text(said.get("form"));
        return form.isEmpty() ? words.text("action-link") : words.text("action-form", titles().getOrDefault(form, Text.of(form)).in(request().locale()));
    }

    private static boolean goes(Node.Mapping said) {
        return said.get(ItemKind.DELETE).isEmpty() && said.get("form").isEmpty() || said.get("copy").isPresent();
    }

    private static boolean posts(Node.Mapping said) {
        return said.get(ItemKind.DELETE).isPresent() || said.get("form").isPresent();
    }

    private static boolean stays(Node.Mapping said) {
        return posts(said) && said.get("copy").isEmpty();
    }

    /** What one more may do: as many links as are wanted, and each other thing once. */
    private Map<String, Text> offered(Words words, Items items) {
        var offered = new LinkedHashMap<String, Text>();
        offered.put(ItemKind.LINK + "~" + items.items().size(), Text.of(words.text("action-link")));
        if (!ofRows) return offered;
        offered.put(ItemKind.DELETE, Text.of(words.text("action-delete")));
        titles().forEach((form, title) -> offered.put(ItemKind.FORM + form, Text.of(words.text("action-form", title.in(request().locale())))));
        items.items().forEach(item -> offered.remove(item.of()));
        return offered;
    }

    /** Forms that ask nothing and set something in a row of this table, by name. */
    private Map<String, Text> titles() {
        var table = Nodes.text(written.document().fields().get("table"));
        var titles = new LinkedHashMap<String, Text>();
        request().site().documents().stream().filter(form -> form.folder().equals("forms") && Nodes.text(form.fields().get("table")).equals(table) && asksNothing(form))
                .forEach(form -> titles.put(Nodes.text(form.fields().get("form")), Text.of(Work.title(form, request().locale()).orElse(""))));
        return titles;
    }

    private static boolean asksNothing(Document form) {
        return form.fields().get("row").isPresent() && form.fields().get("set").isPresent() && List.of("fields", "sections", "steps").stream().allMatch(key -> form.fields().get(key).isEmpty());
    }

    List<Amendment> amendments() {
        return arranged().amendments(this::typed);
    }

    private void typed(Item item, Changes action) {
        var said = arranged().said(item);
        action.become("label", labels(item, "label").typed(said.get("label")));
        if (goes(said)) action.become("link", form(item, "link"));
        action.flag("primary", sent(item, "primary"));
        if (!ofRows) return;
        Conditions.become(action, WHERE, said.get(WHERE), request().form(item.field(WHERE)));
        if (posts(said)) action.become("confirm", labels(item, "confirm").typed(said.get("confirm")));
        if (stays(said)) action.become("done", labels(item, "done").typed(said.get("done"))).become("then", form(item, "then")).flag("several", sent(item, "several"));
    }

    private Arranged arranged() {
        return new Arranged(request(), written.document(), typed(), ItemKind.ACTION, List.of(list));
    }

    private Labels labels(Item item, String key) {
        return new Labels(request(), item.field(key));
    }

    private String value(Item item, Node.Mapping said, String key) {
        return typed() ? form(item, key) : Nodes.text(said.get(key));
    }

    private boolean flag(Item item, Node.Mapping said, String key) {
        return typed() ? sent(item, key) : Nodes.text(said.get(key)).equals("true");
    }

    private boolean sent(Item item, String key) {
        return request().form(item.field(key)).isPresent();
    }

    private String form(Item item, String key) {
        return request().form(item.field(key)).map(String::strip).orElse("");
    }

    private Request request() {
        return written.request();
    }

    private boolean typed() {
        return written.typed();
    }
}
