package torg.studio.draft;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Editing;
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

/** What is drafted: all of it, to be published as one, and how each differs from what is published. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class DraftsComponent implements Component {
    private static final int MOST = 300;

    private final Editing editing;

    /** @param editing has the drafts */
    @Activate
    public DraftsComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    @Override
    public String name() {
        return Room.DRAFTS.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return Desk.of(editing, request).map(desk -> {
            var path = request.query("path");
            if (path.isEmpty()) return shown(request, desk, done(request));
            return desk.draft(path.get(), request.query("author").orElse("")).<Filled>map(draft -> shown(request, desk, compared(request, desk, draft))).orElseGet(Filled.Absent::new);
        }).orElseGet(Filled.Absent::new);
    }

    private static Model done(Request request) {
        return Model.with("done", Words.of(request).done(request)).build();
    }

    private static Filled shown(Request request, Desk desk, Model led) {
        var words = Words.of(request);
        var drafts = led.has("compared") ? List.<Draft>of() : desk.drafts();
        var model = Model.with("words", words.model("shelves", "drafts", "drafts-none", "drafts-choose", "draft-publish", "draft-discard", "draft-discard-sure", "draft-discard-hint", "draft-stale-hint", "draft-gone", "draft-new", "draft-edit", "draft-whose", "draft-since", "name", "message", "message-hint",
                        "refused", "where", "difference", "was", "is", "text", "no-difference", "too-different", "where-it-is", "preview-show"))
                .with("home", Room.HOME.link(request))
                .with("list", new Links(request).drafts()).with("preview", Room.PREVIEW.link(request))
                .with("some", !drafts.isEmpty())
                .with("drafts", drafts.stream().limit(MOST).map(draft -> row(request, desk, draft).build()).toList())
                .with("message", request.form("message"))
                .build();
        return Filled.Shown.personal("components/studio-drafts", model.and(led));
    }

    private static Model.Builder row(Request request, Desk desk, Draft draft) {
        var words = Words.of(request);
        var links = new Links(request);
        return Model.with("title", Work.of(request.site(), draft.path(), request.locale()).title()).with("path", draft.path()).with("author", draft.author().contact()).with("version", draft.version())
                .with("who", draft.author().name()).with("when", words.moment(draft.at())).with("own", desk.isOwn(draft)).with("discards", desk.mayDiscard(draft))
                .with("stale", desk.isStale(draft)).with("gone", draft.change().bytes().isEmpty()).with("new", draft.change().seen().isEmpty())
                .with("chosen", request.form().getOrDefault("draft", List.of()).contains(draft.version()))
                .with("link", links.draft(draft)).with("preview", links.preview(draft)).with("file", links.file(draft.path()));
    }

    /** How a draft differs from what is published. */
    private static Model compared(Request request, Desk desk, Draft draft) {
        var published = desk.file(draft.path());
        var written = published.flatMap(Desk::text).isPresent() == published.isPresent() && draft.change().bytes().flatMap(Desk::text).isPresent() == draft.change().bytes().isPresent();
        var difference = written ? Difference.between(plain(published.map(ContentFile::bytes)), plain(draft.change().bytes())) : Optional.<List<Model>>empty();
        return Model.with("compared", row(request, desk, draft).with("differs", difference.filter(lines -> !lines.isEmpty()).isPresent()).with("lines", difference.orElse(List.of())).with("uncompared", difference.isEmpty())).build();
    }

    private static String plain(Optional<byte[]> bytes) {
        return bytes.flatMap(Desk::text).orElse("").replace("\r\n", "\n");
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        return Desk.of(editing, request).map(desk -> act(request, desk)).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private static Outcome act(Request request, Desk desk) {
        var words = Words.of(request);
        var versions = request.form().getOrDefault("draft", List.of());
        var chosen = desk.drafts().stream().filter(draft -> versions.contains(draft.version())).toList();
        if (versions.isEmpty()) return again(request, desk, 422, words.text("drafts-choose"));
        if (chosen.size() < Set.copyOf(versions).size()) return again(request, desk, 409, words.text("drafts-changed"));
        if (chosen.stream().map(Draft::path).distinct().count() < chosen.size()) return again(request, desk, 422, words.text("drafts-of-one"));
        if (request.form("action").filter("discard"::equals).isPresent()) return discard(request, desk, chosen);
        return publish(request, desk, chosen);
    }

    private static Outcome discard(Request request, Desk desk, List<Draft> chosen) {
        if (!chosen.stream().allMatch(desk::mayDiscard)) return again(request, desk, 403, Words.of(request).text("draft-not-yours"));
        chosen.forEach(desk::discard);
        return new Outcome.Redirect(new Links(request).drafts() + "?done=discarded");
    }

    private static Outcome publish(Request request, Desk desk, List<Draft> chosen) {
        var words = Words.of(request);
        var message = request.form("message").orElse("").strip();
        var others = chosen.stream().filter(draft -> !desk.isOwn(draft)).map(draft -> draft.author().name()).distinct().toList();
        try {
            desk.publish(chosen, others.isEmpty() ? message : signed(message, words.text("draft-by", String.join(", ", others))));
            return new Outcome.Redirect(new Links(request).drafts() + "?done=published");
        } catch (TorgException e) {
            return switch (e.kind()) {
                case STALE -> again(request, desk, 409, words.text("drafts-stale"));
                case INVALID, CONFLICT, TOO_LARGE, MALFORMED -> new Outcome.Show(422, shown(request, desk, Told.wrong(Told.of(e, "", "", new Links(request)))));
                default -> throw e;
            };
        }
    }

    /** The history has whoever publishes as its author; whoever wrote it is named as well. */
    private static String signed(String message, String by) {
        if (message.isEmpty()) return by.substring(0, Math.min(by.length(), Desk.LONGEST_MESSAGE));
        var room = Math.max(0, Desk.LONGEST_MESSAGE - by.length() - 3);
        var signed = message.substring(0, Math.min(message.length(), room)) + " (" + by + ")";
        return signed.substring(0, Math.min(signed.length(), Desk.LONGEST_MESSAGE));
    }

    private static Outcome again(Request request, Desk desk, int status, String problem) {
        return new Outcome.Show(status, shown(request, desk, Model.with("problem", problem).build()));
    }
}
