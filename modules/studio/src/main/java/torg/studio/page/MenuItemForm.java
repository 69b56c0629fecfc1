package torg.studio.page;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Nodes;
import torg.studio.desk.SiteRoles;
import torg.studio.form.Changes;
import torg.studio.form.Choices;
import torg.studio.form.Labels;

/** What a form says of an item of a menu: where it leads, for whom it is, and its title in each language, empty for that of the page. */
record MenuItemForm(Request request) {
    private static final String CHILDREN = "children";
    private static final String TITLE = "title";
    private static final String ACCESS = "access";

    /** An item as the form says it. */
    Node.Mapping node() {
        var entries = new LinkedHashMap<String, Node>();
        for (var key : List.of("page", "link")) if (!typed(key).isEmpty()) entries.put(key, Changes.scalar(typed(key)));
        if (!access().isEmpty()) entries.put(ACCESS, Changes.list(access()));
        labels().typed(Optional.empty()).ifPresent(title -> entries.put(TITLE, title));
        if (!typed(CHILDREN).isEmpty()) entries.put(CHILDREN, Changes.scalar("true"));
        return new Node.Mapping(Position.start(""), entries);
    }

    /** What becomes of an item that there is. */
    List<Amendment> amendments(Menus.Item item) {
        return new Changes(item.at(), item.node()).become("page", typed("page")).become("link", typed("link")).become(ACCESS, access())
                .become(TITLE, labels().typed(item.node().get(TITLE))).flag(CHILDREN, !typed(CHILDREN).isEmpty()).all();
    }

    /** Web roles with commas between. */
    private List<String> access() {
        return Arrays.stream(typed(ACCESS).split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    private Labels labels() {
        return new Labels(request, TITLE);
    }

    private String typed(String key) {
        return request.form(key).map(String::strip).orElse("");
    }

    /** Fields of the form: as they were typed, else as the item is. */
    Model model(Optional<Menus.Item> item, boolean typed) {
        return Model.with("page", value(item, "page", typed)).with("link", value(item, "link", typed))
                .with("roles", Choices.of(request.locale(), Choices.plain(SiteRoles.of(request.site().documents(), request.locale())), ""))
                .with(ACCESS, typed ? typed(ACCESS) : item.map(one -> String.join(", ", Nodes.texts(one.node().get(ACCESS)))).orElse(""))
                .with("children", typed ? !typed(CHILDREN).isEmpty() : item.filter(one -> one.text(CHILDREN).equals("true")).isPresent())
                .with("titles", labels().models(item.flatMap(one -> one.node().get(TITLE)), typed)).build();
    }

    private String value(Optional<Menus.Item> item, String key, boolean typed) {
        return typed ? typed(key) : item.map(one -> one.text(key)).orElse("");
    }

    /** What it says itself in a language. */
    static Optional<String> title(Menus.Item item, Locale locale) {
        return Labels.in(item.node().get(TITLE), locale);
    }
}
