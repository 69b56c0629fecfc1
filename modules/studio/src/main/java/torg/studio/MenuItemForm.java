package torg.studio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.view.Model;
import torg.api.web.Request;

/** What a form says of an item of a menu: where it leads, and its title in each language, empty for that of the page. */
record MenuItemForm(Request request) {
    private static final String CHILDREN = "children";

    /** An item as the form says it. */
    Node.Mapping node() {
        var entries = new LinkedHashMap<String, Node>();
        typed("page").ifPresent(page -> entries.put("page", Menus.scalar(page)));
        typed("link").ifPresent(link -> entries.put("link", Menus.scalar(link)));
        title(Optional.empty()).ifPresent(title -> entries.put("title", title));
        if (typed(CHILDREN).isPresent()) entries.put(CHILDREN, Menus.scalar("true"));
        return new Node.Mapping(Position.start(""), entries);
    }

    /** What becomes of an item that there is. */
    List<Amendment> amendments(Menus.Item item) {
        var amendments = new ArrayList<Amendment>();
        for (var key : List.of("page", "link")) become(item, key, typed(key).map(Menus::scalar), amendments);
        become(item, "title", title(item.node().get("title")), amendments);
        if (typed(CHILDREN).isPresent() != item.text(CHILDREN).equals("true")) become(item, CHILDREN, typed(CHILDREN).map(_ -> Menus.scalar("true")), amendments);
        // what goes goes last, so that the item is never empty in between
        amendments.sort(Comparator.comparing(Amendment.Remove.class::isInstance));
        return amendments;
    }

    private static void become(Menus.Item item, String key, Optional<Node> wanted, List<Amendment> amendments) {
        var at = Menus.with(item.at(), key);
        var now = item.node().get(key);
        if (wanted.isEmpty() && now.isPresent()) amendments.add(new Amendment.Remove(at));
        if (wanted.isPresent() && !now.map(MenuItemForm::said).equals(wanted.map(MenuItemForm::said))) amendments.add(new Amendment.Put(at, wanted.get()));
    }

    private static Object said(Node node) {
        return switch (node) {
            case Node.Scalar(_, var text) -> text;
            case Node.Mapping(_, var entries) -> entries.values().stream().map(MenuItemForm::said).toList() + "" + entries.keySet();
            case Node.Sequence(_, var items) -> items.stream().map(MenuItemForm::said).toList();
        };
    }

    /** One text for all languages stays one, as long as they all say the same. */
    private Optional<Node> title(Optional<Node> now) {
        var titles = new LinkedHashMap<String, Node>();
        for (var locale : locales()) typed("title." + locale.toLanguageTag()).ifPresent(text -> titles.put(locale.toLanguageTag(), Menus.scalar(text)));
        if (titles.isEmpty()) return Optional.empty();
        var texts = titles.values().stream().map(MenuItemForm::said).distinct().toList();
        var plain = texts.size() == 1 && titles.size() == locales().size() && now.filter(Node.Mapping.class::isInstance).isEmpty();
        return Optional.of(plain ? Menus.scalar(texts.getFirst().toString()) : new Node.Mapping(Position.start(""), titles));
    }

    private Optional<String> typed(String key) {
        return request.form(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    private List<Locale> locales() {
        return request.site().settings().locales();
    }

    /** Fields of the form: as they were typed, else as the item is. */
    Model model(Optional<Menus.Item> item, boolean typed) {
        return Model.with("page", value(item, "page", typed)).with("link", value(item, "link", typed))
                .with("children", typed ? typed(CHILDREN).isPresent() : item.filter(one -> one.text(CHILDREN).equals("true")).isPresent())
                .with("titles", locales().stream().map(locale -> Model.with("tag", locale.toLanguageTag()).with("language", locale.getDisplayLanguage(request.locale()))
                        .with("value", typed ? typed("title." + locale.toLanguageTag()).orElse("") : item.flatMap(one -> title(one, locale)).orElse("")).build()).toList()).build();
    }

    private String value(Optional<Menus.Item> item, String key, boolean typed) {
        return typed ? typed(key).orElse("") : item.map(one -> one.text(key)).orElse("");
    }

    /** What it says itself in a language. */
    static Optional<String> title(Menus.Item item, Locale locale) {
        return item.node().get("title").flatMap(node -> switch (node) {
            case Node.Scalar(_, var text) -> Optional.of(text);
            case Node.Mapping texts -> texts.get(locale.toLanguageTag()).flatMap(text -> text instanceof Node.Scalar(_, var said) ? Optional.of(said) : Optional.empty());
            case Node.Sequence _ -> Optional.<String>empty();
        });
    }
}
