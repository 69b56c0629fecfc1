package torg.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Edit;
import torg.api.site.Edition;
import torg.api.site.Editing;
import torg.api.site.Position;
import torg.api.site.Proposal;
import torg.api.site.Revision;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.api.table.Schema;
import torg.spi.site.SiteCompiler;

/**
 * Holds a site made of a {@link TestSource}; {@link #swap} does what an edit of its documents does, {@link #make} the same as whoever offers edits does. Remembers no history, and of the site
 * as a whole what a test tells it.
 */
public final class TestSites implements Sites, Editing {
    private final List<SiteCompiler<?>> compilers;
    private volatile TestSource source;
    private volatile Site current;
    private final SortedMap<String, torg.api.site.Draft> kept = new TreeMap<>();
    private final Map<String, TestSource> past = new HashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private int draftsKept;

    private TestSites(List<SiteCompiler<?>> compilers) {
        this.compilers = compilers;
    }

    /** Compile a source; compilers run in this order, so one that needs a part comes after the one that makes it. */
    public static TestSites of(TestSource source, SiteCompiler<?>... compilers) {
        var sites = new TestSites(List.of(compilers));
        sites.swap(source);
        return sites;
    }

    /** Compile again and put the new site in the old one's place. */
    public void swap(TestSource source) {
        for (var compiler : compilers) source.compile(compiler);
        this.source = source;
        current = site(source, current == null ? 1 : current.version() + 1);
    }

    private static Site site(TestSource source, long version) {
        return new Site("site", version, source.settings(), source.all().stream().map(TestSites::stored).toList(), source.files(), source.parts());
    }

    /** Named as the content stores name it. */
    private static Document stored(Document document) {
        return new Document("content/" + document.path(), document.folder(), document.name(), document.language(), document.type(), document.fields(), document.body(), document.bodyLine());
    }

    @Override
    public Proposal propose(Map<String, Optional<byte[]>> changes) {
        try {
            return compiled(changed(changes).proposal());
        } catch (YamlEngineException | IllegalArgumentException e) {
            return new Proposal(Optional.empty(), List.of(new SiteProblem(Position.start(changes.keySet().iterator().next()), "site.bad-yaml", "it cannot be read: " + e.getMessage(), "", true)));
        }
    }

    @Override
    public Proposal propose(Map<String, Optional<byte[]>> changes, Instant at) {
        var then = new TreeMap<>(changes);
        changed(changes).texts().forEach((name, text) -> Edition.ifAny(current.path(name)).filter(edition -> edition.inForce(at, current.settings().timeZone()))
                .ifPresent(edition -> then.put(edition.place(), Optional.of(text.getBytes(StandardCharsets.UTF_8)))));
        return propose(then);
    }

    /** Keep a source as a revision of this name. */
    public void remember(String revision, TestSource source) {
        past.put(revision, source);
    }

    @Override
    public Proposal proposePast(String revision) {
        if (past.isEmpty()) throw TorgException.of(ProblemKind.CONFLICT, "site.no-past", "nothing is remembered");
        var then = past.get(revision);
        if (then == null) throw TorgException.of(ProblemKind.NOT_FOUND, "site.no-revision", "there is no such revision");
        return compiled(then.proposal());
    }

    private Proposal compiled(TestSource proposed) {
        var problems = new ArrayList<SiteProblem>();
        for (var compiler : compilers) {
            proposed.problems(compiler).stream().map(TestSites::stored).forEach(problems::add);
            if (problems.stream().anyMatch(SiteProblem::fatal)) return new Proposal(Optional.empty(), problems);
            proposed.compile(compiler);
        }
        return new Proposal(Optional.of(site(proposed, 0)), problems);
    }

    /** Where the file is stored that it is about. */
    private static SiteProblem stored(SiteProblem problem) {
        var at = problem.at();
        return at.path().startsWith("content/") ? problem : new SiteProblem(new Position("content/" + at.path(), at.line(), at.column()), problem.code(), problem.message(), problem.help(), problem.fatal(), problem.choices());
    }

    private TestSource changed(Map<String, Optional<byte[]>> changes) {
        var changed = source.copy();
        var root = current.path("");
        changes.forEach((path, bytes) -> {
            var name = path.substring(root.length());
            bytes.ifPresentOrElse(written -> changed.document(name, new String(written, StandardCharsets.UTF_8)), () -> changed.without(name));
        });
        return changed;
    }

