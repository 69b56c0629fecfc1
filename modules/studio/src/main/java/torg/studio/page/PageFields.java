package torg.studio.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import torg.api.site.Amendment;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Site;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.view.PageType;
import torg.api.view.PageTypes;
import torg.api.web.Request;
import torg.studio.desk.Nodes;
import torg.studio.desk.SiteRoles;
import torg.studio.desk.Work;
import torg.studio.form.Changes;
import torg.studio.form.Choices;
import torg.studio.form.Labels;
import torg.studio.room.Words;

/**
 * What stands in front of a page's text as fields of a form, those of its type with it, and what was typed there as changes of the document.
 *
 * @param document as it is stored
 * @param typed whether the fields hold what somebody typed
 */
record PageFields(Request request, Document document, boolean typed) {
    private static final List<String> MOMENTS = List.of("publish", "expire");
    private static final List<String> FLAGS = List.of("draft", "hidden");
    private static final String FIELDS = "fields";
    private static final String TYPE = "type";
    /** In the form: the type whose fields it shows. */
    private static final String FIELDS_OF = "fields-of";
    /** Of the access: what the page above says, and a list of web roles. */
    private static final String AS_ABOVE = "";
    private static final String ROLES = "roles";

    Model model(Words words) {
        var model = Model.with("titles", labels("title").models(now("title"), typed)).with("descriptions", labels("description").models(now("description"), typed))
                .with("templates", Choices.of(request.locale(), templates(request.site()), value("template")))
                .with("types", Choices.of(request.locale(), types(), value(TYPE)))
                .with("access", Choices.of(request.locale(), access(words), typed ? value("access") : accessNow()))
                .with("roles", roles()).with("order", value("order"))
                .with("noindex", typed ? request.form("noindex").isPresent() : text("robots").equals("noindex"));
        for (var key : MOMENTS) model.with(key, value(key));
        for (var key : FLAGS) model.with(key, typed ? request.form(key).isPresent() : text(key).equals("true"));
        model.with("placed", new Placed(request, document, typed).model(words));
        type().ifPresent(type -> model.with("typed", Model.with("type", type.name()).with("label", type.label().in(request.locale())).with(FIELDS, shown(type).map(field -> field(words, field)).toList())));
        return model.build();
    }

    /** What the form changes in front of the text. */
    List<Amendment> amendments() {
        var changes = new Changes(List.of(), document.fields());
        changes.become("title", labels("title").typed(now("title"))).become("description", labels("description").typed(now("description")))
                .become("template", form("template")).become(TYPE, form(TYPE)).become("order", form("order"));
        access(changes);
        MOMENTS.forEach(key -> changes.become(key, form(key)));
        FLAGS.forEach(key -> changes.flag(key, request.form(key).isPresent()));
        if (text("robots").equals("noindex") != request.form("noindex").isPresent()) changes.become("robots", request.form("noindex").isPresent() ? "noindex" : "");
        var all = new ArrayList<>(changes.all());
        all.addAll(new Placed(request, document, true).amendments());
        // of another type that was chosen the form has no fields yet: the site says which it lacks, and the form shows them
        type().filter(type -> type.name().equals(request.form(FIELDS_OF).orElse(text(TYPE)))).ifPresent(type -> all.addAll(fields(type)));
        return all;
    }

    private void access(Changes changes) {
        switch (form("access")) {
            case AS_ABOVE -> changes.become("access", Optional.empty());
            case ROLES -> {
                var named = request.form().getOrDefault("role", List.of());
                var now = new TreeSet<>(readers());
                // of a list that names nobody the site says what is wrong
                if (!now.equals(new TreeSet<>(named))) changes.become("access", Optional.of(Changes.list(named)));
            }
            case String word -> {
                if (!readers().equals(List.of(word))) changes.become("access", word);
            }
        }
    }

    private List<String> readers() {
        return Nodes.texts(now("access"));
    }

    private String accessNow() {
        var readers = readers();
        if (readers.isEmpty()) return AS_ABOVE;
        return readers.equals(List.of("public")) || readers.equals(List.of("signed-in")) ? readers.getFirst() : ROLES;
    }

    private static Map<String, Text> access(Words words) {
        var access = new LinkedHashMap<String, Text>();
        access.put(AS_ABOVE, Text.of(words.text("access-as-above")));
        access.put("public", Text.of(words.text("read-by-all")));
        access.put("signed-in", Text.of(words.text("read-by-signed-in")));
        access.put(ROLES, Text.of(words.text("access-roles")));
        return access;
    }

    /** Web roles of the site, and whatever else the page names. */
    private List<Model> roles() {
        var named = typed ? request.form().getOrDefault("role", List.of()) : readers();
        var labels = SiteRoles.of(request.site().documents(), request.locale());
        if (!typed && !accessNow().equals(ROLES)) return Choices.of(request.locale(), Choices.plain(labels), List.of());
        named.forEach(name -> labels.putIfAbsent(name, name));
        return Choices.of(request.locale(), Choices.plain(labels), named);
    }

