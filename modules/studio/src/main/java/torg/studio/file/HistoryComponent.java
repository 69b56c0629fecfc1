package torg.studio.file;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.site.Editing;
import torg.api.site.Revision;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Work;
import torg.studio.room.Difference;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** What a file was: who changed what, when and what for, and the way back to any of it. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class HistoryComponent implements Component {

    private final Editing editing;

    /** @param editing remembers, and goes back */
    @Activate
    public HistoryComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    @Override
    public String name() {
        return Room.HISTORY.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        var path = request.query("path").orElse("");
        return desk(request, path).map(desk -> shown(request, desk, path, request.query("revision"), Model.EMPTY)).orElseGet(Filled.Absent::new);
    }

    /** A file that was never there has no history either. */
    private Optional<Desk> desk(Request request, String path) {
        return Desk.of(editing, request).filter(desk -> desk.reaches(path));
    }

    private Filled shown(Request request, Desk desk, String path, Optional<String> wanted, Model led) {
        var words = Words.of(request);
        var links = new Links(request);
        var now = desk.file(path);
        var past = desk.history(path);
        if (now.isEmpty() && past.isEmpty()) return new Filled.Absent();
        var chosen = wanted.or(() -> past.stream().findFirst().map(Revision::id)).flatMap(id -> past.stream().filter(revision -> revision.id().equals(id)).findFirst());
        var model = Model.with(Filled.Shown.SUBJECT, Work.of(request.site(), path, request.locale()).title())
                .with("words", words.model("edit", "history", "history-empty", "who", "when", "message", "shown", "current", "went", "go-back", "draft-keep", "go-back-hint", "go-back-deletes", "refused", "where", "difference", "was", "is", "text", "no-difference",
                        "too-different", "what-changed"))
                .with("path", path).with("file", links.file(path))
                .with("seen", now.map(ContentFile::version).orElse(""))
                .with("some", !past.isEmpty())
                .with("past", past.stream().map(revision -> row(words, links, path, revision, chosen.filter(revision::equals).isPresent())).toList())
                .with("chosen", chosen.map(revision -> change(desk, words, path, past, revision, now)))
                .build();
        return Filled.Shown.personal("components/studio-history", model.and(led));
    }

    private static Model.Builder row(Words words, Links links, String path, Revision revision, boolean chosen) {
        return Model.with("when", words.moment(revision.at())).with("who", revision.author()).with("message", revision.message()).with("gone", revision.gone())
                .with("chosen", chosen).with("link", links.history(path, revision.id()));
    }

    /** What came with a state, and whether one can go back to it. */
    private static Model change(Desk desk, Words words, String path, List<Revision> past, Revision revision, Optional<ContentFile> now) {
        var at = past.indexOf(revision);
        var before = at + 1 < past.size() ? desk.at(path, past.get(at + 1).id()) : Optional.<ContentFile>empty();
        var after = desk.at(path, revision.id());
        var written = before.flatMap(Desk::text).isPresent() == before.isPresent() && after.flatMap(Desk::text).isPresent() == after.isPresent();
        var difference = written ? Difference.between(text(before), text(after)) : Optional.<List<Model>>empty();
        var same = after.map(ContentFile::version).equals(now.map(ContentFile::version));
        return Model.with("revision", revision.id()).with("when", words.moment(revision.at())).with("differs", difference.filter(lines -> !lines.isEmpty()).isPresent()).with("lines", difference.orElse(List.of()))
                .with("uncompared", difference.isEmpty()).with("deletes", after.isEmpty()).with("back", !same).build();
    }

    private static String text(Optional<ContentFile> file) {
        return file.flatMap(Desk::text).orElse("").replace("\r\n", "\n");
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var path = request.form("path").orElse("");
        var desk = desk(request, path);
        var revision = request.form("revision").flatMap(id -> desk.stream().flatMap(one -> one.history(path).stream()).filter(known -> known.id().equals(id)).findFirst());
        return revision.map(state -> back(request, desk.get(), path, state)).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private Outcome back(Request request, Desk desk, String path, Revision state) {
        var seen = request.form("seen").filter(version -> !version.isEmpty());
        var wanted = desk.at(path, state.id());
        if (wanted.map(ContentFile::version).equals(desk.file(path).map(ContentFile::version))) return new Outcome.Redirect(new Links(request).history(path));
        var words = Words.of(request);
        try {
            if (request.form("action").filter("draft"::equals).isPresent()) {
                desk.keep(path, desk.own(path).map(Draft::version), new Edit.Change(seen, wanted.map(ContentFile::bytes)));
                return new Outcome.Redirect(new Links(request).drafts() + "?done=drafted");
            }
            desk.make(path, seen, wanted.map(ContentFile::bytes), words.text("went-back", words.moment(state.at())));
        } catch (TorgException e) {
            return switch (e.kind()) {
                case STALE -> again(request, desk, path, state, 409, Model.with("stale", words.text("stale-history")).build());
                case INVALID, CONFLICT, TOO_LARGE -> again(request, desk, path, state, 422, Told.wrong(Told.of(e, path, text(wanted), new Links(request))));
                default -> throw e;
            };
        }
        return new Outcome.Redirect(wanted.isPresent() ? new Links(request).file(path) + "&done=back" : new Links(request).history(path));
    }

    private Outcome again(Request request, Desk desk, String path, Revision state, int status, Model led) {
        return new Outcome.Show(status, shown(request, desk, path, Optional.of(state.id()), led));
    }
}
