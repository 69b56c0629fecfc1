package torg.studio.form;

import java.nio.charset.StandardCharsets;
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
import torg.api.site.Edit;
import torg.api.site.Proposal;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Desk;
import torg.studio.room.Links;
import torg.studio.room.Previewed;
import torg.studio.room.Told;
import torg.studio.room.Words;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;

/**
 * A document that a form shows and changes. The document stays what is true: a form reads it, and says where it is to be changed.
 *
 * @param stored as it is stored; empty when it is not there yet
 * @param text what it holds; of one that is not there what it begins with, or nothing
 */
public record FormDocument(Request request, Desk desk, String path, Optional<ContentFile> stored, String text) {
    /** What came of a form. */
    public sealed interface Saved {
        /** It is on the site, or was so before: the word of {@code done.*} that says which. */
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
        return Optional.of(new FormDocument(request, desk, path, stored, stored.isEmpty() ? start : stored.flatMap(Desk::text).orElse("")));
    }

    public String version() {
        return stored.map(ContentFile::version).orElse("");
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

    /** Make these changes, and those of other files beside them, in one edit. */
    public Saved save(List<Amendment> amendments, Map<String, Edit.Change> beside) {
        var amended = text;
        try {
            amended = desk.editing().amended(path, text, amendments);
            return save(amended, beside);
        } catch (TorgException e) {
            return refused(amended, e);
        }
    }

    /** Give the document this text. */
    public Saved save(String wanted) {
        try {
            return save(wanted, Map.of());
        } catch (TorgException e) {
            return refused(wanted, e);
        }
    }

    private Saved save(String wanted, Map<String, Edit.Change> beside) {
        if (wanted.equals(published()) && beside.isEmpty()) return new Saved.Done("same");
        if (!request.form("seen").orElse("").equals(version())) return stale(wanted);
        desk.make(changes(wanted, beside), request.form("message").orElse(""));
        return new Saved.Done("saved");
    }

    private TreeMap<String, Edit.Change> changes(String wanted, Map<String, Edit.Change> beside) {
        var changes = new TreeMap<>(beside);
        if (!wanted.equals(published())) changes.put(path, new Edit.Change(stored.map(ContentFile::version), says(wanted) ? Optional.of(wanted.getBytes(StandardCharsets.UTF_8)) : Optional.empty()));
        return changes;
    }

    private String published() {
        return stored.isEmpty() ? "" : text;
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
            case STALE -> stale(wanted);
            case INVALID, CONFLICT, TOO_LARGE, MALFORMED -> new Saved.Refused(422, wrong(refused, wanted));
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
}
