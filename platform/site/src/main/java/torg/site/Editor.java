package torg.site;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.audit.Act;
import torg.api.audit.AuditLog;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Document;
import torg.api.site.Edit;
import torg.api.site.Editing;
import torg.api.site.Proposal;
import torg.api.site.Revision;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.spi.site.ContentStore;
import torg.spi.site.EditCompletion;

/**
 * Makes edits. What the site would refuse is not stored; what the database refuses of a schema is the exception, which is tried only by bringing it there: the
 * edit is stored, and taken back when it is refused.
 */
@Component(service = Editing.class)
public final class Editor implements Editing {
    /** Of one file; what a content store takes at the least. */
    private static final int LARGEST = 10_000_000;
    private static final int MOST_FILES = 1_000;
    private static final int MOST_DRAFTS = 1_000;
    /** What a store may write beside the bytes of a draft: whose it is, and of which file. */
    private static final int BESIDE_A_DRAFT = 2_000;

    private final LiveSite live;
    private final List<EditCompletion> completions = new CopyOnWriteArrayList<>();

    /** @param live the site that is edited */
    @Activate
    public Editor(@Reference LiveSite live) {
        this.live = live;
    }

    /** Hears who edited what; without a store, which keeps it, nobody can sign in and edit either. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile AuditLog audit;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void add(EditCompletion completion) {
        completions.add(completion);
    }

    void remove(EditCompletion completion) {
        completions.remove(completion);
    }

    @Override
    public SortedMap<String, ContentFile> files() {
        return live.files();
    }

    @Override
    public Optional<ContentFile> file(String path) {
        return live.file(path);
    }

    @Override
    public Proposal propose(Map<String, Optional<byte[]>> changes) {
        return asked(changes, live.propose(changes, Optional.empty()));
    }

    @Override
    public Proposal propose(Map<String, Optional<byte[]>> changes, Instant at) {
        return asked(changes, live.propose(changes, Optional.of(at)));
    }

    @Override
    public Proposal proposePast(String revision) {
        live.current();
        var store = live.stores().stream().filter(one -> one.past().isPresent()).findFirst().orElseThrow(() ->
                TorgException.of(ProblemKind.CONFLICT, "site.no-past", "the site is not kept in Git, so nobody knows what it was as a whole").help("start the portal with --content-git"));
        var files = store.past().orElseThrow().readAll(revision).orElseThrow(() ->
                TorgException.of(ProblemKind.NOT_FOUND, "site.no-revision", "the content store '" + store.name() + "' knows no revision of that name").help("name a commit, a tag or a branch of its repository"));
        return live.propose(store, files);
    }

    /** A site of other tables than those of the database shows nothing and finds nothing, so nobody is handed it. */
    private Proposal asked(Map<String, Optional<byte[]>> changes, Proposal proposal) {
        return changes.keySet().stream().anyMatch(this::isSchema) ? new Proposal(Optional.empty(), proposal.problems()) : proposal;
    }

    /** A document whose compiler changes more than the site. */
    private boolean isSchema(String path) {
        return path.startsWith(live.current().path("tables/"));
    }

    /** One at a time: between the look at what is stored and the store nobody else edits by this door. */
    @Override
    public synchronized List<SiteProblem> make(Edit wanted, Consumer<Site> condition) {
        checkBounds(wanted);
        var before = stored(wanted);
        wanted.changes().forEach((path, change) -> checkSeen(path, change, Optional.ofNullable(before.get(path))));
        checkPlaces(wanted, before);
        var edit = completed(wanted, before);
        var store = store();
        var placed = placed(edit, store);
        var known = fatal(live.problems());
        if (edit.changes().values().stream().anyMatch(change -> change.settles().isPresent())) makeSettling(placed, store, known, condition);
        else if (edit.changes().keySet().stream().anyMatch(this::isSchema)) {
            refuse(live.propose(changes(placed), Optional.empty()).problems(), known);
            telling(edit, () -> makeAndLook(placed, store, known, condition));
        } else makeProposed(placed, Map.of(), store, known, condition);
        return live.problems().stream().filter(problem -> !problem.fatal()).toList();
    }

    /** What cannot be told is not written. */
    private void telling(Edit edit, Runnable write) {
        var log = audit;
        if (log == null) write.run();
        else log.telling(Act.done("site-edited").about(edit.author().contact()).with(String.join(" ", edit.changes().keySet())), write);
    }

