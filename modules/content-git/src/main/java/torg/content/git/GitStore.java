package torg.content.git;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.problem.TorgException;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Revision;
import torg.spi.health.HealthCheck;
import torg.spi.site.ContentStore;

/**
 * A content store on a branch of a Git repository. It reads commits, never a work tree, so nobody sees half of what belongs together; an edit is a commit with
 * its author.
 */
@Component(configurationPid = "torg.content.git", configurationPolicy = ConfigurationPolicy.REQUIRE, property = "torg.idle:Boolean=true", service = {GitStore.class, ContentStore.class, HealthCheck.class})
@Designate(ocd = GitSettings.class)
public final class GitStore implements ContentStore, HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(GitStore.class);
    private static final int MOST_TRIES = 100;
    /** As of every store: a site has tens of thousands of files, not millions. */
    static final FolderReading.Bounds BOUNDS = new FolderReading.Bounds(10_000_000, Runtime.getRuntime().maxMemory() / 2, 200_000);

    private final Path folder;
    private final String branchName;
    private final Beside beside;
    private final FolderReading.Bounds bounds;
    private final Clock clock;
    private final List<Consumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();
    private final DraftBranches drafts;
    private final GitEdits edits;
    private final BranchWatch watch;
    private Branch branch;
    private Optional<Exchange> exchange = Optional.empty();
    private Optional<Upgrade> upgrade = Optional.empty();
    private Optional<Status> misset = Optional.empty();
    private State state = new State(Optional.empty(), Folder.EMPTY);
    private Optional<Refused> refused = Optional.empty();
    private Contested contested;
    private boolean moved;
    private String failure = "";

    /** What was read last. */
    record State(Optional<ObjectId> head, Folder root) {}

    /** The commit that could not be taken last. It never changes, and reading it may take long. */
    private record Refused(ObjectId commit, TorgException why) {}

    /** @param settings where the repository is */
    @Activate
    public GitStore(GitSettings settings) throws IOException {
        this(folder(settings), settings.branch(), Beside.of(settings), BOUNDS, Clock.systemUTC());
    }

    /** A settings file may lie there from an earlier start, with a password or a branch only. Why the module rests is told by the health check of modules. */
    private static Path folder(GitSettings settings) {
        if (settings.repository() == null || settings.repository().isBlank()) throw Unreadable.unset();
        return Path.of(settings.repository());
    }

    GitStore(Path folder, String branch, Beside beside, FolderReading.Bounds bounds, Clock clock) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        this.branchName = branch;
        this.beside = beside;
        this.bounds = bounds;
        this.clock = clock;
        this.drafts = new DraftBranches(this::repository, () -> look().head(), bounds.bytesOfAFile(), Drafts.mostBytes(), clock, this::shareDrafts);
        this.edits = new GitEdits(this, bounds, clock);
        this.watch = new BranchWatch(this::lookForWatch);
    }

    @Override
    public String name() {
        return "git";
    }

    @Override
    public Status check() {
        if (!watch.isAlive()) return Status.warn("commits are no longer noticed", "restart the portal; the log says what ended it");
        try {
            var checkedOut = repository().isCheckedOut();
            var problem = Stream.of(misset, exchange.flatMap(Exchange::problem), upgrade.flatMap(Upgrade::problem)).flatMap(Optional::stream).findFirst();
            if (problem.isPresent()) return problem.get();
            var now = look();
            if (checkedOut) return Status.warn("the branch '" + branchName + "' of '" + folder + "' is on the site, and takes no edits from here while it is checked out there", Unwritable.checkedOut(branchName).help());
            return Status.ok("the branch '" + branchName + "' of '" + folder + "' is on the site" + now.head().map(head -> " at " + head.abbreviate(10).name()).orElse(", with no commit yet"));
        } catch (TorgException e) {
            return Status.warn(e.getMessage(), e.help());
        } catch (IOException e) {
            return Status.warn(Unreadable.broken(folder, e).getMessage(), Unreadable.broken(folder, e).help());
        }
    }

    private synchronized void shareDrafts() {
        if (beside.sharesDrafts()) exchange.ifPresent(Exchange::wake);
    }

    synchronized Branch repository() {
        if (branch != null) return branch;
        branch = Branch.open(folder, branchName);
        try {
            begin();
            return branch;
        } catch (RuntimeException e) {
            branch.close();
            branch = null;
            throw e;
        }
    }

    /** Where nothing is yet, what others have comes first, then what ships. */
    private void begin() {
        Optional<Remote> remote = Optional.empty();
        try {
            if (!beside.remote().isBlank()) remote = Optional.of(new Remote(branch, beside.remote(), beside.user(), beside.password()));
            exchange = remote.map(there -> new Exchange(there, new Here(), beside.interval(), beside.sharesDrafts() ? Optional.of(new SharedDrafts(there, branch)) : Optional.empty()));
            if (exchange.isPresent() && branch.head().isEmpty()) exchange.get().once();
        } catch (TorgException e) {
            misset = Optional.of(Status.warn(e.getMessage(), e.help()));
        } catch (IOException e) {
            throw Unreadable.broken(folder, e);
        }
        var there = remote;
        upgrade = beside.shipped().map(from -> new Upgrade(new Shipped(from.content(), from.themes(), branch), there, new Here()));
        upgrade();
        exchange.ifPresent(Exchange::start);
    }

    private void upgrade() {
        if (!waits()) upgrade.ifPresent(Upgrade::once);
    }

    /** What the remote repository holds is not known yet, and it decides with what a branch begins that has nothing. */
    private boolean waits() {
        try {
            return !beside.remote().isBlank() && exchange.filter(Exchange::answered).isEmpty() && repository().head().isEmpty();
        } catch (IOException e) {
            throw Unreadable.broken(folder, e);
        }
    }

    private Path[] lookForWatch() {
        var watched = repository().watched();
        try {
            synchronized (this) {
                look();
                if (moved) {
                    upgrade();
                    exchange.ifPresent(Exchange::wake);
                }
                moved = false;
            }
            failure = "";
        } catch (TorgException e) {
            // Whoever reads the store is told the same, once.
            if (!e.getMessage().equals(failure)) tell(Set.of());
            failure = e.getMessage();
        }
        return watched;
    }

    /** The branch, for those who bring commits into it. */
    private final class Here implements Exchange.Side {
        @Override
        public Branch branch() {
            return repository();
        }

        @Override
        public Optional<ObjectId> head() throws IOException {
            return repository().head();
        }

        @Override
        public Merge join(ObjectId theirs) throws IOException {
            synchronized (GitStore.this) {
                for (var tries = 0; tries < MOST_TRIES; tries++) {
                    var mine = head();
                    var merge = mine.isEmpty() ? new Merge(Optional.of(theirs), List.of()) : Merge.of(repository().repository(), mine.get(), theirs, clock.instant());
                    if (merge.commit().isEmpty() || merge.commit().equals(mine) || move(mine, merge.commit().get())) return merge;
                }
                throw Unwritable.busy(branchName);
            }
        }

        /** What cannot be read does not come into the branch. */
        @Override
        public boolean move(Optional<ObjectId> from, ObjectId to) throws IOException {
            synchronized (GitStore.this) {
                if (repository().isCheckedOut()) throw Unwritable.checkedOut(branchName);
                GitStore.this.read(to);
                var moved = repository().advance(from, to, "torg: merge");
                look();
                return moved;
            }
        }

        @Override
        public void exchanged() {
            synchronized (GitStore.this) {
                upgrade();
            }
        }
    }

    /**
     * The newest commit, read. Whoever watches has been told of all that differs from the last one before anybody can read it: so whoever reads some files
     * after others knows when they are not of one commit.
     */
    synchronized State look() {
        try {
            var head = repository().head();
            if (head.isEmpty() && waits()) throw Unreadable.waits(branchName);
            if (head.equals(state.head())) return state;
            var next = new State(head, head.isEmpty() ? Folder.EMPTY : read(head.get()));
            var differences = state.root().differences(next.root());
            state = next;
            moved = true;
            if (!differences.isEmpty()) tell(differences);
            return state;
        } catch (IOException e) {
            throw Unreadable.broken(folder, e);
        }
    }

    synchronized Folder read(ObjectId commit) throws IOException {
        if (refused.filter(last -> last.commit().equals(commit)).isPresent()) throw refused.get().why();
        try (var reader = repository().repository().newObjectReader()) {
            return new FolderReading(reader, state.root(), bounds).root(new Commits(repository().repository()).tree(commit));
        } catch (TorgException e) {
            refused = Optional.of(new Refused(commit, e));
            throw e;
        }
    }

    private synchronized void tell(Set<String> paths) {
        listeners.forEach(listener -> listener.accept(paths));
    }

    @Override
    public synchronized List<ContentFile> read(Set<String> onlyThese) {
        var root = look().root();
        var wanted = new HashMap<String, Entry.File>();
        onlyThese.forEach(path -> root.file(path).ifPresent(file -> wanted.put(path, file)));
        return contents().of(wanted);
    }

    @Override
    public synchronized List<ContentFile> readAll() {
        return contents().of(look().root().all());
    }

    Contents contents() {
        return new Contents(repository().repository(), folder);
    }

    @Override
    public Optional<Edits> edits() {
        return Optional.of(edits);
    }

    /** @see Edits#write */
    void write(Edit edit) {
        edits.write(edit);
    }

    /** An edit was tried: the shared repository has it soon when it was made. */
    synchronized void edited(boolean made) {
        if (made) exchange.ifPresent(Exchange::wake);
        tellAtOnce();
    }

    /** Who watches hears of an edit before its author does. What cannot be read is told to whoever reads next: what came of the edit is another matter. */
    private void tellAtOnce() {
        try {
            look();
        } catch (TorgException e) {
            LOG.debug("event=look-failed", e);
        }
    }

    @Override
    public synchronized List<Conflict> conflicts() {
        try {
            var head = look().head();
            var waiting = waiting();
            if (waiting.isEmpty()) contested = null; // it holds texts
            return head.isEmpty() || waiting.isEmpty() ? List.of() : contested().of(head.get(), waiting);
        } catch (TorgException e) {
            LOG.debug("event=no-conflicts-told: the check says why", e);
            return List.of();
        } catch (IOException e) {
            throw Unreadable.broken(folder, e);
        }
    }

    /** Commits that could not be brought into the branch when that was tried last. */
    synchronized SortedMap<Conflict.Side, ObjectId> waiting() {
        var waiting = new TreeMap<Conflict.Side, ObjectId>();
        upgrade.flatMap(Upgrade::waiting).ifPresent(commit -> waiting.put(Conflict.Side.SHIPPED, commit));
        exchange.flatMap(Exchange::waiting).ifPresent(commit -> waiting.put(Conflict.Side.SHARED, commit));
        return waiting;
    }

    private Contested contested() {
        if (contested == null) contested = new Contested(repository().repository(), folder);
        return contested;
    }

    @Override
    public Optional<Drafts> drafts() {
        return Optional.of(drafts);
    }

    @Override
    public List<Revision> history(String path, int most) {
        try {
            var head = look().head();
            return head.isEmpty() || !Names.fit(path) ? List.of() : new Commits(repository().repository()).of(path, most, head.get());
        } catch (IOException e) {
            throw Unreadable.broken(folder, e);
        }
    }

    @Override
    public Optional<Past> past() {
        return Optional.of(new PastCommits(() -> repository().repository(), folder, bounds));
    }

    @Override
    public Optional<ContentFile> readAt(String path, String revision) {
        try (var reader = repository().repository().newObjectReader()) {
            var head = look().head();
            if (head.isEmpty() || !Names.fit(path)) return Optional.empty();
            var blob = new Commits(repository().repository()).at(path, revision, head.get());
            if (blob.isEmpty() || reader.getObjectSize(blob.get(), Constants.OBJ_BLOB) > bounds.bytesOfAFile()) return Optional.empty();
            return blob.map(id -> contents().one(path, id, reader));
        } catch (IOException e) {
            throw Unreadable.broken(folder, e);
        }
    }

    /** Look at the shared repository soon; anybody may ask for it, so a second call within seconds does nothing. */
    void pull() {
        repository();
        exchange.ifPresent(Exchange::pull);
    }

    @Override
    public Watch watch(Consumer<Set<String>> changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }

    private synchronized Optional<Exchange> exchangeToClose() {
        return exchange;
    }

    /** Nobody is told of commits after this. */
    @Deactivate
    void stop() {
        watch.close();
        // It may be at a merge, for which it needs this very store.
        exchangeToClose().ifPresent(Exchange::close);
        synchronized (this) {
            if (branch != null) branch.close();
        }
    }
}
