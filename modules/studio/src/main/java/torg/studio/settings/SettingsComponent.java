package torg.studio.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.Document;
import torg.api.site.Editing;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Nodes;
import torg.studio.desk.Rights;
import torg.studio.desk.SiteRoles;
import torg.studio.form.Changes;
import torg.studio.form.Choices;
import torg.studio.form.FormDocument;
import torg.studio.form.Labels;
import torg.studio.room.Room;
import torg.studio.room.Words;

/** What {@code site.yml} says, as a form: the name, the theme, the languages, and the settings. Those that the platform and the Studio read have fields of their kind; any other is a text. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class SettingsComponent implements Component {
    private static final String SETTINGS = "settings";
    private static final String ADMINISTRATOR = "administrator-role";
    private static final String ZONE = "time-zone";

    private final Editing editing;

    /** @param editing makes the edits */
    @Activate
    public SettingsComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    @Override
    public String name() {
        return Room.SETTINGS.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return document(request).map(document -> shown(document, false, Model.with("done", Words.of(request).done(request)).build())).orElseGet(Filled.Absent::new);
    }

    private Optional<FormDocument> document(Request request) {
        return Desk.of(editing, request).flatMap(desk -> FormDocument.of(request, desk, request.site().path("site.yml")));
    }

    private Filled shown(FormDocument document, boolean typed, Model led) {
        var request = document.request();
        var model = document.shown(Room.SETTINGS.link(request), typed,
                        "settings-name", "settings-theme", "settings-languages", "settings-languages-hint", "settings-administrator",
                        "settings-zone", "settings-zone-hint", "settings-authors", "settings-designers", "settings-designers-hint", "settings-two");
        try {
            model.with("form", form(document, document.read(), typed));
        } catch (TorgException e) {
            return Filled.Shown.personal("components/studio-settings", model.build().and(document.wrong(e, document.text())));
        }
        return Filled.Shown.personal("components/studio-settings", model.build().and(led));
    }

    private static Model form(FormDocument document, Document read, boolean typed) {
        var request = document.request();
        var roles = SiteRoles.of(request.site().documents(), request.locale());
        var settings = settings(read);
        var theme = typed ? request.form("theme").orElse("") : Nodes.text(read.fields().get("theme"));
        var administrator = value(request, settings, ADMINISTRATOR, typed);
        return Model.with("names", new Labels(request, "name").models(read.fields().get("name"), typed))
                .with("themes", themes(document, theme).map(name -> Model.with("value", name).with("chosen", name.equals(theme)).build()).toList())
                .with("languages", typed ? request.form("languages").orElse("") : String.join(", ", Nodes.texts(read.fields().get("languages"))))
                .with("administrators", Choices.of(request.locale(), Choices.plain(roles), administrator))
                .with("zone", value(request, settings, ZONE, typed))
                .with("authors", chosen(request, settings, roles, Rights.AUTHORS, typed)).with("designers", chosen(request, settings, roles, Rights.DESIGNERS, typed))
                .with("two", value(request, settings, Desk.TWO_PEOPLE, typed).equals("true"))
                .with("more", settings.keySet().stream().filter(key -> !Set.of(ADMINISTRATOR, ZONE, Desk.TWO_PEOPLE, Rights.AUTHORS, Rights.DESIGNERS).contains(key)).map(key -> Model.with("key", key).with("value", value(request, settings, key, typed)).build()).toList())
                .build();
    }

    private static Stream<String> themes(FormDocument document, String chosen) {
        var themes = new TreeSet<String>();
        document.desk().files().keySet().stream().filter(path -> path.startsWith("themes/")).forEach(path -> themes.add(path.split("/")[1]));
        if (!chosen.isEmpty()) themes.add(chosen);
        return themes.stream();
    }

    private static List<Model> chosen(Request request, Map<String, String> settings, Map<String, String> roles, String key, boolean typed) {
        var named = typed ? request.form().getOrDefault(field(key), List.of()) : Rights.names(settings.getOrDefault(key, "")).toList();
        var all = new TreeMap<>(roles);
        named.forEach(name -> all.putIfAbsent(name, name));
        return Choices.of(request.locale(), Choices.plain(all), named);
    }

    private static Map<String, String> settings(Document read) {
        var settings = new LinkedHashMap<String, String>();
        if (read.fields().get(SETTINGS).orElse(null) instanceof Node.Mapping said) said.entries().forEach((key, value) -> settings.put(key, Nodes.text(Optional.of(value))));
        return settings;
    }

    private static String value(Request request, Map<String, String> settings, String key, boolean typed) {
        return typed ? request.form(field(key)).map(String::strip).orElse("") : settings.getOrDefault(key, "");
    }

    private static String field(String key) {
        return "setting." + key;
    }

    @Override
    public Outcome act(Place place) {
        return document(place.request()).map(this::act).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private Outcome act(FormDocument document) {
        var request = document.request();
        return document.answer(() -> document.save(amendments(request, document.read()), Map.of()), Room.SETTINGS.link(request), told -> shown(document, true, told));
    }

    /** What the form changes: nothing of what was left as it is. */
    private static List<Amendment> amendments(Request request, Document read) {
        var changes = new Changes(List.of(), read.fields()).become("name", new Labels(request, "name").typed(read.fields().get("name"))).become("theme", request.form("theme").orElse("").strip());
        var languages = Rights.names(request.form("languages").orElse("")).toList();
        if (!languages.equals(Nodes.texts(read.fields().get("languages")))) changes.become("languages", Optional.of(Changes.list(languages)));
        var amendments = new ArrayList<>(changes.all());
        var now = settings(read);
        var below = new Changes(List.of(SETTINGS), read.fields().get(SETTINGS).orElse(null) instanceof Node.Mapping said ? said : Node.empty(Position.start("")));
        for (var key : List.of(Rights.AUTHORS, Rights.DESIGNERS)) {
            var named = request.form().getOrDefault(field(key), List.of());
            if (!Set.copyOf(named).equals(Set.copyOf(Rights.names(now.getOrDefault(key, "")).toList()))) below.become(key, String.join(", ", named));
        }
        var others = new TreeSet<>(now.keySet());
        others.addAll(List.of(ADMINISTRATOR, ZONE, Desk.TWO_PEOPLE));
        others.removeAll(List.of(Rights.AUTHORS, Rights.DESIGNERS));
        others.forEach(key -> below.become(key, value(request, now, key, true)));
        amendments.addAll(below.all());
        return amendments;
    }
}
