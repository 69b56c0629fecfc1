package torg.pages.document;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.view.PageType;
import torg.api.view.PageType.Field;
import torg.api.view.PageTypes;
import torg.pages.markup.Renderings;
import torg.pages.tree.Fields;
import torg.pages.tree.Fields.Value;
import torg.spi.site.SiteSource;

/** Reads what pages say in the fields of their types, in each language of the site. */
public final class FieldsReader {
    private static final String FIELDS = "fields";

    private final List<Locale> locales;
    private final PageTypes types;
    private final Problems problems;
    private final ValueReader values;

    /** @param pages paths of all pages */
    public FieldsReader(SiteSource source, PageTypes types, Set<String> pages, Renderings renderings, Problems problems) {
        this.locales = source.settings().locales();
        this.types = types;
        this.problems = problems;
        this.values = new ValueReader(source, pages, renderings, problems);
    }

    /** Of the page of this path; empty when it has no type, or none that there is. */
    public Optional<Fields> of(String path, Variants variants, PageReader.Front front) {
        var matter = variants.base().fields();
        if (front.type().isEmpty()) {
            matter.get(FIELDS).ifPresent(said -> problems.error(said.at(), "pages.no-type", "'fields' stands on a page without a type",
                    types.byName().isEmpty() ? "remove it, or add a type to the folder page-types" : "add 'type:' with one of " + String.join(", ", types.byName().keySet())));
            return Optional.empty();
        }
        var at = matter.get("type").orElse(matter).at();
        var type = types.byName().get(front.type().get());
        if (type == null) {
            problems.error(at, "pages.unknown-type", "there is no page type '" + front.type().get() + "'",
                    new Unknown(front.type().get(), types.byName().keySet()), "add it to the folder page-types");
            return Optional.empty();
        }
        if (!type.below().isEmpty() && type.below().stream().noneMatch(above -> path.startsWith(above.equals("/") ? "/" : above + "/"))) {
            problems.error(at, "pages.type-elsewhere", "pages of type '" + type.name() + "' lie below " + String.join(" or ", type.below()), "move the page, or change 'below' of the type");
        }
        return Optional.of(fields(type, variants, at));
    }

    private Fields fields(PageType type, Variants variants, Position at) {
        var said = new LinkedHashMap<String, Map<String, Node>>();
        var base = reader(variants.base().fields(), type);
        for (var field : type.fields()) {
            var own = new HashMap<>(base.map(reader -> own(reader, field)).orElse(Map.of()));
            if (own.isEmpty()) field.fallback().ifPresent(fallback -> own.putAll(own(new Reader(new Node.Mapping(fallback.at(), Map.of(field.name(), fallback)), problems), field)));
            said.put(field.name(), own);
        }
        variants.others().forEach((language, document) -> {
            if (document != variants.base()) reader(document.fields(), type).ifPresent(reader -> translate(language, reader, type, said));
        });
        for (var field : type.fields()) {
            if (field.required() && said.get(field.name()).isEmpty()) problems.error(base.map(Reader::at).orElse(at), "pages.field-missing", "'" + field.name() + "' is missing here, which every page of type '" + type.name() + "' says",
                    "add '" + field.name() + ":' below 'fields:'");
        }
        return new Fields(type, inEachLanguage(type, said));
    }

    private Optional<Reader> reader(Node.Mapping front, PageType type) {
        if (!front.entries().containsKey(FIELDS)) return Optional.empty();
        var reader = new Reader(front, problems).mapping(FIELDS);
        reader.ifPresent(fields -> fields.entries().forEach((name, node) -> {
            if (type.field(name).isEmpty()) problems.error(node.at(), "pages.unknown-field", "'" + name + "' is no field of page type '" + type.name() + "'", new Unknown(name, names(type)), names(type).isEmpty() ? "remove it" : "it has: " + String.join(", ", names(type)));
        }));
        return reader;
    }

    private static List<String> names(PageType type) {
        return type.fields().stream().map(Field::name).toList();
    }

    private static Map<String, Node> own(Reader reader, Field field) {
        return field.perLanguage() ? reader.byLanguage(field.name()) : reader.node(field.name()).map(node -> Map.of("", node)).orElse(Map.of());
    }

    /** A document in another language says what is said in each; the rest stands once, in the default language's. */
    private void translate(String language, Reader reader, PageType type, Map<String, Map<String, Node>> said) {
        reader.entries().forEach((name, node) -> type.field(name).ifPresent(field -> {
            if (field.perLanguage()) said.get(name).put(language, node);
            else problems.error(node.at(), "pages.field-once", "'" + name + "' is the same in every language", "say it in the default language's document, or add 'per-language: true' to the field");
        }));
    }

    private Map<String, Map<String, Value>> inEachLanguage(PageType type, Map<String, Map<String, Node>> said) {
        var read = new HashMap<ValueReader.Wanted, Optional<Value>>();
        var byLanguage = new HashMap<String, Map<String, Value>>();
        for (var locale : locales) {
            var all = new LinkedHashMap<String, Value>();
            for (var field : type.fields()) {
                in(locale, said.get(field.name())).flatMap(node -> read.computeIfAbsent(ValueReader.wanted(locale, field, node), _ -> values.read(locale, field, node)))
                        .ifPresent(value -> all.put(field.name(), value));
            }
            byLanguage.put(locale.toLanguageTag(), all);
        }
        return byLanguage;
    }

    /** In this language, its base language, every language, the site's default one, or else the first that there is. */
    private Optional<Node> in(Locale locale, Map<String, Node> said) {
        return Stream.of(locale.toLanguageTag(), locale.getLanguage(), "", locales.getFirst().toLanguageTag()).filter(said::containsKey).findFirst()
                .or(() -> said.keySet().stream().sorted().findFirst()).map(said::get);
    }
}
