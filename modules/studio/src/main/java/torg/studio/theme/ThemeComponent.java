package torg.studio.theme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Edit;
import torg.api.site.Editing;
import torg.api.site.Proposal;
import torg.api.site.SiteProblem;
import torg.api.site.SiteTheme;
import torg.api.site.Sites;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Starts;
import torg.studio.desk.Work;
import torg.studio.form.FormDocument;
import torg.studio.room.Links;
import torg.studio.room.Previewed;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** What a site sets of its theme, as a form: seen on a page before it is saved, and given back to the theme. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class ThemeComponent implements Component {
    /** Of a picture, in bytes: what the site takes at the most. */
    private static final int LARGEST = 10_000_000;
    private static final int MOST_PAGES = 200;

    private final Editing editing;
    private final Sites sites;

    /**
     * @param editing makes the edits
     * @param sites knows what is hard to read
     */
    @Activate
    public ThemeComponent(@Reference Editing editing, @Reference Sites sites) {
        this.editing = editing;
        this.sites = sites;
    }

    @Override
    public String name() {
        return Room.THEME.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return document(request).map(document -> shown(document, false, Model.with("done", Words.of(request).done(request)).with("hard", hard(sites.problems())).build())).orElseGet(Filled.Absent::new);
    }

    private Optional<FormDocument> document(Request request) {
        return Desk.of(editing, request).filter(_ -> request.site().part(SiteTheme.class).isPresent()).flatMap(desk -> FormDocument.of(request, desk, request.site().path(Starts.LOOK)));
    }

    private Filled shown(FormDocument document, boolean typed, Model led) {
        var request = document.request();
        var words = Words.of(request);
        var theme = theme(document);
        var model = document.shown(Room.THEME.link(request), typed,
                        "light", "dark", "stands-on", "back-to-theme", "fonts", "font-file", "no-file", "picture-upload", "look-warnings",
                        "look-try", "look-at", "look-at-hint", "preview", "none-to-set", "yes")
                .with("theme", theme.label().in(request.locale())).with("parents", theme.parents().isEmpty() ? Optional.empty() : Optional.of(String.join(", ", theme.parents())))
                .with("address", request.form("address").orElse("/")).with("pages", pages(document));
        try {
            var settings = new ThemeFields(request, theme, document.read().fields(), typed).models(words, ThemeFields.origins(document.desk(), theme));
            model.with("settings", settings).with("some", !settings.isEmpty());
        } catch (TorgException e) {
            return Filled.Shown.personal("components/studio-theme", model.build().and(document.wrong(e, document.text())));
        }
        return Filled.Shown.personal("components/studio-theme", model.build().and(led));
    }

    /** The theme as the site sets it, or as the draft would that the form shows; one that cannot be read is told when it is tried. */
    private static SiteTheme theme(FormDocument document) {
        var published = document.request().site().require(SiteTheme.class);
        if (document.draft().isEmpty()) return published;
        try {
            return document.propose(List.of(), Map.of()).site().flatMap(site -> site.part(SiteTheme.class)).orElse(published);
        } catch (TorgException e) {
            return published; // a draft that cannot be read is told where the form is
        }
    }

    /** Addresses at which the look can be looked at. */
    private static List<String> pages(FormDocument document) {
        return Work.of(document.request().site(), document.desk().files().keySet(), document.request().locale()).stream().flatMap(work -> work.fixedAddress().stream()).limit(MOST_PAGES).toList();
    }

    /** Texts that are hard to read, and what else the theme would be told. */
    private static Optional<Model> hard(List<SiteProblem> problems) {
        var warnings = problems.stream().filter(problem -> problem.code().startsWith("theme.") && !problem.fatal())
                .map(problem -> Model.with("message", problem.message()).with("help", problem.help()).build()).toList();
        return warnings.isEmpty() ? Optional.empty() : Optional.of(Model.with("warnings", warnings).build());
    }

    @Override
    public Outcome act(Place place) {
        return document(place.request()).map(this::act).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private Outcome act(FormDocument document) {
        var request = document.request();
        try {
            var fields = new ThemeFields(request, theme(document), document.read().fields(), true);
            var amendments = fields.amendments();
            var uploads = uploads(document, fields);
            return switch (request.form("action").orElse("")) {
                case "preview" -> preview(document, document.propose(amendments, uploads));
                case "try" -> tried(document, document.propose(amendments, uploads).problems());
                default -> switch (document.save(amendments, uploads)) {
                    case FormDocument.Saved.Done(var word) -> new Outcome.Redirect(Room.THEME.link(request) + "?done=" + word);
                    case FormDocument.Saved.Refused(var status, var told) -> new Outcome.Show(status, shown(document, true, told));
                };
            };
        } catch (TorgException e) {
            if (!Set.of(ProblemKind.INVALID, ProblemKind.CONFLICT, ProblemKind.TOO_LARGE, ProblemKind.MALFORMED).contains(e.kind())) throw e;
            return new Outcome.Show(422, shown(document, true, document.wrong(e, document.text())));
        }
    }

    private Outcome preview(FormDocument document, Proposal proposed) {
        var request = document.request();
        var page = Previewed.of(request.site(), request.form("address").orElse(""));
        var nowhere = new Outcome.Show(422, shown(document, true, Told.saying(Words.of(request).text("preview-nowhere"))));
        if (page.isEmpty()) return nowhere;
        return proposed.site().<Outcome>map(site -> new Outcome.Preview(site, page.get().path(), page.get().locale(), nowhere)).orElseGet(() -> tried(document, proposed.problems()));
    }

    /** What would be wrong, or hard to read. */
    private Outcome tried(FormDocument document, List<SiteProblem> problems) {
        var fatal = Told.of(problems, document.path(), "", new Links(document.request()));
        var told = fatal.isEmpty() ? Model.with("hard", hard(problems)) : Model.with("wrong", true).with("problems", fatal);
        return new Outcome.Show(fatal.isEmpty() ? 200 : 422, shown(document, true, told.build()));
    }

    /** The pictures that were sent, as files that are not there yet. */
    private static Map<String, Edit.Change> uploads(FormDocument document, ThemeFields fields) {
        var changes = new TreeMap<String, Edit.Change>();
        fields.uploads().forEach((name, upload) -> {
            var path = document.request().site().path(name);
            var words = Words.of(document.request());
            if (!document.desk().reaches(path)) throw TorgException.of(ProblemKind.CONFLICT, "studio.upload-kind", words.text("upload-kind"));
            if (document.desk().file(path).isPresent()) throw TorgException.of(ProblemKind.CONFLICT, "studio.new-taken", words.text("new-taken"));
            try (var bytes = upload.bytes().open()) {
                changes.put(path, new Edit.Change(Optional.empty(), Optional.of(bytes.readNBytes(LARGEST + 1))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return changes;
    }
}
