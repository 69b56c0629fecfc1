package torg.studio.file;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Editing;
import torg.api.table.Schema;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.view.PageTypes;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Starts;
import torg.studio.form.Choices;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Words;

/** Asks what something new is and how it is called; its file is made when its text is saved. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class NewComponent implements Component {
    private static final String TYPED = "pages.";
    private static final Map<String, Room> FORMS = Map.of("lists", Room.LIST, "forms", Room.FORM, "roles", Room.ROLE);

    private final Editing editing;

    /** @param editing knows which names are taken */
    @Activate
    public NewComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    @Override
    public String name() {
        return Room.NEW.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return Desk.of(editing, request).map(desk -> shown(request, desk, request.query("kind").orElse(""), Optional.empty())).orElseGet(Filled.Absent::new);
    }

    private static Filled shown(Request request, Desk desk, String kind, Optional<String> problem) {
        var words = Words.of(request);
        var kinds = Starts.KINDS.stream().filter(one -> desk.reaches(Starts.path(request.site(), one, Starts.example(request.site(), one)).orElseThrow()))
                .flatMap(one -> Stream.concat(Stream.of(kind(one, words.text("kind." + one), kind)), one.equals("pages") ? typed(request, words, kind) : Stream.of())).toList();
        return Filled.Shown.personal("components/studio-new", Model.with("words", words.model("kind", "new-name", "new-name-hint", "new-theme-hint", "new-table", "new-table-hint", "go-on", "shelves"))
                .with("kinds", kinds).with("name", request.form("name").orElse("")).with("tables", tables(request, desk)).with("looks", desk.rights().looks()).with("problem", problem).with("home", Room.HOME.link(request)).build());
    }

    private static Model kind(String name, String label, String chosen) {
        return Model.with("name", name).with("label", label).with("chosen", name.equals(chosen)).build();
    }

    /** Pages of each type, which begin with its fields. */
    private static Stream<Model> typed(Request request, Words words, String chosen) {
        return request.site().part(PageTypes.class).stream().flatMap(types -> types.byName().values().stream())
                .map(type -> kind(TYPED + type.name(), words.text("kind.typed", type.label().in(request.locale())), chosen));
    }

    /** What a list or form may be about; none for whoever makes none. */
    private static Optional<Model> tables(Request request, Desk desk) {
        if (!desk.reaches(request.site().path("lists/a.yml"))) return Optional.empty();
        var tables = new TreeMap<String, Text>();
        request.site().part(Schema.class).ifPresent(schema -> schema.tables().values().stream().filter(table -> !table.internal())
                .forEach(table -> tables.put(table.name(), Text.of(table.plural().in(request.locale()) + " (" + table.name() + ")"))));
        return Optional.of(Model.with("offered", Choices.of(request.locale(), Choices.withNone(tables), request.form("table").orElse(""))).build());
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var desk = Desk.of(editing, request);
        if (desk.isEmpty()) return new Outcome.Show(405, new Filled.Absent());
        var chosen = request.form("kind").orElse("");
        var kind = chosen.startsWith(TYPED) ? "pages" : chosen;
        var name = request.form("name").orElse("").strip().replaceFirst("^/", "");
        var path = Starts.path(request.site(), kind, name).filter(desk.get()::reaches);
        var words = Words.of(request);
        if (path.isEmpty()) return refused(request, desk.get(), chosen, words.text("new-bad-name"));
        if (desk.get().file(path.get()).isPresent()) return refused(request, desk.get(), chosen, words.text("new-taken"));
        if (chosen.startsWith(TYPED)) return new Outcome.Redirect(new Links(request).file(path.get()) + "&of=" + Links.encoded(chosen.substring(TYPED.length())));
        if (!Starts.OF_A_TABLE.contains(kind)) return new Outcome.Redirect(room(request, kind, path.get()));
        var table = request.form("table").filter(named -> request.site().part(Schema.class).flatMap(schema -> schema.find(named)).filter(found -> !found.internal()).isPresent());
        return table.<Outcome>map(found -> new Outcome.Redirect(room(request, kind, path.get()) + "&of=" + Links.encoded(found))).orElseGet(() -> refused(request, desk.get(), chosen, words.text("new-no-table")));
    }

    /** Where something new of this kind is made: by form, or as text. */
    private static String room(Request request, String kind, String path) {
        return Optional.ofNullable(FORMS.get(kind)).map(room -> room.link(request) + "?path=" + Links.encoded(path)).orElseGet(() -> new Links(request).file(path));
    }

    private static Outcome refused(Request request, Desk desk, String kind, String problem) {
        return new Outcome.Show(422, shown(request, desk, kind, Optional.of(problem)));
    }
}
