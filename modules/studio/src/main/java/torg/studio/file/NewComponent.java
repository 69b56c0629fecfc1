package torg.studio.file;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Editing;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Starts;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Words;

/** Asks what something new is and how it is called; its file is made when its text is saved. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class NewComponent implements Component {

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
        return Desk.of(editing, request).map(desk -> shown(request, desk, request.query("kind").orElse(""), "", Optional.empty())).orElseGet(Filled.Absent::new);
    }

    private static Filled shown(Request request, Desk desk, String kind, String name, Optional<String> problem) {
        var words = Words.of(request);
        var kinds = Starts.KINDS.stream().filter(one -> desk.reaches(Starts.path(request.site(), one, Starts.example(request.site(), one)).orElseThrow()))
                .map(one -> Model.with("name", one).with("label", words.text("kind." + one)).with("chosen", one.equals(kind)).build()).toList();
        return Filled.Shown.personal("components/studio-new", Model.with("words", words.model("kind", "new-name", "new-name-hint", "new-theme-hint", "go-on", "shelves"))
                .with("kinds", kinds).with("name", name).with("looks", desk.rights().all() || desk.rights().looks()).with("problem", problem).with("home", Room.HOME.link(request)).build());
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var desk = Desk.of(editing, request);
        if (desk.isEmpty()) return new Outcome.Show(405, new Filled.Absent());
        var kind = request.form("kind").orElse("");
        var name = request.form("name").orElse("").strip().replaceFirst("^/", "");
        var path = Starts.path(request.site(), kind, name).filter(desk.get()::reaches);
        var words = Words.of(request);
        if (path.isEmpty()) return new Outcome.Show(422, shown(request, desk.get(), kind, name, Optional.of(words.text("new-bad-name"))));
        if (desk.get().file(path.get()).isPresent()) return new Outcome.Show(422, shown(request, desk.get(), kind, name, Optional.of(words.text("new-taken"))));
        return new Outcome.Redirect(new Links(request).file(path.get()));
    }
}