    /** The edit as its store has to see it: what lies in a store below is new to it. */
    private Edit placed(Edit edit, ContentStore store) {
        var changes = new TreeMap<String, Edit.Change>();
        edit.changes().forEach((path, change) -> {
            var holder = live.holders(path).stream().findFirst().orElse(store);
            if (isAbove(holder, store)) throw TorgException.of(ProblemKind.CONFLICT, "site.read-only", "the content store '" + holder.name() + "' has " + path + " and takes no edits").help("change it where that store keeps it");
            if (holder != store && change.bytes().isEmpty()) throw TorgException.of(ProblemKind.CONFLICT, "site.read-only", "the content store '" + holder.name() + "' lies below and keeps " + path).help("take it away where that store keeps it");
            changes.put(path, holder == store ? change : new Edit.Change(Optional.empty(), change.bytes(), change.settles()));
        });
        return new Edit(edit.author(), edit.message(), changes);
    }

    private Edit completed(Edit edit, Map<String, ContentFile> before) {
        var changes = new TreeMap<>(edit.changes());
        for (var completion : completions) {
            completion.complete(live.current(), edit, before).forEach((path, bytes) ->
                    changes.computeIfPresent(path, (_, change) -> change.bytes().isEmpty() ? change : change.to(Optional.of(bytes))));
        }
        var completed = new Edit(edit.author(), edit.message(), changes);
        checkBounds(completed);
        return completed;
    }

    /** What the edit's files are now, those that there are. */
    private Map<String, ContentFile> stored(Edit edit) {
        var stored = new HashMap<String, ContentFile>();
        edit.changes().keySet().forEach(path -> live.file(path).ifPresent(file -> stored.put(path, file)));
        return stored;
    }

    private boolean isAbove(ContentStore one, ContentStore other) {
        var stores = live.stores();
        return stores.indexOf(one) < stores.indexOf(other);
    }

    /**
     * What waited for this edit comes with it and is checked with it. What the database says against a schema is told only afterwards, and the edit is not taken back then: the other side's
     * changes would be undone with it, and count as seen. As after any other merge the old site serves until it is mended.
     */
    private void makeSettling(Edit edit, ContentStore store, HashSet<String> known, Consumer<Site> condition) {
        var open = conflicts();
        edit.changes().forEach((path, change) -> change.settles().ifPresent(version -> {
            if (open.stream().anyMatch(one -> one.path().equals(path) && one.version().equals(version))) return;
            throw TorgException.of(ProblemKind.STALE, "site.settled", "the conflict in " + path + " has been settled meanwhile, or is another one").help("look at what it is now");
        }));
        makeProposed(edit, store.edits().orElseThrow().brings(edit), store, known, condition);
    }

    private static Map<String, Optional<byte[]>> changes(Edit edit) {
        var changes = new HashMap<String, Optional<byte[]>>();
        edit.changes().forEach((path, change) -> changes.put(path, change.bytes()));
        return changes;
    }

    private void makeProposed(Edit edit, Map<String, Optional<byte[]>> beside, ContentStore store, HashSet<String> known, Consumer<Site> condition) {
        var changes = changes(edit);
        changes.putAll(beside);
        var proposal = live.propose(changes, Optional.empty());
        refuse(proposal.problems(), known);
        proposal.site().ifPresent(condition);
        telling(edit, () -> write(store, edit));
        live.take(changes.keySet());
    }

    /** What the database says is tried by bringing it there. */
    private void makeAndLook(Edit edit, ContentStore store, HashSet<String> known, Consumer<Site> condition) {
        var before = held(edit, store);
        write(store, edit);
        live.take(edit.changes().keySet());
        try {
            refuse(live.problems(), known);
            condition.accept(live.current());
        } catch (TorgException e) {
            takeBack(edit, store, before);
            throw e;
        }
    }

    private void takeBack(Edit edit, ContentStore store, Map<String, ContentFile> before) {
        var now = held(edit, store);
        var back = new TreeMap<String, Edit.Change>();
        edit.changes().keySet().forEach(path -> back.put(path, new Edit.Change(Optional.ofNullable(now.get(path)).map(ContentFile::version),
                Optional.ofNullable(before.get(path)).map(ContentFile::bytes))));
        write(store, new Edit(edit.author(), "taken back, for it was refused", back));
        live.take(back.keySet());
    }

