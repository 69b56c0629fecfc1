package torg.studio.file;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Editing;
import torg.api.site.Revision;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.api.web.Request;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;
import torg.studio.desk.Desk;
import torg.studio.room.EditorFiles;

/** The files of the site and of all themes, for those who may: read, written, taken away, and as they were. */
@Component(service = RestResource.class)
@Path("studio")
@Produces("application/json")
public final class StudioResource implements RestResource {
    private static final int MOST_PROBLEMS = 50;

    private final Editing editing;
    private final Sites sites;
    /** Who is being told at this moment what could stand where they write. */
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    /**
     * @param editing makes the edits
     * @param sites knows what is wrong already
     */
    @Activate
    public StudioResource(@Reference Editing editing, @Reference Sites sites) {
        this.editing = editing;
        this.sites = sites;
    }

    /** A file's path, the version that an edit of it has to name, and how many bytes it has. */
    public record Entry(String path, String version, int size) {}

    /** A file with its text. */
    public record Text(String path, String version, String text) {}

    /**
     * What a file is to hold.
     *
     * @param seen the version that its author worked from; absent or empty for a new file
     * @param message one line for the history; may be absent
     * @param settles what ends a conflict, as {@code /api/studio/conflicts} gives it; absent or empty where there is none
     */
    public record Wish(String text, String seen, String message, String settles) {}

    /** What a file might hold. */
    public record Tried(String text) {}

    /** What would be wrong. Of a table what the database says against it is told when the edit is made. */
    public record Checked(List<Problem> problems) {}

    /**
     * Something that is wrong.
     *
     * @param elsewhere the file it stands in, when that is another one; else empty
     */
    public record Problem(String elsewhere, int line, int column, String message, String help, boolean fatal) {
        static Problem of(SiteProblem problem, String path) {
            var at = problem.at();
            return new Problem(at.path().equals(path) ? "" : at.path(), at.line(), at.column(), problem.message(), problem.help(), problem.fatal());
        }
    }

    /**
     * Where a page goes.
     *
     * @param path of one of its files
     * @param seen the version of that file
     * @param to the new address, {@code /orders/help}
     * @param message one line for the history; may be absent
     */
    public record Going(String path, String seen, String to, String message) {}

    /** What came of an edit: the version of the file from now on, empty when it is gone, and what somebody should look at. */
    public record Made(String version, List<String> warnings) {}

    /** What a file was, the newest first. */
    public record Past(String revision, Instant at, String author, String message, boolean gone) {
        static Past of(Revision one) {
            return new Past(one.id(), one.at(), one.author(), one.message(), one.gone());
        }
    }

    /** All files, in the order of their paths. */
    @GET
    @Path("files")
    public List<Entry> files(@Context Request request) {
        return desk(request).files().values().stream().map(file -> new Entry(file.path(), file.version(), file.bytes().length)).toList();
    }

