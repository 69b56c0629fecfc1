package torg.studio.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Nodes;

/**
 * A text for people as one field for each language, {@code title.en}. A text that is the same in all languages stands in the field of the default one.
 *
 * @param locales those that have a field; what is said in any other stays as it is
 */
public record Labels(Request request, String name, List<Locale> locales) {
    /** With a field for each language of the site. */
    public Labels(Request request, String name) {
        this(request, name, request.site().settings().locales());
    }

    /** The fields: as they were typed, else as the document says it. What people of a language read in place of a text in it is a hint, and nothing that the form sends. */
    public List<Model> models(Optional<Node> now, boolean typed) {
        return locales.stream().map(locale -> Model.with("tag", locale.toLanguageTag()).with("language", locale.getDisplayLanguage(request.locale())).with("field", field(locale))
                .with("value", typed ? form(locale) : said(now, locale)).with("instead", instead(now, locale)).build()).toList();
    }

    private String said(Optional<Node> now, Locale locale) {
        return now.map(node -> switch (node) {
            case Node.Scalar(_, var text) -> locale.equals(first()) ? text : "";
            case Node.Mapping texts -> Nodes.text(texts.get(locale.toLanguageTag()));
            case Node.Sequence _ -> "";
        }).orElse("");
    }

    private Optional<String> instead(Optional<Node> now, Locale locale) {
        if (!said(now, locale).isEmpty()) return Optional.empty();
        var texts = new LinkedHashMap<String, String>();
        if (now.orElse(null) instanceof Node.Scalar(_, var text)) texts.put("", text);
        if (now.orElse(null) instanceof Node.Mapping said) said.entries().forEach((tag, text) -> texts.put(tag, Nodes.text(Optional.of(text))));
        return texts.isEmpty() ? Optional.empty() : Optional.of(new Text(texts).in(locale)).filter(text -> !text.isEmpty());
    }

    /**
     * What is said, with what was typed in its place: a text that was left as it is stays, and so does one in a language that the site does not have. Empty when nothing is said. Only where another language says
     * something as well, or did, is it a mapping.
     */
    public Optional<Node> typed(Optional<Node> now) {
        var first = first().toLanguageTag();
        var texts = new LinkedHashMap<String, Node>();
        if (now.orElse(null) instanceof Node.Scalar said) texts.put(first, said);
        if (now.orElse(null) instanceof Node.Mapping said) texts.putAll(said.entries());
        for (var locale : locales) {
            var text = form(locale).replace("\r\n", "\n").strip();
            if (text.equals(said(now, locale).strip())) continue;
            if (text.isEmpty()) texts.remove(locale.toLanguageTag());
            else texts.put(locale.toLanguageTag(), Changes.scalar(text));
        }
        if (texts.isEmpty()) return Optional.empty();
        var alone = texts.size() == 1 && texts.containsKey(first) && now.filter(Node.Mapping.class::isInstance).isEmpty();
        return Optional.of(alone ? texts.firstEntry().getValue() : new Node.Mapping(Position.start(""), texts));
    }

    /** Whether the form was sent with these fields. */
    public boolean sent() {
        return locales.stream().anyMatch(locale -> request.form(field(locale)).isPresent());
    }

    /** What the text says in a language, and in no other. */
    public static Optional<String> in(Optional<Node> text, Locale locale) {
        return text.flatMap(node -> switch (node) {
            case Node.Scalar(_, var said) -> Optional.of(said);
            case Node.Mapping texts -> texts.get(locale.toLanguageTag()).flatMap(one -> one instanceof Node.Scalar(_, var said) ? Optional.of(said) : Optional.empty());
            case Node.Sequence _ -> Optional.<String>empty();
        });
    }

    private String form(Locale locale) {
        return request.form(field(locale)).orElse("");
    }

    private String field(Locale locale) {
        return name + "." + locale.toLanguageTag();
    }

    /** The default language, which has what is said in all. */
    private Locale first() {
        return request.site().settings().locales().getFirst();
    }
}
