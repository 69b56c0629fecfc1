package torg.studio.draft;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.site.Editing;
import torg.api.site.SiteProblem;
import torg.api.web.Request;
import torg.spi.web.RestResource;
import torg.studio.desk.Desk;

/** What people wrote for files and have not published, for those who may change these. */
@Component(service = RestResource.class)
@Path("studio")
@Produces("application/json")
public final class DraftsResource implements RestResource {
    private final Editing editing;

    /** @param editing has the drafts */
    @Activate
    public DraftsResource(@Reference Editing editing) {
        this.editing = editing;
    }

    /**
     * A draft.
     *
     * @param author key of the contact whose it is
     * @param seen version of the file that was published when it was begun, empty for a new one
     * @param gone whether the file goes with it
     * @param stale whether another version is published by now
     */
    public record Entry(String path, String author, String name, Instant at, String version, String seen, boolean gone, boolean stale) {}

    /** A draft with its text, which is empty when the file would go. */
    public record Text(Entry draft, String text) {}

    /**
     * What the caller's draft of a file is to hold.
     *
     * @param text absent for a file that is to go
     * @param seen version of the file that its author worked from; absent or empty for a new file
     * @param draft version of the draft that is replaced; absent or empty when there was none
     */
    public record Wish(String text, String seen, String draft) {}

    /** The version of the draft from now on; empty when it would say what is published, and is none any more. */
    public record Kept(String version) {}

    /**
     * Which drafts are to be on the site.
     *
     * @param drafts their versions
     * @param message one line for the history; may be absent
     */
    public record Publication(List<String> drafts, String message) {}

    /** What somebody should look at from now on. */
    public record Published(List<String> warnings) {}

    /** All drafts, by path and author. */
    @GET
    @Path("drafts")
    public List<Entry> drafts(@Context Request request) {
        var desk = Desk.required(editing, request);
        return desk.drafts().stream().map(draft -> entry(desk, draft)).toList();
    }

    /** The caller's draft of a file, or that of another author. */
    @GET
    @Path("draft")
    public Text draft(@Context Request request, @QueryParam("path") String path, @QueryParam("author") String author) {
        var desk = Desk.required(editing, request);
        var file = Desk.path(path);
        var draft = (author == null ? desk.own(file) : desk.draft(file, author)).orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "studio.no-draft", "there is no such draft").help("look at /api/studio/drafts"));
        var text = draft.change().bytes().map(bytes -> Desk.text(bytes).orElseThrow(() -> TorgException.of(ProblemKind.CONFLICT, "studio.no-words", "this draft holds no text").help("look at it by a preview link")));
        return new Text(entry(desk, draft), text.orElse(""));
    }

    /** Keep a draft, whatever is wrong with it; the site stays as it is. */
    @PUT
    @Path("draft")
    @Consumes("application/json")
    public Kept keep(@Context Request request, @QueryParam("path") String path, Wish wish) {
        var desk = Desk.required(editing, request);
        if (wish == null) throw TorgException.of(ProblemKind.MALFORMED, "studio.no-text", "a draft says the text of the file");
        var change = new Edit.Change(named(wish.seen()), Optional.ofNullable(wish.text()).map(text -> text.getBytes(StandardCharsets.UTF_8)));
        return new Kept(desk.keep(Desk.path(path), named(wish.draft()), change).map(Draft::version).orElse(""));
    }

    /** Let a draft go for good. */
    @DELETE
    @Path("draft")
    public void discard(@Context Request request, @QueryParam("path") String path, @QueryParam("author") String author, @QueryParam("version") String version) {
        var desk = Desk.required(editing, request);
        if (version == null) throw TorgException.of(ProblemKind.MALFORMED, "studio.not-seen", "whoever discards a draft says which version of it").help("add 'version' as /api/studio/drafts gives it");
        var file = Desk.path(path);
        desk.discard(found((author == null ? desk.own(file) : desk.draft(file, author)).stream().toList(), version));
    }

    /** Make what drafts say as one edit; it is on the site when this is answered, or nothing has changed. */
    @POST
    @Path("drafts/publish")
    @Consumes("application/json")
    public Published publish(@Context Request request, Publication wish) {
        var desk = Desk.required(editing, request);
        if (wish == null || wish.drafts() == null) throw TorgException.of(ProblemKind.MALFORMED, "studio.no-drafts", "no draft is named").help("send 'drafts' with versions as /api/studio/drafts gives them");
        var all = desk.drafts();
        var wanted = wish.drafts().stream().distinct().map(version -> found(all, version)).toList();
        var warnings = desk.publish(wanted, wish.message() == null ? "" : wish.message());
        return new Published(warnings.stream().filter(warning -> desk.reaches(warning.at().path())).map(SiteProblem::toString).toList());
    }

    private static Draft found(List<Draft> drafts, String version) {
        return drafts.stream().filter(draft -> draft.version().equals(version)).findFirst()
                .orElseThrow(() -> TorgException.of(ProblemKind.STALE, "studio.draft-gone", "a draft was changed meanwhile, or is gone").help("look at /api/studio/drafts"));
    }

    private static Entry entry(Desk desk, Draft draft) {
        var seen = draft.change().seen();
        return new Entry(draft.path(), draft.author().contact(), draft.author().name(), draft.at(), draft.version(), seen.orElse(""), draft.change().bytes().isEmpty(), desk.isStale(draft));
    }

    private static Optional<String> named(String version) {
        return Optional.ofNullable(version).filter(text -> !text.isEmpty());
    }
}
