package torg.studio.access;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.site.Editing;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Starts;
import torg.studio.form.FormDocument;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** One web role by form: how it is called, what whoever has it may give and has to have, and whether they work in the Studio. It goes when nobody refers to it. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class RoleComponent implements Component {
    private static final String FOLDER = "roles";

    private final Editing editing;

    /** @param editing makes the edits */
    @Activate
    public RoleComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    @Override
    public String name() {
        return Room.ROLE.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return document(request, request.query("path").orElse("")).map(document -> shown(document, false, Model.with("done", Words.of(request).done(request)).build()))
                .orElseGet(Filled.Absent::new);
    }

    /** One that is there, or that can be made: its file has a name that a new one may have. */
    private Optional<FormDocument> document(Request request, String path) {
        var folder = request.site().path(FOLDER + "/");
        if (!path.startsWith(folder) || !path.endsWith(".yml")) return Optional.empty();
        var fresh = Starts.path(request.site(), FOLDER, path.substring(folder.length(), path.length() - ".yml".length())).filter(path::equals);
        var start = fresh.map(named -> Starts.text(request.site(), named)).orElse("");
        return Desk.of(editing, request).flatMap(desk -> FormDocument.of(request, desk, path, start)).filter(document -> !document.text().isEmpty());
    }

    private static Filled shown(FormDocument document, boolean typed, Model led) {
        var request = document.request();
        var words = Words.of(request);
        var model = document.shown(room(document), typed, "role-name", "role-name-hint", "role-label", "role-description", "role-description-hint", "role-needs", "role-needs-hint",
                        "role-invites", "role-invites-hint", "role-deputy", "role-deputy-hint", "role-factor", "role-rights", "role-administers", "role-writes",
                        "role-designs", "settings-designers-hint",
                        "role-remove", "role-remove-hint", "role-remove-sure", "role-referring", "rule-remove-draft", "new-file")
                .with("access", Room.ACCESS.link(request)).with("accessTitle", words.text("title.studio-access")).with("there", document.stored().isPresent());
        try {
            var fields = new RoleFields(document, document.read(), typed);
            model.with("form", fields.model());
            if (administers(request, fields.name())) model.with("administers", Model.with("link", Room.SETTINGS.link(request)).with("label", words.text("title.studio-settings")));
        } catch (TorgException e) {
            return Filled.Shown.personal("components/studio-role", model.build().and(document.wrong(e, document.text())));
        }
        return Filled.Shown.personal("components/studio-role", model.build().and(led));
    }

    private static boolean administers(Request request, String role) {
        return request.site().settings().isAdministrator(Caller.contact("", role, List.of(), List.of(role)));
    }

    private static String room(FormDocument document) {
        return new Links(document.request()).role(document.path());
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        return document(request, request.form("path").orElse("")).map(RoleComponent::act).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private static Outcome act(FormDocument document) {
        return switch (document.request().form("action").orElse("save")) {
            case "remove" -> document.answer(() -> removed(document), Room.ACCESS.link(document.request()), told -> shown(document, false, told));
            case "remove-draft" -> document.answer(() -> document.save(""), room(document), told -> shown(document, false, told));
            default -> document.answer(() -> saved(document), room(document), told -> shown(document, true, told));
        };
    }

    /** The document and what the site says of the role elsewhere, as one edit. */
    private static FormDocument.Saved saved(FormDocument document) {
        var fields = new RoleFields(document, document.read(), true);
        return document.save(fields.amendments(), fields.rights(document.isKept()));
    }

    /** Whoever refers to it would say something else without it, and is named. */
    private static FormDocument.Saved removed(FormDocument document) {
        var referring = document.desk().referring(document.path());
        if (referring.isEmpty()) return document.save("");
        return new FormDocument.Saved.Refused(409, Model.with("referring", Model.with("lacking", Told.lacking(referring, document.path(), new Links(document.request())))).build());
    }
}