    /** Those of the theme that are no pieces of others. */
    private static Map<String, Text> templates(Site site) {
        var templates = new LinkedHashMap<String, Text>();
        templates.put("", Choices.NONE);
        new TreeSet<>(site.files().keySet()).stream().filter(path -> path.matches("theme/templates/[a-z0-9-]+\\.mustache")).map(path -> path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.')))
                .filter(name -> !name.equals("layout")).forEach(name -> templates.put(name, Text.of(name)));
        return templates;
    }

    private Map<String, Text> types() {
        var types = new LinkedHashMap<String, Text>();
        types.put("", Choices.NONE);
        request.site().part(PageTypes.class).ifPresent(all -> all.byName().values().forEach(type -> types.put(type.name(), type.label())));
        return types;
    }

    private Optional<PageType> type() {
        return request.site().part(PageTypes.class).flatMap(types -> Optional.ofNullable(types.byName().get(value(TYPE))));
    }

    /** A list for each language has no field here, and stays as it is. */
    private Stream<PageType.Field> shown(PageType type) {
        return type.fields().stream().filter(field -> !field.list() || fieldNow(field).filter(Node.Mapping.class::isInstance).isEmpty());
    }

    private Model field(Words words, PageType.Field field) {
        var now = fieldNow(field);
        var name = FIELDS + "." + field.name();
        var model = Model.with("name", name).with("label", field.label().in(request.locale())).with("hint", field.hint().map(hint -> hint.in(request.locale()))).with("required", field.required() && field.fallback().isEmpty());
        if (field.list()) return model.with("lines", Model.with("value", typed ? request.form(name).orElse("") : String.join("\n", Nodes.texts(now)))).build();
        if (field.perLanguage()) return model.with("texts", ofField(field).models(now, typed)).with("long", field.kind() != PageType.Kind.TEXT).build();
        var value = typed ? request.form(name).orElse("") : Nodes.text(now);
        switch (field.kind()) {
            case CHOICE -> model.with("choice", Model.with("choices", Choices.of(request.locale(), Choices.withNone(field.choices()), value)));
            case BOOLEAN -> model.with("choice", Model.with("choices", Choices.of(request.locale(), Choices.withNone(Map.of("true", Text.of(words.text("yes")), "false", Text.of(words.text("no")))), value)));
            case IMAGE, FILE -> model.with("choice", Model.with("choices", Choices.of(request.locale(), Choices.withNone(files(field.kind() == PageType.Kind.IMAGE)), value)));
            case LONGTEXT, MARKDOWN, HTML -> model.with("lines", Model.with("value", value));
            case TEXT, DATE, DATETIME, NUMBER, PAGE -> model.with("line", Model.with("value", value).with("type", field.kind() == PageType.Kind.DATE ? "date" : "text"));
        }
        return model.build();
    }

    private List<Amendment> fields(PageType type) {
        var now = document.fields().get(FIELDS).orElse(null) instanceof Node.Mapping said ? said : Node.empty(Position.start(""));
        var changes = new Changes(List.of(FIELDS), now);
        for (var field : shown(type).toList()) {
            var name = FIELDS + "." + field.name();
            if (field.perLanguage() && !field.list()) changes.become(field.name(), ofField(field).typed(fieldNow(field)));
            else if (field.list()) {
                var lines = Arrays.stream(form(name).split("\n")).map(String::strip).filter(line -> !line.isEmpty()).toList();
                if (!lines.equals(Nodes.texts(fieldNow(field)))) changes.become(field.name(), lines.isEmpty() ? Optional.empty() : Optional.of(Changes.list(lines)));
            } else changes.become(field.name(), form(name));
        }
        return changes.all();
    }

    private Optional<Node> fieldNow(PageType.Field field) {
        return document.fields().get(FIELDS).flatMap(fields -> fields instanceof Node.Mapping said ? said.get(field.name()) : Optional.empty());
    }

    /** Web files as pages name them. */
    private Map<String, Text> files(boolean pictures) {
        var files = new TreeMap<String, Text>();
        request.site().files().keySet().stream().filter(path -> path.startsWith("files/") && (!pictures || Choices.PICTURES.contains(path.substring(path.lastIndexOf('.') + 1)))).forEach(path -> files.put("/" + path, Text.of("/" + path)));
        return files;
    }

    /** The languages in which this document says it: those that have no document of their own that does. */
    private List<Locale> here(List<String> place) {
        var work = Work.of(request.site(), document.path(), request.locale());
        var elsewhere = request.site().documents().stream().filter(other -> other.path().equals(work.pathIn(other.language())) && !other.language().isEmpty() && Nodes.at(other.fields(), place).isPresent()).map(Document::language).toList();
        return request.site().settings().locales().stream().filter(locale -> !elsewhere.contains(locale.toLanguageTag())).toList();
    }

    private Labels ofField(PageType.Field field) {
        return new Labels(request, FIELDS + "." + field.name(), here(List.of(FIELDS, field.name())));
    }

    private Labels labels(String key) {
        return new Labels(request, key, here(List.of(key)));
    }

    private Optional<Node> now(String key) {
        return document.fields().get(key);
    }

    private String text(String key) {
        return Nodes.text(now(key));
    }

    private String value(String key) {
        return typed ? form(key) : text(key);
    }

    private String form(String key) {
        return request.form(key).map(text -> text.replace("\r\n", "\n").strip()).orElse("");
    }
}
