package torg.studio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.view.Model;
import torg.api.web.Request;

/** A text for people as one field for each language, {@code title.en}. A text that is the same in all languages stands in the field of the default one. */
record Labels(Request request, String name) {
    /** The fields: as they were typed, else as the document says it. */
    List<Model> models(Optional<Node> now, boolean typed) {
        return locales().stream().map(locale -> Model.with("tag", locale.toLanguageTag()).with("language", locale.getDisplayLanguage(request.locale())).with("field", field(locale))
                .with("value", typed ? request.form(field(locale)).orElse("") : said(now, locale)).build()).toList();
    }

    private String said(Optional<Node> now, Locale locale) {
        return now.map(node -> switch (node) {
            case Node.Scalar(_, var text) -> locale.equals(locales().getFirst()) ? text : "";
            case Node.Mapping texts -> texts.get(locale.toLanguageTag()).orElse(null) instanceof Node.Scalar(_, var text) ? text : "";
            case Node.Sequence _ -> "";
        }).orElse("");
    }

    /** What was typed, beside what is said in languages that the site does not have; empty when nothing is. Only where another language says something as well, or did, is it a mapping. */
    Optional<Node> typed(Optional<Node> now) {
        var texts = new LinkedHashMap<String, Node>();
        if (now.orElse(null) instanceof Node.Mapping said) texts.putAll(said.entries());
        locales().forEach(locale -> texts.remove(locale.toLanguageTag()));
        for (var locale : locales()) request.form(field(locale)).map(text -> text.replace("\r\n", "\n").strip()).filter(text -> !text.isEmpty()).ifPresent(text -> texts.put(locale.toLanguageTag(), new Node.Scalar(Position.start(""), text)));
        if (texts.isEmpty()) return Optional.empty();
        var alone = texts.size() == 1 && texts.containsKey(locales().getFirst().toLanguageTag()) && now.filter(Node.Mapping.class::isInstance).isEmpty();
        return Optional.of(alone ? texts.firstEntry().getValue() : new Node.Mapping(Position.start(""), texts));
    }

    /** What the text says in a language, and in no other. */
    static Optional<String> in(Optional<Node> text, Locale locale) {
        return text.flatMap(node -> switch (node) {
            case Node.Scalar(_, var said) -> Optional.of(said);
            case Node.Mapping texts -> texts.get(locale.toLanguageTag()).flatMap(one -> one instanceof Node.Scalar(_, var said) ? Optional.of(said) : Optional.empty());
            case Node.Sequence _ -> Optional.<String>empty();
        });
    }

    private String field(Locale locale) {
        return name + "." + locale.toLanguageTag();
    }

    private List<Locale> locales() {
        return request.site().settings().locales();
    }
}
