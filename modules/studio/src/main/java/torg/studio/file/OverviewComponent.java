package torg.studio.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.health.HouseHealth;
import torg.api.health.Status;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.site.Editing;
import torg.api.site.LostAddresses;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.api.text.Plain;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Starts;
import torg.studio.desk.Work;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** The first room of the Studio: what there is, shelf by shelf, and what is wrong with it. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class OverviewComponent implements Component {
    private static final String PROBLEMS = "problems";
    private static final String FILES = "files";
    private static final String SETTINGS = "settings";
    private static final String THEMES = "themes";
    /** Of a web file, in bytes: what the site takes at the most. */
    private static final int LARGEST = 10_000_000;
    private static final int MOST = 300;
    private static final int LONGEST_SEARCH = 100;

    private final Editing editing;
    private final Sites sites;

    /** Knows which pages that are gone are asked for; away as long as nobody remembers where pages were. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile LostAddresses lost;

    /** Says what is wrong beside documents. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile HouseHealth health;

    /**
     * @param editing has the files
     * @param sites knows what is wrong with them
     */
    @Activate
    public OverviewComponent(@Reference Editing editing, @Reference Sites sites) {
        this.editing = editing;
        this.sites = sites;
    }

    @Override
    public String name() {
        return Room.HOME.component();
    }

    @Override
    public Filled fill(Place place) {
        return Desk.of(editing, place.request()).<Filled>map(desk -> Filled.Shown.personal("components/studio", model(place.request(), desk, place.request().query("show")))).orElseGet(Filled.Absent::new);
    }

    /** A web file is sent: it is there when this is answered, or a draft of the caller's; or nothing has changed. */
    @Override
    public Outcome act(Place place) {
        var request = place.request();
        return Desk.of(editing, request).map(desk -> upload(request, desk)).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private Outcome upload(Request request, Desk desk) {
        var words = Words.of(request);
        var sent = request.file("upload");
        if (sent.isEmpty()) return refused(request, desk, words.text("upload-none"));
        var name = sent.get().name().replace('\\', '/');
        var folder = request.form("folder").map(typed -> typed.strip().replaceAll("^/+|/+$", "")).filter(typed -> !typed.isEmpty()).map(typed -> typed + "/").orElse("");
        var path = request.site().path(FILES + "/" + folder + name.substring(name.lastIndexOf('/') + 1));
        if (!desk.reaches(path)) return refused(request, desk, words.text("upload-kind"));
        try (var bytes = sent.get().bytes().open()) {
            var content = bytes.readNBytes(LARGEST + 1);
            if (request.form("action").filter("draft"::equals).isPresent()) {
                desk.keep(path, desk.own(path).map(Draft::version), new Edit.Change(desk.file(path).map(ContentFile::version), Optional.of(content)));
                return new Outcome.Redirect(new Links(request).drafts() + "?done=drafted");
            }
            desk.send(path, Optional.empty(), content, "");
            return new Outcome.Redirect(new Links(request).file(path) + "&done=saved");
        } catch (TorgException e) {
            return switch (e.kind()) {
                case STALE -> refused(request, desk, words.text("new-taken"));
                case INVALID, CONFLICT, TOO_LARGE -> refused(request, desk, Told.reason(words, e).orElseGet(() -> e.fields().isEmpty() ? e.getMessage() + " (" + e.help() + ")" : e.fields().getFirst().message()));
                default -> throw e;
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome refused(Request request, Desk desk, String problem) {
        var model = model(request, desk, Optional.of(FILES)).and(Model.with("refused", problem).build());
        return new Outcome.Show(422, Filled.Shown.personal("components/studio", model));
    }

    private Model model(Request request, Desk desk, Optional<String> show) {
        var words = Words.of(request);
        var works = Work.of(request.site(), desk.files().keySet(), request.locale());
        var problems = sites.problems().stream().filter(problem -> desk.reaches(problem.at().path())).toList();
        var reports = reports(desk);
        var search = request.query("q").map(String::strip).filter(text -> !text.isEmpty() && text.length() <= LONGEST_SEARCH);
        var shelves = works.stream().map(Work::shelf).distinct().toList();
        var wanted = show.filter(shelf -> shelves.contains(shelf) || Set.of(PROBLEMS, FILES, THEMES).contains(shelf));
        var shown = search.isPresent() ? "" : wanted.or(() -> shelves.stream().findFirst()).orElse(PROBLEMS);
        var found = works.stream().filter(work -> search.map(text -> finds(work, text)).orElseGet(() -> work.shelf().equals(shown))).toList();
        var lister = new Lister(request, words, problems);
        return Model.with("words", words.model("shelves", "search", "find", "name", "languages", "missing", "problems-none", "problem", "where", "wrong", "nothing-found", "where-it-is", "new", "upload", "upload-folder", "upload-hint", "upload-send", "draft-keep"))
                .with("search", search)
                .with("new", Room.NEW.link(request) + "?kind=" + Links.encoded(shown))
                .with("shelves", shelves.stream().map(shelf -> lister.shelf(shelf, works.stream().filter(work -> work.shelf().equals(shelf)).count(), shown)).toList())
                .with("problems", Model.with("label", words.text("problems")).with("count", problems.size() + reports.size()).with("link", new Links(request).shelf(PROBLEMS))
                        .with("current", shown.equals(PROBLEMS)).with("wrong", !problems.isEmpty() || !reports.isEmpty()))
                .with("drafts", Model.with("label", words.text("drafts")).with("count", desk.drafts().size()).with("link", new Links(request).drafts()))
                .with("conflicts", desk.conflicts().isEmpty() ? Optional.empty() : Optional.of(Model.with("label", words.text("conflicts")).with("count", desk.conflicts().size()).with("link", Room.CONFLICTS.link(request))))
                .with("heading", search.map(text -> words.text("found", text)).orElseGet(() -> lister.label(shown)))
                .with("hint", search.isPresent() ? Optional.empty() : Optional.of(words.textOr("hint." + shown, "")).filter(hint -> !hint.isEmpty()))
                .with("uploads", shown.equals(FILES))
                .with("room", room(request, desk, shown))
                .with("looks", shown.equals(PROBLEMS))
                .with("lost", shown.equals(PROBLEMS) ? lost(request, desk, words) : Optional.empty())
                .with("well", problems.isEmpty() && reports.isEmpty())
                .with("reports", shown.equals(PROBLEMS) ? reports.stream().map(lister::report).toList() : List.of())
                .with("wrong", shown.equals(PROBLEMS) ? problems.stream().limit(MOST).map(lister::problem).toList() : List.of())
                .with("some", !found.isEmpty())
                .with("written", found.stream().anyMatch(work -> Work.WRITTEN.contains(work.shelf())) && request.site().settings().locales().size() > 1)
                .with("works", found.stream().limit(MOST).map(work -> lister.work(work, search.isPresent())).toList())
                .with("more", found.size() > MOST ? Optional.of(words.text("more", found.size() - MOST)) : Optional.empty())
                .build();
    }

    private List<Report> reports(Desk desk) {
        var house = health;
        return house == null ? List.of() : Report.of(house, desk);
    }

    private Optional<Model> lost(Request request, Desk desk, Words words) {
        var knowing = lost;
        var count = knowing == null || !desk.reaches(request.site().path(Starts.REDIRECTS)) ? 0 : knowing.asked().size();
        return count == 0 ? Optional.empty() : Optional.of(Model.with("label", words.text("redirects-count", count)).with("link", Room.REDIRECTS.link(request)).build());
    }

    /** Where what stands on a shelf is changed by form. */
    private static Optional<Model> room(Request request, Desk desk, String shelf) {
        var room = switch (shelf) {
            case THEMES -> Optional.of(Room.THEME).filter(_ -> desk.reaches(request.site().path(Starts.LOOK)));
            case "menus" -> Optional.of(Room.NAVIGATION).filter(_ -> desk.reaches(request.site().path(Starts.NAVIGATION)));
            case "pages" -> Optional.of(Room.PAGES);
            case FILES -> Optional.of(Room.MEDIA);
            case "words" -> Optional.of(Room.TRANSLATIONS);
            case SETTINGS -> Optional.of(Room.SETTINGS).filter(_ -> desk.reaches(request.site().path("site.yml")));
            case "roles", "permissions" -> Optional.of(Room.ACCESS);
            case PROBLEMS -> Optional.of(Room.MODULES).filter(_ -> desk.rights().all());
            default -> Optional.<Room>empty();
        };
        return room.map(one -> Model.with("link", one.link(request)).with("label", Words.of(request).text("room." + shelf)).build());
    }

    private static boolean finds(Work work, String text) {
        var wanted = Plain.of(text);
        return Plain.of(work.title()).contains(wanted) || work.paths().values().stream().anyMatch(path -> Plain.of(path).contains(wanted)) || work.address().filter(text::equals).isPresent();
    }

    /** Makes rows of works and problems. */
    private record Lister(Request request, Words words, List<SiteProblem> problems) {
        Model.Builder shelf(String shelf, long count, String shown) {
            return Model.with("label", label(shelf)).with("count", count).with("link", new Links(request).shelf(shelf)).with("current", shelf.equals(shown));
        }

        String label(String shelf) {
            return words.textOr("shelf." + shelf, shelf);
        }

        Model.Builder work(Work work, boolean anyShelf) {
            var links = new Links(request);
            var wrong = problems.stream().filter(problem -> work.paths().containsValue(problem.at().path())).count();
            var bare = work.name().substring(work.name().lastIndexOf('/') + 1);
            var place = work.address().orElse(work.shelf().equals("pages") ? work.name() : work.title().equals(work.name()) ? "" : work.name());
            return Model.with("title", work.title().equals(work.name()) && !anyShelf && !work.shelf().equals("themes") ? bare : work.title())
                    .with("link", links.file(work.path()))
                    .with("place", place)
                    .with("shelf", anyShelf ? Optional.of(label(work.shelf())) : Optional.empty())
                    .with("depth", anyShelf || work.address().isEmpty() ? List.of() : Collections.nCopies(Math.min(work.depth(), 8), ""))
                    .with("wrong", wrong > 0)
                    .with("languages", languages(work, links));
        }

        /** Each language of the site that the work has or lacks, by name. */
        private List<Model> languages(Work work, Links links) {
            if (!Work.WRITTEN.contains(work.shelf())) return List.of();
            var missing = work.missing(request.site());
            var tags = new TreeSet<>(missing);
            tags.addAll(work.spoken());
            var settings = request.site().settings();
            work.paths().keySet().forEach(language -> tags.add(language.isEmpty() ? settings.defaultLocale().toLanguageTag() : language));
            return settings.locales().stream().map(Locale::toLanguageTag).filter(tags::contains).map(tag -> {
                var own = work.paths().getOrDefault(tag, work.path());
                return Model.with("tag", tag).with("name", Locale.forLanguageTag(tag).getDisplayLanguage(request.locale())).with("missing", missing.contains(tag))
                        .with("link", links.file(missing.contains(tag) ? work.pathIn(tag) : own)).build();
            }).toList();
        }

        Model.Builder report(Report report) {
            return Model.with("message", report.status().message()).with("help", report.status().next()).with("fatal", report.status().level() == Status.Level.NOT_READY)
                    .with("file", report.path().map(path -> Model.with("path", path).with("link", new Links(request).file(path)).build()));
        }

        Model.Builder problem(SiteProblem problem) {
            return Model.with("path", problem.at().path()).with("line", problem.at().line()).with("link", new Links(request).file(problem.at().path()))
                    .with("message", problem.message()).with("help", problem.help()).with("fatal", problem.fatal());
        }
    }
}