    @Override
    public SortedMap<String, ContentFile> files() {
        var files = new TreeMap<String, ContentFile>();
        source.texts().forEach((name, text) -> {
            var path = current.path(name);
            files.put(path, new ContentFile(path, Integer.toHexString(text.hashCode()), text.getBytes(StandardCharsets.UTF_8)));
        });
        return Collections.unmodifiableSortedMap(files);
    }

    @Override
    public Optional<ContentFile> file(String path) {
        return Optional.ofNullable(files().get(path));
    }

    /** Another side changed a file as well. */
    public void contest(Conflict conflict) {
        conflicts.add(conflict);
    }

    @Override
    public List<Conflict> conflicts() {
        return List.copyOf(conflicts);
    }

    @Override
    public List<SiteProblem> make(Edit edit, Consumer<Site> condition) {
        var stored = files();
        var changes = new TreeMap<String, Optional<byte[]>>();
        edit.changes().forEach((path, change) -> {
            if (!Optional.ofNullable(stored.get(path)).map(ContentFile::version).equals(change.seen())) throw TorgException.of(ProblemKind.STALE, "site.changed", path + " was changed meanwhile");
            change.settles().ifPresent(version -> {
                if (conflicts.stream().noneMatch(one -> one.path().equals(path) && one.version().equals(version))) throw TorgException.of(ProblemKind.STALE, "site.settled", "the conflict in " + path + " has been settled meanwhile, or is another one");
            });
            changes.put(path, change.bytes());
        });
        var proposal = propose(changes);
        if (proposal.site().isEmpty()) throw TorgException.invalid("site.refused", "the site does not take this edit", List.of());
        condition.accept(proposal.site().get());
        swap(changed(changes));
        edit.changes().forEach((path, change) -> change.settles().ifPresent(version -> conflicts.removeIf(one -> one.path().equals(path) && one.version().equals(version))));
        return proposal.problems();
    }

    @Override
    public List<torg.api.site.Draft> drafts() {
        var now = files();
        return kept.values().stream().filter(one -> !says(Optional.ofNullable(now.get(one.path())), one.change())).toList();
    }

    @Override
    public Optional<torg.api.site.Draft> keep(Edit.Author author, String path, Optional<String> seen, Edit.Change change) {
        var key = path + "\n" + author.contact();
        var before = Optional.ofNullable(kept.get(key)).filter(one -> drafts().contains(one));
        if (!before.map(torg.api.site.Draft::version).equals(seen)) throw TorgException.of(ProblemKind.STALE, "site.draft-changed", "your draft of " + path + " was changed meanwhile");
        var stored = file(path);
        if (!stored.map(ContentFile::version).equals(change.seen()) && before.filter(one -> one.change().seen().equals(change.seen())).isEmpty()) throw TorgException.of(ProblemKind.STALE, "site.changed", path + " was changed meanwhile");
        kept.put(key, new torg.api.site.Draft(author, path, "draft" + ++draftsKept, Instant.now(), change));
        return drafts().stream().filter(kept.get(key)::equals).findFirst();
    }

    private static boolean says(Optional<ContentFile> stored, Edit.Change change) {
        return stored.isPresent() == change.bytes().isPresent() && (stored.isEmpty() || Arrays.equals(stored.get().bytes(), change.bytes().get()));
    }

    @Override
    public void discard(torg.api.site.Draft source) {
        kept.remove(source.path() + "\n" + source.author().contact(), source);
    }

    @Override
    public List<Revision> history(String path, int most) {
        return List.of();
    }

    @Override
    public Optional<ContentFile> at(String path, String revision) {
        return Optional.empty();
    }

    @Override
    public Document read(String path, String text) {
        return stored(Documents.of(path.substring("content/".length()), text));
    }

    /** Says the same as the portal's own would, in other ways of writing: whoever tests what is kept of a text does so with the portal's. */
    @Override
    public String amended(String path, String text, List<Amendment> amendments) {
        var document = read(path, text);
        if (amendments.isEmpty()) return text;
        var fields = document.fields();
        for (var amendment : amendments) fields = amendment.in(fields);
        var written = fields.entries().entrySet().stream().map(entry -> Yaml.text(entry.getKey()) + ": " + Yaml.text(entry.getValue()) + "\n").collect(Collectors.joining());
        return document.type().equals("yml") ? written : "---\n" + written + "---\n" + document.body();
    }

    /** The tables of the current site. */
    public Schema schema() {
        return current.require(Schema.class);
    }

    @Override
    public Site current() {
        return current;
    }

    @Override
    public List<SiteProblem> problems() {
        return List.of();
    }
}