    private static void write(ContentStore store, Edit edit) {
        store.edits().orElseThrow().write(edit);
    }

    /** What the edit's files are in a store, those that it has. */
    private static Map<String, ContentFile> held(Edit edit, ContentStore store) {
        var held = new HashMap<String, ContentFile>();
        store.read(edit.changes().keySet()).forEach(file -> held.put(file.path(), file));
        return held;
    }

    private ContentStore store() {
        return live.stores().stream().filter(store -> store.edits().isPresent()).findFirst().orElseThrow(() ->
                TorgException.of(ProblemKind.CONFLICT, "site.read-only", "no content store takes edits").help("add a module with one that does, such as content-files"));
    }

    @Override
    public List<Conflict> conflicts() {
        var paths = new EditPath(live.current().name());
        return live.stores().stream().flatMap(store -> store.conflicts().stream()).filter(conflict -> paths.isFit(conflict.path())).toList();
    }

    @Override
    public List<Draft> drafts() {
        var paths = new EditPath(live.current().name());
        return drafting().stream().flatMap(store -> drafts(store).all().stream().filter(draft -> paths.isFit(draft.path()))
                .map(draft -> new Draft(draft.author(), draft.path(), draft.version(), draft.at(), raised(draft, store)))).toList();
    }

    /** A draft of a file that only a store below has was begun from that one, of which its own store knows nothing. */
    private Edit.Change raised(Draft draft, ContentStore store) {
        var stored = draft.change().seen().isPresent() || live.holders(draft.path()).contains(store) ? Optional.<ContentFile>empty() : live.file(draft.path());
        return stored.isEmpty() ? draft.change() : new Edit.Change(stored.map(ContentFile::version), draft.change().bytes());
    }

    private Optional<ContentStore> drafting() {
        return live.stores().stream().filter(store -> store.drafts().isPresent()).findFirst();
    }

    private static ContentStore.Drafts drafts(ContentStore store) {
        return store.drafts().orElseThrow();
    }

    @Override
    public synchronized Optional<Draft> keep(Edit.Author author, String path, Optional<String> seen, Edit.Change change) {
        checkBounds(Edit.of(author, "", path, change));
        var store = drafting().orElseThrow(() -> TorgException.of(ProblemKind.CONFLICT, "site.no-drafts", "no content store keeps drafts").help("publish what you wrote, or use a content store that keeps drafts, such as content-files"));
        var stored = live.file(path);
        var below = stored.isPresent() && !live.holders(path).contains(store);
        if (below) checkSeen(path, change, stored);
        if (isPublished(stored, change)) {
            seen.ifPresent(version -> drafts(store).keep(author, path, Optional.of(version), Optional.empty()));
        } else {
            checkRoom(drafts(store).all(), author, path, change);
            drafts(store).keep(author, path, seen, Optional.of(below ? new Edit.Change(Optional.empty(), change.bytes()) : change));
        }
        return drafts().stream().filter(draft -> isOwn(draft, author, path)).findFirst();
    }

    /** In number and in bytes, of other sites as well; the draft in place of which this one is kept left out. */
    private static void checkRoom(List<Draft> drafts, Edit.Author author, String path, Edit.Change change) {
        var others = drafts.stream().filter(draft -> !isOwn(draft, author, path)).toList();
        if (others.size() >= MOST_DRAFTS) throw TorgException.of(ProblemKind.TOO_LARGE, "site.drafts-full", "there are " + MOST_DRAFTS + " drafts already").help("publish or discard some");
        var held = others.stream().mapToLong(draft -> size(draft.change())).sum() + size(change);
        if (change.bytes().isPresent() && held > ContentStore.Drafts.mostBytes()) {
            throw TorgException.of(ProblemKind.TOO_LARGE, "site.drafts-full", "drafts hold at most " + ContentStore.Drafts.mostBytes() / 1_000_000 + " MB together").help("publish or discard some");
        }
    }

    private static long size(Edit.Change change) {
        return change.bytes().map(bytes -> bytes.length).orElse(0) + BESIDE_A_DRAFT;
    }

    private static boolean isOwn(Draft draft, Edit.Author author, String path) {
        return draft.path().equals(path) && draft.author().contact().equals(author.contact());
    }

    private static boolean isPublished(Optional<ContentFile> stored, Edit.Change change) {
        return stored.isPresent() == change.bytes().isPresent() && (stored.isEmpty() || Arrays.equals(stored.get().bytes(), change.bytes().get()));
    }

