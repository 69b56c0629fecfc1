package torg.studio.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.TorgException;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.site.Editing;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** The library of web files. One keeps its address when it is given other bytes, and each smaller picture of it gets a new one. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class MediaComponent implements Component {
    /** Of a web file, in bytes: what the site takes at the most. */
    private static final int LARGEST = 10_000_000;

    private final Editing editing;

    /** @param editing has the files, and makes the edits */
    @Activate
    public MediaComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    @Override
    public String name() {
        return Room.MEDIA.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        var path = request.query("path");
        if (path.isPresent()) {
            var done = Model.with("done", Words.of(request).done(request)).build();
            return open(request, path.get()).<Filled>map(medium -> shown(medium.model(described(medium)), done)).orElseGet(Filled.Absent::new);
        }
        return Desk.of(editing, request).<Filled>map(desk -> shown(new Library(request, desk).model(), Model.EMPTY)).orElseGet(Filled.Absent::new);
    }

    private static Optional<Model> described(OpenMedium medium) {
        return Description.of(medium).map(description -> description.model(false));
    }

    static Filled.Shown shown(Model.Builder model, Model led) {
        return Filled.Shown.personal("components/studio-media", model.build().and(led));
    }

    private Optional<OpenMedium> open(Request request, String path) {
        return Desk.of(editing, request).filter(_ -> path.startsWith(Library.root(request)))
                .flatMap(desk -> desk.file(path).map(file -> new OpenMedium(request, desk, file)));
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        return open(request, request.form("path").orElse(""))
                .flatMap(medium -> request.form(Description.SENT).isPresent() ? Description.of(medium).map(Description::act) : Optional.of(replaced(medium)))
                .orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    /** Other bytes for a file: on the site, or as the caller's draft. */
    private static Outcome replaced(OpenMedium medium) {
        var request = medium.request();
        var words = Words.of(request);
        var path = medium.file().path();
        var sent = request.file("upload");
        if (sent.isEmpty()) return again(medium, 422, Told.saying(words.text("upload-none")));
        try (var bytes = sent.get().bytes().open()) {
            var seen = request.form("seen").filter(version -> !version.isEmpty());
            var content = bytes.readNBytes(LARGEST + 1);
            if (request.form("action").filter("draft"::equals).isPresent()) {
                medium.desk().keep(path, medium.desk().own(path).map(Draft::version), new Edit.Change(seen, Optional.of(content)));
                return new Outcome.Redirect(medium.link() + "&done=drafted");
            }
            medium.desk().send(path, seen, content, request.form("message").orElse(""));
            return new Outcome.Redirect(medium.link() + "&done=saved");
        } catch (TorgException e) {
            return switch (e.kind()) {
                case STALE -> again(medium, 409, Told.saying(words.text("media-stale")));
                case INVALID, CONFLICT, TOO_LARGE, MALFORMED -> again(medium, 422, Told.reason(words, e).map(Told::saying).orElseGet(() -> medium.wrong(e)));
                default -> throw e;
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome again(OpenMedium medium, int status, Model told) {
        return new Outcome.Show(status, shown(medium.model(described(medium)), told));
    }
}
