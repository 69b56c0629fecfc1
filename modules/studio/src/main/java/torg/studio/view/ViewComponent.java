package torg.studio.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import torg.api.problem.TorgException;
import torg.api.site.Document;
import torg.api.site.Editing;
import torg.api.site.Node;
import torg.api.table.Schema;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Nodes;
import torg.studio.desk.Starts;
import torg.studio.desk.Work;
import torg.studio.form.FormDocument;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Words;

/** The room of one kind of document: it is shown as a form, arranged there, seen on a page that has it, and saved. Until it is saved all of it stands in the form alone. */
abstract class ViewComponent implements Component {
    private static final int MOST_PAGES = 200;
    private static final String[] WORDS = {
            "view-title", "view-table", "view-columns", "view-column", "view-label", "view-link", "view-link-hint", "view-day", "view-add",
            "view-add-column", "view-sort", "view-descending", "view-filters", "view-page-size", "view-export", "view-empty", "view-roles",
            "view-roles-hint", "up", "down", "remove", "what-to-do", "view-field", "view-hint", "view-required", "view-default", "view-default-hint",
            "view-when", "view-when-hint", "view-submit", "view-said", "view-section", "view-section-add", "view-section-hint", "look-at",
            "look-at-hint", "preview", "view-try", "view-into", "view-into-do", "view-set", "view-set-hint", "view-set-worked", "view-where",
            "view-where-hint", "view-where-example", "view-action", "view-confirm", "view-done", "view-then", "view-several", "view-primary",
            "new-file"
    };
    /** In an address and a form, of a document that is not there yet. */
    private static final String TABLE = "of";
    private final Editing editing;
    private final Room room;
    private final String kind;
    private final Function<ViewFields.Written, ViewFields> fields;

    /**
     * @param kind what a document of the kind says first, as does the component that shows it: {@code list}, of the folder {@code lists}
     * @param fields those of the kind
     */
    ViewComponent(Editing editing, Room room, String kind, Function<ViewFields.Written, ViewFields> fields) {
        this.editing = editing;
        this.room = room;
        this.kind = kind;
        this.fields = fields;
    }

    @Override
    public final String name() {
        return room.component();
    }

    @Override
    public final Filled fill(Place place) {
        var request = place.request();
        return document(request, request::query).map(document -> shown(document, false, Model.with("done", Words.of(request).done(request)).build())).orElseGet(Filled.Absent::new);
    }

    /** One that is there, or that begins with what a list or form of a table does. */
    private Optional<FormDocument> document(Request request, Function<String, Optional<String>> asked) {
        var path = asked.apply("path").orElse("");
        var start = asked.apply(TABLE).map(table -> Starts.text(request.site(), path, Optional.of(table))).orElse("");
        return Desk.of(editing, request).filter(_ -> path.startsWith(request.site().path(kind + "s/")) && path.endsWith(".yml")).flatMap(desk -> FormDocument.of(request, desk, path, start))
                .filter(document -> !document.text().isEmpty());
    }

    private Filled shown(FormDocument document, boolean typed, Model led) {
        var request = document.request();
        var links = new Links(request);
        var words = Words.of(request);
        var model = document.shown(room(document), typed, WORDS).with(Filled.Shown.SUBJECT, Work.of(request.site(), document.path(), request.locale()).title())
                .with("shelf", Model.with("label", words.text("shelf." + kind + "s")).with("link", links.shelf(kind + "s")))
                .with("begun", document.stored().isEmpty() ? request.query(TABLE).or(() -> request.form(TABLE)) : Optional.empty());
        try {
            var read = document.read();
            var pages = pages(request, read);
            model.with("pages", pages).with("address", request.form("address").orElse(pages.stream().findFirst().orElse("/"))).with("form", fields(document, read, typed).model(words));
        } catch (TorgException e) {
            return Filled.Shown.personal("components/" + room.component(), model.build().and(document.wrong(e, document.text())));
        }
        return Filled.Shown.personal("components/" + room.component(), model.build().and(led));
    }

    private ViewFields fields(FormDocument document, Document read, boolean typed) {
        return fields.apply(new ViewFields.Written(document.request(), read, document.request().site().part(Schema.class).orElseGet(() -> new Schema(Map.of())), typed));
    }

    /** Addresses of pages on which it stands, whole: a list's first rows say little about it. */
    private List<String> pages(Request request, Document read) {
        var name = Nodes.text(read.fields().get(kind));
        return request.site().documents().stream().filter(page -> page.folder().equals("pages") && page.language().isEmpty() && places(page).anyMatch(name::equals))
                .flatMap(page -> Work.of(request.site(), page.path(), request.locale()).fixedAddress().stream()).map(request::link).limit(MOST_PAGES).toList();
    }

    private Stream<String> places(Document page) {
        return Nodes.items(page.fields(), List.of("components")).stream().flatMap(node -> node instanceof Node.Mapping placed && Nodes.text(placed.get("component")).equals(kind) && placed.get("first").isEmpty() ? Stream.of(Nodes.text(placed.get(kind))) : Stream.empty());
    }

    @Override
    public final Outcome act(Place place) {
        return document(place.request(), place.request()::form).map(this::act).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private Outcome act(FormDocument document) {
        var request = document.request();
        // arranged, and not saved: the button says what is to be done, and the fields do it
        if (request.form("do").isPresent()) return new Outcome.Show(200, shown(document, true, Model.EMPTY));
        if (document.isTried()) return document.tried(() -> document.propose(fields(document, document.read(), true).amendments(), Map.of()), told -> shown(document, true, told));
        return document.answer(() -> document.save(fields(document, document.read(), true).amendments(), Map.of()), room(document), told -> shown(document, true, told));
    }

    private String room(FormDocument document) {
        return room.link(document.request()) + "?path=" + Links.encoded(document.path());
    }
}
