package torg.studio.form;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.site.Proposal;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Desk;
import torg.studio.desk.Standing;
import torg.studio.room.Drafted;
import torg.studio.room.EditorFiles;
import torg.studio.room.Links;
import torg.studio.room.Previewed;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;

/**
 * A document that a form shows and changes, on the site or in the caller's draft of it. The document stays what is true: a form reads it, and says where it is to be changed.
 *
 * @param stored as it is stored; empty when it is not there yet
 * @param draft of the caller's, when the form shows what it says in place of what is published
 * @param text what the form shows; of a document that is not there what it begins with, or nothing
 */
public record FormDocument(Request request, Desk desk, String path, Optional<ContentFile> stored, Optional<Draft> draft, String text) {
    /** In a form, the version of the draft that it shows. */
    private static final String KEPT = "kept";
    private static final String[] WORDS = {
            "as-text", "history", "save", "message", "message-hint", "refused", "where", "stale-keep", "theirs", "difference", "was", "is", "text", "too-different",
            "draft-keep", "draft-compare", "preview-show"
    };

    /** What came of a form. */
    public sealed interface Saved {
        /** It is on the site or kept as a draft, or was so before: the word of {@code done.*} that says which. */
        record Done(String word) implements Saved {}

        /** Nothing has changed; the form is shown again with what it is told and what was typed. */
        record Refused(int status, Model told) implements Saved {}
    }

    /** The document of this path, there or not; empty for whoever may not have it. */
    public static Optional<FormDocument> of(Request request, Desk desk, String path) {
        return of(request, desk, path, "");
    }

    /** @param start what it begins with when it is not there */
    public static Optional<FormDocument> of(Request request, Desk desk, String path, String start) {
        if (!desk.reaches(path)) return Optional.empty();
        var stored = desk.file(path);
        var published = stored.isEmpty() ? start : stored.flatMap(Desk::text).orElse("");
        var draft = desk.own(path).filter(own -> text(own).isPresent() && showsDraft(request, stored.isPresent()));
        return Optional.of(new FormDocument(request, desk, path, stored, draft, draft.flatMap(FormDocument::text).orElse(published)));
    }

    private static Optional<String> text(Draft draft) {
        return draft.change().bytes().flatMap(Desk::text);
    }

    /** A form that was sent says itself of what it was shown; else a draft comes first. */
    private static boolean showsDraft(Request request, boolean stored) {
        return request.form().isEmpty() ? !stored || request.query("published").isEmpty() : !kept(request).isEmpty();
    }

    private static String kept(Request request) {
        return request.form(KEPT).orElse("");
    }

    /** Version of what is published; empty when nothing is. */
    private String version() {
        return stored.map(ContentFile::version).orElse("");
    }

    /**
     * What every room hands its template of a document: the ways that lead from it, what the form has to send again, the drafts that there are.
     *
     * @param room the room with this document open
     * @param typed whether the form is shown again as it was sent
     * @param words those of the room's own
     */
    public Model.Builder shown(String room, boolean typed, String... words) {
        var links = new Links(request);
        var said = Words.of(request);
        var drafted = new Drafted(request, desk, path);
        var seen = typed ? request.form("seen").orElse("") : draft.map(own -> own.change().seen().orElse("")).orElseGet(this::version);
        return Model.with("words", said.model(WORDS).and(said.model(words))).with("home", Room.HOME.link(request)).with("editor", EditorFiles.base())
                .with("path", path).with("file", links.file(path)).with("history", stored.map(_ -> links.history(path)))
                .with("seen", seen).with(KEPT, typed ? kept(request) : draft.map(Draft::version).orElse("")).with("message", request.form("message"))
                .with("drafting", isDrafting()).with("drafted", drafted.own(draft.isPresent(), room)).with("others", drafted.others());
    }

    /** Whether what is changed step by step goes into a draft: there is one, or the caller wishes to begin one. */
    public boolean isDrafting() {
        return draft.isPresent() || request.query("draft").isPresent() || isKept();
    }

    /** Whether the form was sent to be kept as a draft. */
    public boolean isKept() {
        return request.form("action").filter(action -> action.endsWith("draft")).isPresent();
    }

    /**
     * What it says.
     *
     * @throws TorgException INVALID when it cannot be read
     */
    public Document read() {
        return desk.editing().read(path, text);
    }

    /** What the site would be with these changes. */
    public Proposal propose(List<Amendment> amendments, Map<String, Edit.Change> beside) {
        var changes = new TreeMap<String, Optional<byte[]>>();
        changes(desk.editing().amended(path, text, amendments), beside).forEach((changed, change) -> changes.put(changed, change.bytes()));
        return desk.propose(changes);
    }

    /** Make these changes, and those of other files beside them: in one edit, or in drafts where the form was sent for that. */
    public Saved save(List<Amendment> amendments, Map<String, Edit.Change> beside) {
        var amended = text;
        try {
            amended = desk.editing().amended(path, text, amendments);
            return save(amended, beside);
        } catch (TorgException e) {
            return refused(amended, e);
        }
    }

