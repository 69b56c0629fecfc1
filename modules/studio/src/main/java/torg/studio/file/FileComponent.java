package torg.studio.file;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.site.Edition;
import torg.api.site.Editing;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Standing;
import torg.studio.desk.Starts;
import torg.studio.desk.Work;
import torg.studio.room.Links;
import torg.studio.room.Previewed;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** One file: its text, what is wrong with it, save and delete. Nothing that was typed is lost, whatever becomes of it. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class FileComponent implements Component {
    private final Editing editing;
    private final Sites sites;

    /**
     * @param editing makes the edits
     * @param sites knows what is wrong with the file
     */
    @Activate
    public FileComponent(@Reference Editing editing, @Reference Sites sites) {
        this.editing = editing;
        this.sites = sites;
    }

    @Override
    public String name() {
        return Room.FILE.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return open(request, request.query("path")).map(file -> file.shown(sheet(file), Model.with("done", Words.of(request).done(request)).build())).orElseGet(Filled.Absent::new);
    }

    private Optional<OpenFile> open(Request request, Optional<String> path) {
        return Desk.of(editing, request).flatMap(desk -> path.filter(named -> desk.reaches(named) && !named.endsWith("/")).map(named -> new OpenFile(request, desk, sites, named)));
    }

    /** The caller's draft; else what is published; else what something new begins with: an edition with what it is to stand in the place of. */
    private static Sheet sheet(OpenFile file) {
        var stored = file.stored();
        var draft = file.desk().own(file.path()).filter(_ -> stored.isEmpty() || file.request().query("published").isEmpty());
        if (draft.isPresent()) return Sheet.of(stored, draft.get());
        if (stored.isPresent()) return Sheet.of(stored);
        var replaced = Edition.ifAny(file.path()).flatMap(edition -> file.desk().file(edition.place())).flatMap(Desk::text);
        return new Sheet(stored, Optional.of(replaced.orElseGet(() -> Starts.text(file.request().site(), file.path(), file.request().query("of")))), "", "", "");
    }

    @Override
    public Outcome act(Place place) {
        return open(place.request(), place.request().form("path")).map(FileComponent::act).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private static Outcome act(OpenFile file) {
        return switch (FileWish.of(file.request(), file.stored())) {
            case FileWish.Move(var to, var drafted) -> move(file, to, drafted);
            case FileWish.TooLong(var sheet) -> again(file, sheet, 422, Told.saying(Words.of(file.request()).text("too-long", Desk.LONGEST_TEXT)));
            case FileWish.Preview(var sheet, var text) -> tried(file, sheet, () -> preview(file, sheet, text));
            case FileWish.Keep(var sheet, var change) -> tried(file, sheet, () -> keep(file, change));
            case FileWish.Publish(var sheet, var change) -> tried(file, sheet, () -> publish(file, sheet, change));
        };
    }

    private static Outcome tried(OpenFile file, Sheet sheet, Supplier<Outcome> attempt) {
        try {
            return attempt.get();
        } catch (TorgException e) {
            return refused(file, sheet, e);
        }
    }

    private static Outcome keep(OpenFile file, Edit.Change change) {
        var draft = file.request().form("draft").filter(version -> !version.isEmpty());
        return to(file, file.path(), file.desk().keep(file.path(), draft, change).isPresent() ? "drafted" : "same");
    }

    private static Outcome publish(OpenFile file, Sheet sheet, Edit.Change change) {
        var desk = file.desk();
        var stored = sheet.stored();
        // sent twice, or nothing changed: what is wished is so already
        var same = stored.isPresent() == change.bytes().isPresent() && (stored.isEmpty() || Arrays.equals(stored.get().bytes(), change.bytes().get()));
        if (!same && change.bytes().isEmpty() && file.request().form("anyway").isEmpty()) {
            var lacking = desk.lacking(file.path());
            if (!lacking.isEmpty()) return again(file, sheet, 409, Model.with("asked", true).with("lacking", Told.lacking(lacking, file.path(), new Links(file.request()))).build());
        }
        if (!same) desk.make(file.path(), change.seen(), change.bytes(), file.request().form("message").orElse("").strip());
        desk.own(file.path()).filter(draft -> draft.version().equals(file.request().form("draft").orElse(""))).ifPresent(desk::discard);
        return change.bytes().isEmpty() ? gone(file) : to(file, file.path(), same ? "same" : Standing.of(desk, file.path(), Instant.now()).done());
    }

    /** To the editor of the page where it is from then on, or to the drafts. */
    private static Outcome move(OpenFile file, String address, boolean drafted) {
        var request = file.request();
        var stored = file.stored();
        if (stored.isEmpty()) return gone(file);
        var words = Words.of(request);
        try {
            if (drafted) {
                file.desk().keepMove(file.path(), address, request.form("seen"));
                return new Outcome.Redirect(new Links(request).drafts() + "?done=drafted");
            }
            return to(file, file.desk().move(file.path(), address, request.form("seen"), words.text("moved-from", Work.of(request.site(), file.path(), request.locale()).address().orElse(""))), "moved");
        } catch (TorgException e) {
            return Told.reason(words, e).<Outcome>map(why -> again(file, Sheet.of(stored), 422, Model.with("unmoved", why).build())).orElseGet(() -> refused(file, Sheet.of(stored), e));
        }
    }

    /** To where it can be taken back, as far as that is remembered. */
    private static Outcome gone(OpenFile file) {
        var links = new Links(file.request());
        return new Outcome.Redirect(file.desk().history(file.path()).isEmpty() ? links.shelf(Work.shelf(file.request().site(), file.path())) : links.history(file.path()));
    }

    /** The page that was asked for as it would be with this text; the editor again when there would be none. */
    private static Outcome preview(OpenFile file, Sheet sheet, String text) {
        var request = file.request();
        var address = Model.with("address", request.form("address").orElse("").strip().split("[?#]", 2)[0]).build();
        var nowhere = again(file, sheet, 422, Told.saying(Words.of(request).text("preview-nowhere")).and(address));
        var page = Previewed.of(request.site(), request.form("address").orElse(""));
        if (page.isEmpty()) return nowhere;
        var proposed = file.desk().propose(file.path(), text);
        if (proposed.site().isPresent()) return new Outcome.Preview(proposed.site().get(), page.get().path(), page.get().locale(), nowhere);
        if (proposed.problems().stream().noneMatch(SiteProblem::fatal)) return nowhere;
        return again(file, sheet, 422, Told.wrong(Told.of(proposed.problems(), file.path(), text, new Links(request))).and(address));
    }

    private static Outcome to(OpenFile file, String path, String done) {
        return new Outcome.Redirect(new Links(file.request()).file(path) + "&done=" + done);
    }

    private static Outcome refused(OpenFile file, Sheet sheet, TorgException refused) {
        return switch (refused.kind()) {
            case STALE -> refused.code().equals("site.draft-changed") ? staleDraft(file, sheet) : stale(file, sheet);
            case TOO_LARGE -> again(file, sheet, 422, Told.saying(Told.reason(Words.of(file.request()), refused).orElseGet(refused::getMessage)));
            case INVALID, CONFLICT, MALFORMED -> again(file, sheet, 422, Told.wrong(Told.of(refused, file.path(), sheet.text().orElse(""), new Links(file.request()))));
            default -> throw refused;
        };
    }

    /** Somebody else was faster. What was typed stays in the editor, and saving it again replaces what the other wrote, knowingly. */
    private static Outcome stale(OpenFile file, Sheet sheet) {
        var now = file.stored();
        var text = sheet.text().orElse("");
        return again(file, new Sheet(now, sheet.text(), now.map(ContentFile::version).orElse(""), sheet.message(), sheet.draft()), 409, Told.stale(file.request(), file.desk(), file.path(), text));
    }

    /** The caller kept another draft in another window. What was typed stays in the editor, and keeping it again replaces that one, knowingly. */
    private static Outcome staleDraft(OpenFile file, Sheet sheet) {
        var own = file.desk().own(file.path());
        var seen = own.map(draft -> draft.change().seen().orElse("")).orElse(sheet.seen());
        return again(file, new Sheet(sheet.stored(), sheet.text(), seen, sheet.message(), own.map(Draft::version).orElse("")), 409,
                Told.staleDraft(file.request(), file.desk(), file.path(), sheet.text().orElse("")));
    }

    private static Outcome.Show again(OpenFile file, Sheet sheet, int status, Model led) {
        return new Outcome.Show(status, file.shown(sheet, led));
    }
}
