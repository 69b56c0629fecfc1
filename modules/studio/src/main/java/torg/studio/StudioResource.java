package torg.studio;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Editing;
import torg.api.site.Revision;
import torg.api.site.SiteProblem;
import torg.api.web.Request;
import torg.spi.web.RestResource;

/** The files of the site and of all themes, for administrators: read, written, taken away, and as they were. */
@Component(service = RestResource.class)
@Path("studio")
@Produces("application/json")
public final class StudioResource implements RestResource {
    private static final int LONGEST_PATH = 300;
    private static final int LONGEST_MESSAGE = 200;
    private static final int MOST_REVISIONS = 100;

    private final Editing editing;

    /** @param editing makes the edits */
    @Activate
    public StudioResource(@Reference Editing editing) {
        this.editing = editing;
    }

    /** A file's path, the version that an edit of it has to name, and how many bytes it has. */
    public record Entry(String path, String version, int size) {}

    /** A file with its text. */
    public record Text(String path, String version, String text) {}

    /**
     * What a file is to hold.
     *
     * @param seen the version that its author worked from; absent for a new file
     * @param message one line for the history; may be absent
     */
    public record Wish(String text, String seen, String message) {}

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
        admit(request);
        return editing.files().values().stream().map(file -> new Entry(file.path(), file.version(), file.bytes().length)).toList();
    }

    /** A file as it is, or as it was at a revision. */
    @GET
    @Path("file")
    public Text file(@Context Request request, @QueryParam("path") String path, @QueryParam("revision") String revision) {
        admit(request);
        var wanted = path(path);
        var file = revision == null ? editing.file(wanted) : editing.at(wanted, revision);
        return file.map(StudioResource::text).orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "studio.no-file", "there is no such file").help("look at /api/studio/files"));
    }

    /** Give a file this text; it is on the site when this is answered, or nothing has changed. */
    @PUT
    @Path("file")
    @Consumes("application/json")
    public Made write(@Context Request request, @QueryParam("path") String path, Wish wish) {
        admit(request);
        if (wish == null || wish.text() == null) throw TorgException.of(ProblemKind.MALFORMED, "studio.no-text", "an edit says the text of the file");
        return make(request, path(path), wish.seen(), wish.message(), Optional.of(wish.text().getBytes(StandardCharsets.UTF_8)));
    }

    /** Take a file away. */
    @DELETE
    @Path("file")
    public Made remove(@Context Request request, @QueryParam("path") String path, @QueryParam("seen") String seen, @QueryParam("message") String message) {
        admit(request);
        if (seen == null) throw TorgException.of(ProblemKind.MALFORMED, "studio.not-seen", "whoever takes a file away says which version of it").help("add 'seen' with the version that /api/studio/file gives");
        return make(request, path(path), seen, message, Optional.empty());
    }

    /** What a file was, as far as its store remembers. */
    @GET
    @Path("history")
    public List<Past> history(@Context Request request, @QueryParam("path") String path) {
        admit(request);
        return editing.history(path(path), MOST_REVISIONS).stream().map(Past::of).toList();
    }

    private Made make(Request request, String path, String seen, String message, Optional<byte[]> bytes) {
        var caller = request.caller();
        var why = message == null ? "" : message.strip();
        if (why.length() > LONGEST_MESSAGE) throw TorgException.of(ProblemKind.MALFORMED, "studio.long-message", "a message has at most " + LONGEST_MESSAGE + " characters");
        var author = new Edit.Author(caller.contact().orElse(caller.name()), caller.name());
        var warnings = editing.make(Edit.of(author, why, path, new Edit.Change(Optional.ofNullable(seen), bytes)));
        return new Made(editing.file(path).map(ContentFile::version).orElse(""), warnings.stream().map(SiteProblem::toString).toList());
    }

    private static Text text(ContentFile file) {
        try {
            return new Text(file.path(), file.version(), StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.bytes())).toString());
        } catch (CharacterCodingException e) {
            throw TorgException.of(ProblemKind.CONFLICT, "studio.no-words", "this file holds no text").help("replace it in its folder").causedBy(e);
        }
    }

    private static String path(String path) {
        if (path == null || path.isBlank() || path.length() > LONGEST_PATH) throw TorgException.of(ProblemKind.MALFORMED, "studio.no-path", "a file is named by its path").help("add 'path', such as content/<site>/pages/index.md");
        return path;
    }

    private static void admit(Request request) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "studio.sign-in", "the site is edited by administrators who signed in");
        if (!request.site().settings().isAdministrator(request.caller())) throw TorgException.of(ProblemKind.DENIED, "studio.denied", "the site is edited by administrators");
    }
}