    @Override
    public synchronized void discard(Draft draft) {
        try {
            drafting().ifPresent(store -> drafts(store).keep(draft.author(), draft.path(), Optional.of(draft.version()), Optional.empty()));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.STALE) throw e;
        }
    }

    private void checkBounds(Edit edit) {
        var paths = new EditPath(live.current().name());
        if (edit.changes().size() > MOST_FILES) throw TorgException.of(ProblemKind.TOO_LARGE, "site.too-large", "an edit changes at most " + MOST_FILES + " files");
        edit.changes().forEach((path, change) -> {
            if (!paths.isFit(path)) throw TorgException.of(ProblemKind.INVALID, "site.bad-path", "no document or file of a theme can be called so").help("use letters, digits, '-' and '_'");
            if (change.bytes().filter(bytes -> bytes.length > LARGEST).isPresent()) throw TorgException.of(ProblemKind.TOO_LARGE, "site.too-large", path + " has more than " + LARGEST + " bytes");
        });
    }

    /** No file system has a file and a folder of one name. */
    private void checkPlaces(Edit edit, Map<String, ContentFile> before) {
        var made = edit.changes().entrySet().stream().filter(change -> change.getValue().bytes().isPresent() && !before.containsKey(change.getKey())).map(Map.Entry::getKey).toList();
        if (made.isEmpty()) return;
        var files = new TreeSet<>(live.files().keySet());
        edit.changes().forEach((path, change) -> change.bytes().ifPresentOrElse(_ -> files.add(path), () -> files.remove(path)));
        for (var path : made) {
            var below = files.ceiling(path + "/");
            var folder = below != null && below.startsWith(path + "/");
            for (var slash = path.lastIndexOf('/'); slash > 0 && !folder; slash = path.lastIndexOf('/', slash - 1)) folder = files.contains(path.substring(0, slash));
            if (folder) throw TorgException.of(ProblemKind.INVALID, "site.bad-path", path + " would be a file and a folder at once, or lie below a file").help("choose another name");
        }
    }

    /** The store checks it again when it writes; here it is told before mistakes that come of what somebody else changed. */
    private static void checkSeen(String path, Edit.Change change, Optional<ContentFile> stored) {
        if (stored.map(ContentFile::version).equals(change.seen())) return;
        throw TorgException.of(ProblemKind.STALE, "site.changed", path + " was changed meanwhile").help("look at what it is now, and make the edit again");
    }

    /** For mistakes that were there before, nobody is refused: somebody may be at mending them one by one. */
    private static void refuse(List<SiteProblem> problems, HashSet<String> known) {
        var fields = problems.stream().filter(problem -> problem.fatal() && !known.contains(said(problem)))
                .map(problem -> new FieldProblem(problem.at().toString(), problem.code(), problem.message() + (problem.help().isEmpty() ? "" : " (" + problem.help() + ")"))).toList();
        if (!fields.isEmpty()) throw TorgException.invalid("site.refused", "the site does not take this edit", fields);
    }

    private static HashSet<String> fatal(List<SiteProblem> problems) {
        var said = new HashSet<String>();
        problems.stream().filter(SiteProblem::fatal).forEach(problem -> said.add(said(problem)));
        return said;
    }

    /** Without the line: an edit above moves it. */
    private static String said(SiteProblem problem) {
        return problem.at().path() + " " + problem.code() + " " + problem.message();
    }

    @Override
    public Document read(String path, String text) {
        return document(path, text).read();
    }

    @Override
    public String amended(String path, String text, List<Amendment> amendments) {
        return document(path, text).amended(amendments);
    }

    private DocumentText document(String path, String text) {
        return DocumentText.of(path, text, live.current().settings().locales().stream().map(Locale::toLanguageTag).collect(Collectors.toSet()));
    }

    @Override
    public List<Revision> history(String path, int most) {
        var stores = stores(path);
        return stores.flatMap(store -> store.history(path, most).stream()).sorted(Comparator.comparing(Revision::at).reversed()).limit(most).toList();
    }

    @Override
    public Optional<ContentFile> at(String path, String revision) {
        return stores(path).flatMap(store -> store.readAt(path, revision).stream()).findFirst();
    }

    private Stream<ContentStore> stores(String path) {
        return new EditPath(live.current().name()).isFit(path) ? live.stores().stream() : Stream.of();
    }
}
