package torg.studio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Editing;
import torg.api.site.Sites;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;

/** One file: its text, what is wrong with it, save and delete. Nothing that was typed is lost, whatever becomes of it. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class FileComponent implements Component {
    static final String NAME = "studio-file";
    /** Characters; a form of this length is taken at the door, whatever letters it has: it is sent as it is, not in an encoding that makes nine bytes of one. */
    static final int LONGEST = 150_000;

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
        return NAME;
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        var path = request.query("path").orElse("");
        return desk(request, path).<Filled>map(desk -> {
            var stored = desk.file(path);
            var sheet = stored.isPresent() ? Sheet.of(stored) : new Sheet(stored, Optional.of(Starts.text(request.site(), path)), "", "");
            return shown(request, desk, path, sheet, done(request, path).build());
        }).orElseGet(Filled.Absent::new);
    }

    private Optional<Desk> desk(Request request, String path) {
        return Desk.of(editing, request).filter(desk -> desk.reaches(path) && !path.endsWith("/"));
    }

    /** What the editor holds: the text as it is stored or as it was typed, and the version it comes of. */
    private record Sheet(Optional<ContentFile> stored, Optional<String> text, String seen, String message) {
        static Sheet of(Optional<ContentFile> stored) {
            return new Sheet(stored, stored.flatMap(Desk::text).filter(text -> text.length() <= LONGEST), stored.map(ContentFile::version).orElse(""), "");
        }
    }

    /** What was just done, told once it is. */
    private static Model.Builder done(Request request, String path) {
        return Model.with("done", request.query("done").filter(Set.of("saved", "same", "back", "moved")::contains).map(done -> Words.of(request).text("done." + done)));
    }

    private Filled shown(Request request, Desk desk, String path, Sheet sheet, Model led) {
        var words = Words.of(request);
        var links = new Links(request);
        var work = Work.of(request.site(), path, request.locale());
        var warnings = led.has("problems") ? List.<Model>of() : sites.problems().stream().filter(problem -> problem.at().path().equals(path))
                .map(problem -> Model.with("line", problem.at().line()).with("message", problem.message() + (problem.help().isEmpty() ? "" : " (" + problem.help() + ")")).build()).toList();
        var model = Model.with(Filled.Shown.SUBJECT, work.title())
                .with("words", words.model("text", "message", "message-hint", "save", "delete", "delete-sure", "delete-hint", "refused", "warnings", "where", "new-file", "no-text", "too-large", "open-page", "history", "preview", "preview-at", "preview-hint", "stale-keep", "move", "move-to", "move-hint", "move-sure",
                        "difference", "was", "is", "too-different", "theirs"))
                .with("path", path)
                .with("shelf", Model.with("label", words.textOr("shelf." + work.shelf(), work.shelf())).with("link", links.shelf(work.shelf())))
                .with("page", sheet.stored().flatMap(_ -> work.shelf().equals("files") ? Optional.of("/files/" + work.name()) : work.address()).filter(address -> !address.contains("[")).map(address -> links.page(address, work.paths().firstKey())))
                .with("history", sheet.stored().map(_ -> links.history(path)))
                .with("address", led.has("address") ? led.get("address") : work.address().map(address -> address.contains("[") ? "" : links.page(address, work.paths().firstKey())).orElse("/"))
                .with("previewed", !work.shelf().equals("tables"))
                .with("moves", sheet.stored().isPresent() && work.moves() ? Optional.of(Model.with("to", request.form("to").or(work::address))) : Optional.empty())
                .with("fresh", sheet.stored().isEmpty())
                .with("stored", sheet.stored().isPresent())
                .with("editable", sheet.text().isPresent())
                .with("binary", sheet.stored().filter(file -> Desk.text(file).isEmpty()).isPresent())
                .with("text", sheet.text().orElse(""))
                .with("rows", Math.clamp(sheet.text().orElse("").lines().count() + 3, 12, 32))
                .with("longest", LONGEST)
                .with("editor", EditorFiles.base())
                .with("seen", sheet.seen())
                .with("message", sheet.message())
                .with("warned", !warnings.isEmpty())
                .with("warnings", warnings)
                .build();
        return new Filled.Shown("components/studio-file", model.and(led), Set.of(), true);
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
        var deletes = request.form("action").filter("delete"::equals).isPresent();
        var typed = request.form("text").orElse("");
        var text = like(stored, typed);
        var seen = request.form("seen").orElse("");
        var message = request.form("message").orElse("").strip();
        var sheet = deletes ? Sheet.of(stored) : new Sheet(stored, Optional.of(typed.replace("\r\n", "\n")), seen, message);
        var bytes = deletes ? Optional.<byte[]>empty() : Optional.of(text.getBytes(StandardCharsets.UTF_8));
        if (text.length() > LONGEST || message.length() > Desk.LONGEST_MESSAGE) return again(request, desk, path, sheet, 422, Model.with("wrong", true).with("problems", List.of(Model.with("message", Words.of(request).text("too-long", LONGEST)).build())));
        if (request.form("action").filter("preview"::equals).isPresent()) return preview(request, desk, path, sheet, text);
        // sent twice, or nothing changed: what is wished is so already
        if (bytes.isPresent() && stored.filter(file -> Arrays.equals(file.bytes(), bytes.get())).isPresent()) return to(request, path, "same");
        if (deletes && stored.isEmpty()) return gone(request, desk, path);
        try {
            desk.make(path, Optional.of(seen).filter(version -> !version.isEmpty()), bytes, message);
        } catch (TorgException e) {
            return refused(request, desk, path, sheet, e);
        }
        return deletes ? gone(request, desk, path) : to(request, path, "saved");
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
        if (!address.startsWith("/")) return nowhere;
        var settings = request.site().settings();
        var locale = settings.locales().stream().filter(one -> !settings.prefix(one).isEmpty() && (address + "/").startsWith(settings.prefix(one) + "/")).findFirst().orElse(settings.defaultLocale());
        var below = address.substring(settings.prefix(locale).length());
        try {
            var proposed = desk.propose(path, text);
            if (proposed.site().isPresent()) return new Outcome.Preview(proposed.site().get(), below.isEmpty() ? "/" : below, locale, nowhere);
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
            case STALE -> stale(request, desk, path, sheet);
            case INVALID, CONFLICT, TOO_LARGE, MALFORMED -> again(request, desk, path, sheet, 422, Model.with("wrong", true).with("problems", Told.of(refused, path, sheet.text().orElse(""), new Links(request))));
            default -> throw refused;
        };
    }

    /** Somebody else was faster. What was typed stays in the editor, and saving it again replaces what the other wrote, knowingly. */
    private Outcome stale(Request request, Desk desk, String path, Sheet sheet) {
        var words = Words.of(request);
        var now = desk.file(path);
        var theirs = now.flatMap(Desk::text).orElse("").replace("\r\n", "\n");
        var difference = Difference.between(theirs, sheet.text().orElse(""));
        var last = desk.history(path).stream().findFirst();
        var who = last.map(revision -> revision.author().isEmpty() ? words.text("somebody") : revision.author()).orElseGet(() -> words.text("somebody"));
        var told = now.isEmpty() ? words.text("stale-gone") : last.map(revision -> words.text("stale-when", who, words.moment(revision.at()))).orElseGet(() -> words.text("stale", who));
        return again(request, desk, path, new Sheet(now, sheet.text(), now.map(ContentFile::version).orElse(""), sheet.message()), 409,
                Model.with("stale", Model.with("told", told).with("compared", difference.isPresent()).with("lines", difference.orElse(List.of())).with("link", new Links(request).file(path))));
    }

    private Outcome again(Request request, Desk desk, String path, Sheet sheet, int status, Model.Builder led) {
        return new Outcome.Show(status, shown(request, desk, path, sheet, led.build()));
    }
}