    /** A file as it is, or as it was at a revision. */
    @GET
    @Path("file")
    public Text file(@Context Request request, @QueryParam("path") String path, @QueryParam("revision") String revision) {
        var desk = desk(request);
        var wanted = Desk.path(path);
        var file = revision == null ? desk.file(wanted) : desk.at(wanted, revision);
        return file.map(StudioResource::text).orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "studio.no-file", "there is no such file").help("look at /api/studio/files"));
    }

    /** Give a file this text; it is on the site when this is answered, or nothing has changed. */
    @PUT
    @Path("file")
    @Consumes("application/json")
    public Made write(@Context Request request, @QueryParam("path") String path, Wish wish) {
        var desk = desk(request);
        if (wish == null || wish.text() == null) throw TorgException.of(ProblemKind.MALFORMED, "studio.no-text", "an edit says the text of the file");
        return make(desk, Desk.path(path), wish.seen(), wish.message(), wish.settles(), Optional.of(wish.text().getBytes(StandardCharsets.UTF_8)));
    }

    /** Take a file away. */
    @DELETE
    @Path("file")
    public Made remove(@Context Request request, @QueryParam("path") String path, @QueryParam("seen") String seen, @QueryParam("message") String message, @QueryParam("settles") String settles) {
        var desk = desk(request);
        if (seen == null) throw TorgException.of(ProblemKind.MALFORMED, "studio.not-seen", "whoever takes a file away says which version of it").help("add 'seen' with the version that /api/studio/file gives");
        return make(desk, Desk.path(path), seen, message, settles, Optional.empty());
    }

    /** Take a page to another address, with all its languages and the pages below it; answers the file as it is there. */
    @POST
    @Path("move")
    @Consumes("application/json")
    public Text move(@Context Request request, Going going) {
        var desk = desk(request);
        if (going == null || going.to() == null || going.seen() == null) throw TorgException.of(ProblemKind.MALFORMED, "studio.not-seen", "whoever moves a page says which version of it, and where to").help("send 'path', 'seen' and 'to'");
        var path = Desk.path(going.path());
        if (!desk.reaches(path)) throw TorgException.of(ProblemKind.DENIED, "studio.denied", "this file is not yours to change");
        if (desk.file(path).isEmpty()) throw TorgException.of(ProblemKind.NOT_FOUND, "studio.no-file", "there is no such file").help("look at /api/studio/files");
        return desk.file(desk.move(path, going.to(), Optional.of(going.seen()), going.message() == null ? "" : going.message())).map(StudioResource::text).orElseThrow();
    }

    /**
     * A file that was changed here and on another side in a way that cannot be put together. A text is empty where there is none, or none that is text.
     *
     * @param side {@code shipped} with the portal, or {@code shared} with others
     * @param seen the version of the file that an edit has to name
     * @param settles what the edit has to name that ends this
     */
    public record Contest(String path, String side, String seen, String settles, String base, String ours, String theirs) {
        static Contest of(Conflict one) {
            return new Contest(one.path(), one.side().name().toLowerCase(Locale.ROOT), one.ours().map(ContentFile::version).orElse(""), one.version(), text(one.base()), text(one.ours()), text(one.theirs()));
        }

        private static String text(Optional<ContentFile> file) {
            return file.flatMap(Desk::text).orElse("");
        }
    }

    /** What cannot be put together, by path. */
    @GET
    @Path("conflicts")
    public List<Contest> conflicts(@Context Request request) {
        return desk(request).conflicts().stream().map(Contest::of).toList();
    }

    /** What a file was, as far as its store remembers. */
    @GET
    @Path("history")
    public List<Past> history(@Context Request request, @QueryParam("path") String path) {
        return desk(request).history(Desk.path(path)).stream().map(Past::of).toList();
    }

    /** What the site would say of this text in this file. */
    @POST
    @Path("check")
    @Consumes("application/json")
    public Checked check(@Context Request request, @QueryParam("path") String path, Tried tried) {
        var desk = desk(request);
        if (tried == null || tried.text() == null) throw TorgException.of(ProblemKind.MALFORMED, "studio.no-text", "what is to be checked is a text");
        var checked = Desk.path(path);
        return new Checked(desk.check(checked, tried.text(), sites.problems()).stream().limit(MOST_PROBLEMS).map(problem -> Problem.of(problem, checked)).toList());
    }

    /**
     * What somebody is writing.
     *
     * @param at after how many characters (UTF-16 units) of the text
     */
    public record Writing(String text, int at) {}

    /** Names that could stand in place of these characters of the text, from the first to before the last. */
    public record Offered(int from, int to, List<String> names) {}

    /** What could stand where somebody writes in this file, by those who would check it. Nothing while the same caller is still being answered: the site is made for each answer. */
    @POST
    @Path("completions")
    @Consumes("application/json")
    public Offered completions(@Context Request request, @QueryParam("path") String path, Writing writing) {
        var desk = desk(request);
        if (writing == null || writing.text() == null) throw TorgException.of(ProblemKind.MALFORMED, "studio.no-text", "what is being written is a text");
        if (writing.text().length() > Desk.LONGEST_TEXT) throw TorgException.of(ProblemKind.TOO_LARGE, "studio.too-long", "a text has at most " + Desk.LONGEST_TEXT + " characters");
        var caller = desk.caller().contact().orElse(desk.caller().name());
        if (!answered.add(caller)) return new Offered(writing.at(), writing.at(), List.of());
        try {
            var found = Completions.of(desk, Desk.path(path), writing.text(), writing.at());
            return new Offered(found.from(), found.to(), found.names());
        } finally {
            answered.remove(caller);
        }
    }

    /** What makes an editor of the text field. */
    @GET
    @Path("editor/{print}/{name}")
    @Produces("*/*")
    @Answers(status = 200)
    public Response editor(@Context Request request, @PathParam("print") String print, @PathParam("name") String name) {
        desk(request);
        var file = EditorFiles.file(print, name).orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "studio.no-file", "there is no such file"));
        var type = name.endsWith(".js") ? "text/javascript;charset=utf-8" : "text/css;charset=utf-8";
        return Response.ok(file, type).header("Cache-Control", "private, max-age=31536000, immutable").build();
    }

    private static Made make(Desk desk, String path, String seen, String message, String settles, Optional<byte[]> bytes) {
        var change = new Edit.Change(named(seen), bytes, named(settles));
        var changes = new TreeMap<>(Map.of(path, change));
        var why = message == null ? "" : message;
        var warnings = change.settles().isPresent() ? desk.settle(changes, why) : desk.make(changes, why);
        return new Made(desk.file(path).map(ContentFile::version).orElse(""), warnings.stream().filter(warning -> desk.reaches(warning.at().path())).map(SiteProblem::toString).toList());
    }

    private static Optional<String> named(String version) {
        return Optional.ofNullable(version).filter(text -> !text.isEmpty());
    }

    private static Text text(ContentFile file) {
        return Desk.text(file).map(text -> new Text(file.path(), file.version(), text)).orElseThrow(() ->
                TorgException.of(ProblemKind.CONFLICT, "studio.no-words", "this file holds no text").help("replace it in its folder"));
    }

    private Desk desk(Request request) {
        return Desk.required(editing, request);
    }
}
