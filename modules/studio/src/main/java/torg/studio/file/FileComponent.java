package torg.studio.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.site.Editing;
import torg.api.site.Sites;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Starts;
import torg.studio.desk.Work;
import torg.studio.room.Difference;
import torg.studio.room.EditorFiles;
import torg.studio.room.Links;
import torg.studio.room.Previewed;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** One file: its text, what is wrong with it, save and delete. Nothing that was typed is lost, whatever becomes of it. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class FileComponent implements Component {

    /** The rooms in which documents of a shelf are changed by form. */
    private static final Map<String, Room> FORMS = Map.of("lists", Room.LIST, "forms", Room.FORM, "permissions", Room.PERMISSION);

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
        var path = request.query("path").orElse("");
        return desk(request, path).<Filled>map(desk -> {
            var stored = desk.file(path);
            var own = desk.own(path).filter(_ -> stored.isEmpty() || request.query("published").isEmpty());
            var sheet = own.map(draft -> Sheet.of(stored, draft)).orElseGet(() -> stored.isPresent() ? Sheet.of(stored) : new Sheet(stored, Optional.of(Starts.text(request.site(), path)), "", "", ""));
            return shown(request, desk, path, sheet, done(request, path).build());
        }).orElseGet(Filled.Absent::new);
    }

    private Optional<Desk> desk(Request request, String path) {
        return Desk.of(editing, request).filter(desk -> desk.reaches(path) && !path.endsWith("/"));
    }

    /** What the editor holds: a text and the version of the file it comes of, and that of the caller's draft where it comes of one. */
    private record Sheet(Optional<ContentFile> stored, Optional<String> text, String seen, String message, String draft) {
        static Sheet of(Optional<ContentFile> stored) {
            return new Sheet(stored, stored.flatMap(Desk::text).filter(text -> text.length() <= Desk.LONGEST_TEXT), stored.map(ContentFile::version).orElse(""), "", "");
        }

        /** Of a draft by which the file would go, the text that is there. */
        static Sheet of(Optional<ContentFile> stored, Draft draft) {
            var text = draft.change().bytes().isEmpty() ? of(stored).text() : Desk.text(draft.change().bytes().get()).filter(drafted -> drafted.length() <= Desk.LONGEST_TEXT);
            return new Sheet(stored, text, draft.change().seen().orElse(""), "", draft.version());
        }
    }

    /** What was just done, told once it is. */
    private static Model.Builder done(Request request, String path) {
        return Model.with("done", request.query("done").filter(Set.of("saved", "same", "back", "moved", "drafted", "discarded")::contains).map(done -> Words.of(request).text("done." + done)));
    }

    private Filled shown(Request request, Desk desk, String path, Sheet sheet, Model led) {
        var words = Words.of(request);
        var links = new Links(request);
        var work = Work.of(request.site(), path, request.locale());
        var warnings = led.has("problems") ? List.<Model>of() : sites.problems().stream().filter(problem -> problem.at().path().equals(path))
                .map(problem -> Model.with("line", problem.at().line()).with("message", problem.message() + (problem.help().isEmpty() ? "" : " (" + problem.help() + ")")).build()).toList();
        var model = Model.with(Filled.Shown.SUBJECT, work.title())
                .with("words", words.model("by-form", "completes", "text", "message", "message-hint", "save", "delete", "delete-sure", "delete-hint", "refused", "warnings", "where", "new-file", "no-text", "too-large", "open-page", "history", "preview", "preview-at", "preview-hint", "stale-keep", "move", "move-to", "move-hint", "move-sure",
                        "difference", "was", "is", "too-different", "theirs", "draft-keep", "draft-delete", "draft-compare", "draft-published", "preview-show", "close", "close-sure"))
                .with("path", path)
                .with("shelf", Model.with("label", words.textOr("shelf." + work.shelf(), work.shelf())).with("link", links.shelf(work.shelf())))
                .with("page", sheet.stored().flatMap(_ -> work.shelf().equals("files") ? Optional.of("/files/" + work.name()) : work.fixedAddress()).map(address -> links.page(address, work.paths().firstKey())))
                .with("history", sheet.stored().map(_ -> links.history(path)))
                .with("form", form(request, sheet, work, path))
                .with("address", led.has("address") ? led.get("address") : work.address().isEmpty() ? "/" : work.fixedAddress().map(address -> links.page(address, work.paths().firstKey())).orElse(""))
                .with("previewed", !work.shelf().equals("tables"))
                .with("moves", sheet.stored().isPresent() && work.moves() ? Optional.of(Model.with("to", request.form("to").or(work::address))) : Optional.empty())
                .with("fresh", sheet.stored().isEmpty())
                .with("stored", sheet.stored().isPresent())
                .with("editable", sheet.text().isPresent())
                .with("binary", sheet.stored().filter(file -> Desk.text(file).isEmpty()).isPresent())
                .with("text", sheet.text().orElse(""))
                .with("rows", Math.clamp(sheet.text().orElse("").lines().count() + 3, 12, 32))
                .with("longest", Desk.LONGEST_TEXT)
                .with("editor", EditorFiles.base())
                .with("seen", sheet.seen())
                .with("draft", sheet.draft())
                .with("drafted", desk.own(path).map(draft -> drafted(words, links, desk, draft).with("editing", draft.version().equals(sheet.draft())).with("published", sheet.stored().map(_ -> links.file(path) + "&published"))))
                .with("others", desk.drafts().stream().filter(draft -> draft.path().equals(path) && !desk.isOwn(draft)).map(draft -> drafted(words, links, desk, draft).build()).toList())
                .with("message", sheet.message())
                .with("warned", !warnings.isEmpty())
                .with("warnings", warnings)
                .build();
        return new Filled.Shown("components/studio-file", model.and(led), Set.of(), true);
    }

    private static Model.Builder drafted(Words words, Links links, Desk desk, Draft draft) {
        var told = desk.isOwn(draft) ? draft.change().bytes().isEmpty() ? "draft-own-gone" : "draft-own" : "draft-other";
        return Model.with("told", words.text(told, words.moment(draft.at()), draft.author().name())).with("link", links.draft(draft)).with("preview", links.preview(draft));
    }

    /** Where the same is changed by form. */
    private static Optional<String> form(Request request, Sheet sheet, Work work, String path) {
        var site = request.site();
        if (work.shelf().equals("pages") && work.paths().containsKey("") && sheet.stored().isPresent()) return Optional.of(Room.PAGE.link(request) + "?path=" + Links.encoded(path));
        if (path.equals(site.path(Starts.LOOK))) return Optional.of(Room.THEME.link(request));
        if (sheet.stored().isPresent() && FORMS.containsKey(work.shelf())) return Optional.of(FORMS.get(work.shelf()).link(request) + "?path=" + Links.encoded(path));
        return path.equals(site.path(Starts.NAVIGATION)) ? Optional.of(Room.NAVIGATION.link(request)) : Optional.empty();
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var path = request.form("path").orElse("");
        return desk(request, path).map(desk -> act(request, desk, path)).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private Outcome act(Request request, Desk desk, String path) {
        var stored = desk.file(path);
        if (request.form("action").filter("move"::equals).isPresent()) return move(request, desk, path, stored);
        var action = request.form("action").orElse("save");
        var deletes = action.startsWith("delete");
        var typed = request.form("text").orElse("");
        var text = like(stored, typed);
        var seen = request.form("seen").orElse("");
        var message = request.form("message").orElse("").strip();
        var sheet = deletes ? Sheet.of(stored) : new Sheet(stored, Optional.of(typed.replace("\r\n", "\n")), seen, message, request.form("draft").orElse(""));
        var bytes = deletes ? Optional.<byte[]>empty() : Optional.of(text.getBytes(StandardCharsets.UTF_8));
        if (text.length() > Desk.LONGEST_TEXT || message.length() > Desk.LONGEST_MESSAGE) return again(request, desk, path, sheet, 422, Model.with("wrong", true).with("problems", List.of(Model.with("message", Words.of(request).text("too-long", Desk.LONGEST_TEXT)).build())));
        if (action.equals("preview")) return preview(request, desk, path, sheet, text);
        var change = new Edit.Change(named(seen), bytes);
        try {
            return action.endsWith("draft") ? keep(request, desk, path, change) : save(request, desk, path, stored, change, message);
        } catch (TorgException e) {
            return refused(request, desk, path, sheet, e);
        }
    }

    private static Outcome keep(Request request, Desk desk, String path, Edit.Change change) {
        return to(request, path, desk.keep(path, named(request.form("draft").orElse("")), change).isPresent() ? "drafted" : "same");
    }

    private static Outcome save(Request request, Desk desk, String path, Optional<ContentFile> stored, Edit.Change change, String message) {
        // sent twice, or nothing changed: what is wished is so already
        var same = stored.isPresent() == change.bytes().isPresent() && (stored.isEmpty() || Arrays.equals(stored.get().bytes(), change.bytes().get()));
        if (!same) desk.make(path, change.seen(), change.bytes(), message);
        desk.own(path).filter(draft -> draft.version().equals(request.form("draft").orElse(""))).ifPresent(desk::discard);
        return change.bytes().isEmpty() ? gone(request, desk, path) : to(request, path, same ? "same" : "saved");
    }

    private static Optional<String> named(String version) {
        return Optional.of(version).filter(text -> !text.isEmpty());
    }

    /** To the editor of the page where it is from then on. */
    private Outcome move(Request request, Desk desk, String path, Optional<ContentFile> stored) {
        if (stored.isEmpty()) return gone(request, desk, path);
        var words = Words.of(request);
        try {
            var address = request.form("to").orElse("");
            return to(request, desk.move(path, address, request.form("seen"), words.text("moved-from", Work.of(request.site(), path, request.locale()).address().orElse(""))), "moved");
        } catch (TorgException e) {
            var why = words.textOr(e.code().replaceFirst("^studio\\.", ""), "");
            return why.isEmpty() ? refused(request, desk, path, Sheet.of(stored), e) : again(request, desk, path, Sheet.of(stored), 422, Model.with("unmoved", why));
        }
    }

    /** To where it can be taken back, as far as that is remembered. */
    private static Outcome gone(Request request, Desk desk, String path) {
        var links = new Links(request);
        return new Outcome.Redirect(desk.history(path).isEmpty() ? links.shelf(Work.shelf(request.site(), path)) : links.history(path));
    }

    /** The page that was asked for as it would be with this text; the editor again when there would be none. */
    private Outcome preview(Request request, Desk desk, String path, Sheet sheet, String text) {
        var address = request.form("address").orElse("").strip().split("[?#]", 2)[0];
        var nowhere = (Outcome.Show) again(request, desk, path, sheet, 422, Model.with("wrong", true).with("address", address).with("problems", List.of(Model.with("message", Words.of(request).text("preview-nowhere")).build())));
        var page = Previewed.of(request.site(), address);
        if (page.isEmpty()) return nowhere;
        try {
            var proposed = desk.propose(path, text);
            if (proposed.site().isPresent()) return new Outcome.Preview(proposed.site().get(), page.get().path(), page.get().locale(), nowhere);
            return again(request, desk, path, sheet, 422, Model.with("wrong", true).with("address", address).with("problems", Told.of(proposed.problems(), path, text, new Links(request))));
        } catch (TorgException e) {
            return refused(request, desk, path, sheet, e);
        }
    }

    /** As a browser sends it every line ends with two characters; who wrote the file may have meant that, most did not. */
    private static String like(Optional<ContentFile> stored, String typed) {
        var plain = typed.replace("\r\n", "\n");
        return stored.flatMap(Desk::text).filter(text -> text.contains("\r\n")).map(_ -> plain.replace("\n", "\r\n")).orElse(plain);
    }

    private static Outcome to(Request request, String path, String done) {
        return new Outcome.Redirect(new Links(request).file(path) + "&done=" + done);
    }

    private Outcome refused(Request request, Desk desk, String path, Sheet sheet, TorgException refused) {
        return switch (refused.kind()) {
            case STALE -> refused.code().equals("site.draft-changed") ? staleDraft(request, desk, path, sheet) : stale(request, desk, path, sheet);
            case INVALID, CONFLICT, TOO_LARGE, MALFORMED -> again(request, desk, path, sheet, 422, Model.with("wrong", true).with("problems", Told.of(refused, path, sheet.text().orElse(""), new Links(request))));
            default -> throw refused;
        };
    }

    /** Somebody else was faster. What was typed stays in the editor, and saving it again replaces what the other wrote, knowingly. */
    private Outcome stale(Request request, Desk desk, String path, Sheet sheet) {
        var now = desk.file(path);
        return again(request, desk, path, new Sheet(now, sheet.text(), now.map(ContentFile::version).orElse(""), sheet.message(), sheet.draft()), 409, Told.stale(request, desk, path, sheet.text().orElse("")));
    }

    /** The caller kept another draft in another window. What was typed stays in the editor, and keeping it again replaces that one, knowingly. */
    private Outcome staleDraft(Request request, Desk desk, String path, Sheet sheet) {
        var own = desk.own(path);
        var theirs = own.flatMap(draft -> draft.change().bytes()).flatMap(Desk::text).orElse("").replace("\r\n", "\n");
        var difference = Difference.between(theirs, sheet.text().orElse(""));
        var seen = own.map(draft -> draft.change().seen().orElse("")).orElse(sheet.seen());
        return again(request, desk, path, new Sheet(sheet.stored(), sheet.text(), seen, sheet.message(), own.map(Draft::version).orElse("")), 409,
                Model.with("stale", Model.with("told", Words.of(request).text(own.isEmpty() ? "draft-stale-gone" : "draft-stale")).with("compared", difference.isPresent()).with("lines", difference.orElse(List.of())).with("link", new Links(request).file(path))));
    }

    private Outcome again(Request request, Desk desk, String path, Sheet sheet, int status, Model.Builder led) {
        return again(request, desk, path, sheet, status, led.build());
    }

    private Outcome again(Request request, Desk desk, String path, Sheet sheet, int status, Model led) {
        return new Outcome.Show(status, shown(request, desk, path, sheet, led));
    }
}
