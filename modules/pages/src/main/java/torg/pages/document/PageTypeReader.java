package torg.pages.document;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.text.Text;
import torg.api.view.PageType;
import torg.api.view.PageType.Field;
import torg.api.view.PageType.Kind;
import torg.api.view.PageTypes;

/** Reads which kinds of pages there are, and which fields each has. */
public record PageTypeReader(Problems problems) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final String[] KINDS = Arrays.stream(Kind.values()).map(Kind::word).toArray(String[]::new);
    private static final int MOST_FIELDS = 100;

    public PageTypes read(List<Document> documents) {
        var types = new TreeMap<String, PageType>();
        for (var document : documents) {
            var reader = new Reader(document.fields(), problems);
            var type = type(reader);
            if (!isName(type.name(), reader.at("type"))) continue;
            if (types.putIfAbsent(type.name(), type) != null) problems.error(reader.at("type"), "pages.type-twice", "there is a page type '" + type.name() + "' already", "give one of the two another name");
        }
        return new PageTypes(types);
    }

    private PageType type(Reader reader) {
        var name = reader.required("type");
        var type = new PageType(name, reader.label("label").orElse(Text.of(name)), reader.text("template").orElse("page"), paths(reader), fields(reader));
        reader.done();
        return type;
    }

    private List<String> paths(Reader reader) {
        var paths = reader.texts("below");
        paths.stream().filter(path -> !path.startsWith("/") || path.length() > 1 && path.endsWith("/"))
                .forEach(path -> problems.error(reader.at("below"), "pages.type-below", "'" + path + "' is no path of a page", "write it as /news"));
        return paths;
    }

    private List<Field> fields(Reader reader) {
        var fields = reader.mapping("fields").map(Reader::entries).orElse(Map.of());
        if (fields.size() > MOST_FIELDS) problems.error(reader.at("fields"), "pages.too-many-fields", "a page type has at most " + MOST_FIELDS + " fields", "divide it in two");
        return fields.entrySet().stream().limit(MOST_FIELDS).filter(one -> isName(one.getKey(), one.getValue().at())).flatMap(one -> field(one.getKey(), one.getValue()).stream()).toList();
    }

    private boolean isName(String name, Position at) {
        if (NAME.matcher(name).matches()) return true;
        if (!name.isEmpty()) problems.error(at, "pages.type-name", "'" + name + "' is no name", "write it with lower-case letters, digits and '-', at most 40, a letter first");
        return false;
    }

    /** {@code summary: text} is short for a mapping that says nothing but the kind. */
    private Optional<Field> field(String name, Node node) {
        return switch (node) {
            case Node.Scalar scalar -> Optional.of(field(name, new Reader(new Node.Mapping(scalar.at(), Map.of("type", scalar)), problems)));
            case Node.Mapping mapping -> Optional.of(field(name, new Reader(mapping, problems)));
            case Node.Sequence _ -> {
                problems.error(node.at(), "site.wrong-shape", "the field '" + name + "' is a mapping, or the name of a kind", "write '" + name + ": {type: text}'");
                yield Optional.empty();
            }
        };
    }

    private Field field(String name, Reader reader) {
        var kind = Kind.valueOf(reader.word("type", KINDS).toUpperCase(java.util.Locale.ROOT));
        var field = new Field(name, reader.label("label").orElse(Text.of(name)), reader.label("hint"), kind, reader.flag("required", false), reader.flag("list", false),
                reader.flag("per-language", kind.isWords()), choices(reader, kind), reader.node("default"));
        reader.done();
        if (field.required() && field.fallback().isPresent()) problems.warning(reader.at("default"), "pages.field-default", "a required field is always said, so its default never counts", "keep one of the two");
        return field;
    }

    private Map<String, Text> choices(Reader reader, Kind kind) {
        var choices = new LinkedHashMap<String, Text>();
        reader.mapping("choices").ifPresent(named -> named.entries().keySet().forEach(name -> named.label(name).ifPresent(label -> choices.put(name, label))));
        if (kind == Kind.CHOICE && choices.isEmpty()) problems.error(reader.at("choices"), "pages.no-choices", "a choice has no 'choices'", "add 'choices:' with a name and a label each");
        if (kind != Kind.CHOICE && reader.has("choices")) problems.error(reader.at("choices"), "pages.no-choices", "only a field of type 'choice' has choices", "write 'type: choice', or take them away");
        return choices;
    }
}
