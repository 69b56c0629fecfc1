package torg.studio.conflict;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.TorgException;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.site.Editing;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Work;
import torg.studio.room.EditorFiles;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** What an upgrade or a shared repository changed as well as this installation: both texts beside each other, and one of them, or one made of both, is chosen. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class ConflictsComponent implements Component {
    private final Editing editing;

    /** @param editing knows what cannot be put together, and settles it */
    @Activate
    public ConflictsComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    @Override
    public String name() {
        return Room.CONFLICTS.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return Desk.of(editing, request).map(desk -> shown(request, desk, request.query("path"), Optional.empty(), Model.with("done", Words.of(request).done(request)).build())).orElseGet(Filled.Absent::new);
    }

    /** One of them, where it is still one; otherwise all. */
    private static Filled shown(Request request, Desk desk, Optional<String> path, Optional<String> typed, Model led) {
        var words = Words.of(request);
        var all = desk.conflicts();
        var open = path.flatMap(named -> all.stream().filter(conflict -> conflict.path().equals(named)).findFirst());
        var model = new Model.Builder()
                .with("words", words.model("conflicts", "conflicts-none", "conflicts-hint", "conflicts-all", "conflicts-ours", "conflicts-theirs", "conflict-hint", "conflict-merged", "conflict-merged-hint", "conflict-save", "conflict-ours", "conflict-gone", "conflict-no-text",
                        "conflict-both", "conflict-one", "conflict-base", "conflict-here", "conflict-sides", "history", "edit", "text", "message", "message-hint", "refused", "where", "draft-keep", "too-different"))
                .with("editor", EditorFiles.base()).with("home", Room.HOME.link(request)).with("list", Room.CONFLICTS.link(request))
                .with("some", open.isEmpty() && !all.isEmpty())
                .with("none", all.isEmpty())
                .with("shown", token(all))
                .with("conflicts", all.stream().map(conflict -> row(request, words, conflict)).toList())
                .with("open", open.map(conflict -> texts(request, desk, words, conflict, typed)))
                .build();
        return Filled.Shown.personal("components/studio-conflicts", model.and(led));
    }

    private static Model row(Request request, Words words, Conflict conflict) {
        return Model.with("title", title(request, conflict)).with("path", conflict.path()).with("link", new Links(request).conflict(conflict.path())).with("side", words.text(side(conflict))).build();
    }

    private static String title(Request request, Conflict conflict) {
        return Work.of(request.site(), conflict.path(), request.locale()).title();
    }

    private static String side(Conflict conflict) {
        return conflict.side() == Conflict.Side.SHIPPED ? "conflict-shipped" : "conflict-shared";
    }

    /** What somebody saw who settles all at once. */
    private static String token(List<Conflict> all) {
        return all.stream().map(conflict -> conflict.path() + " " + seen(conflict) + " " + conflict.version()).collect(Collectors.joining("\n"));
    }

    private static String seen(Conflict conflict) {
        return conflict.ours().map(ContentFile::version).orElse("");
    }

    private static Model texts(Request request, Desk desk, Words words, Conflict conflict, Optional<String> typed) {
        var links = new Links(request);
        var texts = List.of(conflict.base(), conflict.ours(), conflict.theirs());
        var written = texts.stream().allMatch(file -> file.isEmpty() || Desk.text(file.get()).isPresent());
        var three = written ? ThreeTexts.of(text(conflict.base()), text(conflict.ours()), text(conflict.theirs())) : Optional.<ThreeTexts>empty();
        var text = typed.or(() -> proposed(desk, conflict)).orElseGet(() -> three.map(ThreeTexts::merged).orElseGet(() -> text(conflict.ours().or(conflict::theirs))));
        return Model.with("title", title(request, conflict)).with("path", conflict.path()).with("file", links.file(conflict.path())).with("history", links.history(conflict.path()))
                .with("side", words.text(side(conflict))).with("seen", seen(conflict)).with("settles", conflict.version())
                .with("take", words.text("conflict-take", words.text(side(conflict))))
                .with("gone-here", conflict.ours().isEmpty()).with("gone-there", conflict.theirs().isEmpty()).with("fresh", conflict.base().isEmpty())
                .with("rows", three.map(ThreeTexts::rows).orElse(List.of()))
                .with("compared", three.isPresent()).with("long", written && three.isEmpty()).with("binary", !written)
                .with("editable", written && text.length() <= Desk.LONGEST_TEXT).with("longest", Desk.LONGEST_TEXT)
                .with("text", text).with("lines", Math.clamp(text.lines().count() + 3, 12, 32)).build();
    }

    /** Where two people are asked, what one of them made of both: it waits for the other. A draft elsewhere is about something else. */
    private static Optional<String> proposed(Desk desk, Conflict conflict) {
        var drafts = desk.takesTwo() ? desk.drafts() : List.<Draft>of();
        return drafts.stream().filter(draft -> draft.path().equals(conflict.path()) && !desk.isStale(draft)).findFirst().flatMap(draft -> draft.change().bytes()).flatMap(Desk::text).map(ConflictsComponent::plain);
    }

    private static String text(Optional<ContentFile> file) {
        return file.flatMap(Desk::text).map(ConflictsComponent::plain).orElse("");
    }

    private static String plain(String text) {
        return text.replace("\r\n", "\n");
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var desk = Desk.of(editing, request);
        if (desk.isEmpty()) return new Outcome.Show(405, new Filled.Absent());
        return switch (request.form("action").orElse("")) {
            case "all-ours" -> all(request, desk.get(), Conflict::ours);
            case "all-theirs" -> all(request, desk.get(), Conflict::theirs);
            default -> one(request, desk.get());
        };
    }

    /** All that were shown, if they are still all and the same. */
    private static Outcome all(Request request, Desk desk, Function<Conflict, Optional<ContentFile>> side) {
        var conflicts = desk.conflicts();
        if (conflicts.isEmpty() || !request.form("shown").map(ConflictsComponent::plain).equals(Optional.of(token(conflicts)))) return stale(request, desk, Optional.empty(), Optional.empty());
        var changes = new TreeMap<String, Edit.Change>();
        for (var conflict : conflicts) changes.putIfAbsent(conflict.path(), new Edit.Change(conflict.ours().map(ContentFile::version), side.apply(conflict).map(ContentFile::bytes), Optional.of(conflict.version())));
        return settled(request, desk, changes, Optional.empty(), Optional.empty());
    }

    private static Outcome one(Request request, Desk desk) {
        var path = request.form("path").orElse("");
        var typed = request.form("text").map(ConflictsComponent::plain);
        var action = request.form("action").orElse("");
        // a text that did not come is no empty one, and none that takes the file away
        if (typed.isEmpty() && !List.of("ours", "theirs").contains(action)) return new Outcome.Show(405, new Filled.Absent());
        var seen = request.form("seen").filter(version -> !version.isEmpty());
        var found = desk.conflicts().stream().filter(one -> one.path().equals(path)).findFirst();
        if (found.isEmpty() || !found.get().ours().map(ContentFile::version).equals(seen) || !request.form("settles").equals(Optional.of(found.get().version()))) return stale(request, desk, Optional.of(path), typed);
        var conflict = found.get();
        var bytes = switch (action) {
            case "ours" -> conflict.ours().map(ContentFile::bytes);
            case "theirs" -> conflict.theirs().map(ContentFile::bytes);
            default -> typed.map(text -> like(conflict.ours(), text).getBytes(StandardCharsets.UTF_8));
        };
        if (typed.filter(text -> text.length() > Desk.LONGEST_TEXT).isPresent()) return again(request, desk, Optional.of(path), typed, 422, Told.saying(Words.of(request).text("too-long", Desk.LONGEST_TEXT)));
        if (action.equals("draft")) return kept(request, desk, path, typed, new Edit.Change(seen, bytes));
        return settled(request, desk, new TreeMap<>(Map.of(path, new Edit.Change(seen, bytes, Optional.of(conflict.version())))), Optional.of(path), typed);
    }

    /** Somebody else publishes it here where two people are asked; until then the site stays as it is. */
    private static Outcome kept(Request request, Desk desk, String path, Optional<String> typed, Edit.Change change) {
        try {
            desk.keep(path, desk.own(path).map(Draft::version), change);
            return to(request, path, "drafted");
        } catch (TorgException e) {
            return refused(request, desk, Optional.of(path), typed, e);
        }
    }

    private static String like(Optional<ContentFile> stored, String text) {
        return stored.flatMap(Desk::text).filter(before -> before.contains("\r\n")).map(_ -> text.replace("\n", "\r\n")).orElse(text);
    }

    private static Outcome settled(Request request, Desk desk, SortedMap<String, Edit.Change> changes, Optional<String> path, Optional<String> typed) {
        var words = Words.of(request);
        try {
            desk.settle(changes, request.form("message").map(String::strip).filter(said -> !said.isEmpty()).orElseGet(() -> words.text("conflict-settled", path.orElse(""))));
            var next = desk.conflicts().stream().findFirst();
            return next.isPresent() ? to(request, next.get().path(), "settled") : new Outcome.Redirect(Room.CONFLICTS.link(request) + "?done=settled");
        } catch (TorgException e) {
            return refused(request, desk, path, typed, e);
        }
    }

    private static Outcome to(Request request, String path, String done) {
        return new Outcome.Redirect(new Links(request).conflict(path) + "&done=" + done);
    }

    private static Outcome refused(Request request, Desk desk, Optional<String> path, Optional<String> typed, TorgException refused) {
        return switch (refused.kind()) {
            case STALE -> stale(request, desk, path, typed);
            case INVALID, CONFLICT, MALFORMED, TOO_LARGE -> again(request, desk, path, typed, 422, Told.wrong(Told.of(refused, path.orElse(""), typed.orElse(""), new Links(request))));
            default -> throw refused;
        };
    }

    /** Somebody was first, or the other side has changed again: what was typed stays, beside what there is now. */
    private static Outcome stale(Request request, Desk desk, Optional<String> path, Optional<String> typed) {
        var words = Words.of(request);
        var last = path.flatMap(named -> desk.history(named).stream().findFirst());
        var told = last.map(revision -> words.text("conflict-stale-by", revision.author(), words.moment(revision.at()))).orElseGet(() -> words.text("conflict-stale"));
        var open = desk.conflicts().stream().anyMatch(conflict -> path.equals(Optional.of(conflict.path())));
        var lost = open ? Optional.<String>empty() : typed;
        return again(request, desk, path, typed, 409, Model.with("stale", told).with("typed", lost).with("file", path.filter(desk::reaches).map(new Links(request)::file)).build());
    }

    private static Outcome.Show again(Request request, Desk desk, Optional<String> path, Optional<String> typed, int status, Model led) {
        return new Outcome.Show(status, shown(request, desk, path, typed, led));
    }
}