    /** Give the document, or the draft of it, this text. */
    public Saved save(String wanted) {
        try {
            return save(wanted, Map.of());
        } catch (TorgException e) {
            return refused(wanted, e);
        }
    }

    private Saved save(String wanted, Map<String, Edit.Change> beside) {
        if (isKept()) return keep(wanted, beside);
        var same = wanted.equals(published()) && beside.isEmpty();
        if (!same && !request.form("seen").orElse("").equals(version())) return stale(wanted);
        if (!draft.map(Draft::version).orElse("").equals(kept(request))) return staleDraft(wanted);
        if (!same) desk.make(changes(wanted, beside), request.form("message").orElse(""));
        draft.ifPresent(desk::discard);
        return new Saved.Done(same ? "same" : Standing.of(desk, path, Instant.now()).done());
    }

    private Saved keep(String wanted, Map<String, Edit.Change> beside) {
        var seen = request.form("seen").filter(version -> !version.isEmpty());
        var kept = desk.keep(path, Optional.of(kept(request)).filter(version -> !version.isEmpty()), new Edit.Change(seen, bytes(wanted)));
        beside.forEach((file, change) -> desk.keep(file, desk.own(file).map(Draft::version), change));
        return new Saved.Done(kept.isPresent() || !beside.isEmpty() ? "drafted" : "same");
    }

    private TreeMap<String, Edit.Change> changes(String wanted, Map<String, Edit.Change> beside) {
        var changes = new TreeMap<>(beside);
        if (!wanted.equals(published())) changes.put(path, new Edit.Change(stored.map(ContentFile::version), bytes(wanted)));
        return changes;
    }

    private String published() {
        return stored.flatMap(Desk::text).orElse("");
    }

    private Optional<byte[]> bytes(String wanted) {
        return says(wanted) ? Optional.of(wanted.getBytes(StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** A document without a word in it is taken away. */
    private boolean says(String wanted) {
        return !path.endsWith(".yml") || !desk.editing().read(path, wanted).fields().entries().isEmpty();
    }

    /**
     * What a form that was sent leads to: the room again, which tells that the edit is made, or the form with what is wrong.
     *
     * @param sent reads the form and saves; what it refuses as INVALID or CONFLICT is shown
     * @param room where its edit is seen
     * @param again the form as it was typed, with what it is told
     */
    public Outcome answer(Supplier<Saved> sent, String room, Function<Model, Filled> again) {
        Saved saved;
        try {
            saved = sent.get();
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.INVALID && e.kind() != ProblemKind.CONFLICT) throw e;
            saved = new Saved.Refused(422, wrong(e, text));
        }
        return switch (saved) {
            case Saved.Done(var word) -> new Outcome.Redirect(room + (room.contains("?") ? "&" : "?") + "done=" + word);
            case Saved.Refused(var status, var told) -> new Outcome.Show(status, again.apply(told));
        };
    }

    /**
     * A page as it would be with what was typed, or only what would be wrong: the button says which.
     *
     * @param proposed reads the form and tries it; what it refuses as INVALID or CONFLICT is shown
     * @param again as for {@link #answer}
     */
    public Outcome tried(Supplier<Proposal> proposed, Function<Model, Filled> again) {
        try {
            var tried = proposed.get();
            if (tried.site().isEmpty()) return new Outcome.Show(422, again.apply(Told.wrong(Told.of(tried.problems(), path, "", new Links(request)))));
            if (!request.form("action").orElse("").equals("preview")) return new Outcome.Show(200, again.apply(Model.EMPTY));
            var nowhere = new Outcome.Show(422, again.apply(Told.saying(Words.of(request).text("preview-nowhere"))));
            return Previewed.of(request.site(), request.form("address").orElse("")).<Outcome>map(page -> new Outcome.Preview(tried.site().get(), page.path(), page.locale(), nowhere)).orElse(nowhere);
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.INVALID && e.kind() != ProblemKind.CONFLICT) throw e;
            return new Outcome.Show(422, again.apply(wrong(e, text)));
        }
    }

    /** Whether the form was sent to be tried, and not to be saved. */
    public boolean isTried() {
        return request.form("action").filter(Set.of("preview", "try")::contains).isPresent();
    }

    private Saved refused(String wanted, TorgException refused) {
        return switch (refused.kind()) {
            case STALE -> refused.code().equals("site.draft-changed") ? staleDraft(wanted) : stale(wanted);
            case TOO_LARGE -> new Saved.Refused(422, Told.reason(Words.of(request), refused).map(Told::saying).orElseGet(() -> wrong(refused, wanted)));
            case INVALID, CONFLICT, MALFORMED -> new Saved.Refused(422, wrong(refused, wanted));
            default -> throw refused;
        };
    }

    /** What the site says of a text that it does not take. */
    public Model wrong(TorgException refused, String wanted) {
        return Told.wrong(Told.of(refused, path, wanted, new Links(request)));
    }

    private Saved stale(String wanted) {
        return new Saved.Refused(409, Told.stale(request, desk, path, wanted));
    }

    private Saved staleDraft(String wanted) {
        return new Saved.Refused(409, Told.staleDraft(request, desk, path, wanted));
    }
}
