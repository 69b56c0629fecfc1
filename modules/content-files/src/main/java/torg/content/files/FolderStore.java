package torg.content.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import torg.api.health.Status;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.api.site.Revision;
import torg.spi.health.HealthCheck;
import torg.spi.site.ContentStore;

/** A content store in two folders, which any editor can write to. */
@Component(configurationPid = "torg.content.files", configurationPolicy = ConfigurationPolicy.REQUIRE, property = "torg.idle:Boolean=true", service = {ContentStore.class, HealthCheck.class})
@Designate(ocd = FolderStore.Settings.class)
public final class FolderStore implements ContentStore, HealthCheck {
    /** Where the folders are. */
    @ObjectClassDefinition(name = "Torg content files")
    public @interface Settings {
        /** A folder with one folder for each site. */
        @AttributeDefinition(description = "Folder that holds one folder for each site")
        String content();

        /** A folder with one folder for each theme. */
        @AttributeDefinition(description = "Folder that holds one folder for each theme")
        String themes();

        /** What files were, so that whoever edits can go back. */
        @AttributeDefinition(description = "Folder in which is remembered what files were; without it nothing is")
        String history() default "";

        /** What people wrote and have not published. */
        @AttributeDefinition(description = "Folder in which drafts are kept; without it there are none")
        String drafts() default "";

        /** What ships for {@link #content}. */
        @AttributeDefinition(description = "Folder of the sites that ship, which those of the same name are brought up to date with")
        String shipped$_$content() default "";

        /** What ships for {@link #themes}. */
        @AttributeDefinition(description = "Folder of the themes that ship, which those of the same name are brought up to date with")
        String shipped$_$themes() default "";

        /** What shipped before, which an upgrade is compared with. */
        @AttributeDefinition(description = "Folder in which is remembered what shipped before; without one of the three nothing is brought up to date")
        String shipped() default "";
    }

    private static final long MOST_REMEMBERED = 1_000_000_000;

    private final List<Tree> trees;
    private final Forest forest;
    private final Optional<History> history;
    private final Optional<DraftFolder> drafts;
    private final Optional<Upgrade> upgrade;
    /** Brings what ships now, once somebody has read the site; not begun before. */
    private final Thread upgrading;
    private final AtomicBoolean upgraded = new AtomicBoolean();
    /** Whoever reads or looks shares it, an edit has it for itself. */
    private final ReadWriteLock still = new ReentrantReadWriteLock();
    private final List<Consumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();

    /** @param settings where the folders are */
    @Activate
    public FolderStore(Settings settings) throws IOException {
        this(Path.of(settings.content()), Path.of(settings.themes()), Pace.USUAL,
                folder(settings.history()).map(folder -> new History(folder, Clock.systemUTC(), MOST_REMEMBERED)),
                folder(settings.drafts()).map(folder -> new DraftFolder(folder, Drafts.mostBytes(), Clock.systemUTC())),
                ships(settings));
    }

    /** All three or none: a folder that nobody named would be the one in which the portal was started. */
    private static Optional<Upgrade.Folders> ships(Settings settings) {
        return folder(settings.shipped$_$content()).flatMap(content -> folder(settings.shipped$_$themes())
                .flatMap(themes -> folder(settings.shipped()).map(memory -> new Upgrade.Folders(content, themes, memory))));
    }

    private static Optional<Path> folder(String setting) {
        return Optional.of(setting).filter(folder -> !folder.isBlank()).map(Path::of);
    }

    FolderStore(Path content, Path themes, Pace pace, Optional<History> history, Optional<DraftFolder> drafts) throws IOException {
        this(content, themes, pace, history, drafts, Optional.empty());
    }

    FolderStore(Path content, Path themes, Pace pace, Optional<History> history, Optional<DraftFolder> drafts, Optional<Upgrade.Folders> ships) throws IOException {
        this.trees = List.of(new Tree("content", content), new Tree("themes", themes));
        this.history = history;
        this.drafts = drafts;
        for (var tree : trees) FolderEdit.recover(tree, trees);
        this.upgrade = ships.map(folders -> new Upgrade(trees, folders));
        this.upgrading = Thread.ofVirtual().name("content-files-upgrade").unstarted(() -> upgrade.ifPresent(this::bring));
        this.forest = new Forest(trees, pace, still.readLock(), changed -> {
            listeners.forEach(listener -> listener.accept(changed));
            upgrade.filter(one -> one.concerns(changed)).ifPresent(this::bring);
        });
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public Status check() {
        if (!forest.isAlive()) return Status.warn("edits in the content and theme folders are no longer noticed", "restart the portal; the log says what ended it");
        return history.flatMap(History::failure)
                .map(failure -> Status.warn("what files were is not remembered in " + failure, "check permissions and free space of that folder, and that no other portal writes there"))
                .or(() -> upgrade.flatMap(Upgrade::problem))
                .orElseGet(() -> Status.ok("edits in the content and theme folders are noticed"));
    }

    @Override
    public List<ContentFile> read(Set<String> onlyThese) {
        return still(() -> {
            var paths = new TreeSet<>(onlyThese);
            var found = paths.stream().flatMap(path -> trees.stream().map(tree -> tree.read(path)).flatMap(Optional::stream)).toList();
            found.forEach(file -> paths.remove(file.path()));
            history.ifPresent(one -> {
                one.saw(found);
                one.sawGone(List.copyOf(paths));
            });
            return found;
        });
    }

    @Override
    public List<ContentFile> readAll() {
        var all = still(() -> {
            var found = trees.stream().flatMap(tree -> tree.scan(_ -> {}).keySet().stream().map(tree::read).flatMap(Optional::stream)).toList();
            history.ifPresent(one -> one.sawAll(found));
            return found;
        });
        if (!upgraded.getAndSet(true)) upgrading.start();
        return all;
    }

    /** Returns when what ships was looked at. */
    void awaitUpgrade() throws InterruptedException {
        upgrading.join();
    }

    /** What ships now comes like an edit, after the site that was there: it serves on when the two do not go together. */
    private void bring(Upgrade ships) {
        still.writeLock().lock();
        try {
            var edit = ships.edit();
            if (edit.isEmpty()) return;
            make(edit.get());
            ships.done();
        } catch (IOException | RuntimeException e) {
            ships.failed(e);
        } finally {
            still.writeLock().unlock();
        }
    }

    @Override
    public List<Conflict> conflicts() {
        return upgrade.map(one -> still(() -> {
            try {
                return one.conflicts();
            } catch (IOException | RuntimeException e) {
                one.failed(e);
                return List.<Conflict>of();
            }
        })).orElse(List.of());
    }

    /** While no edit is half made. */
    private <T> T still(Supplier<T> look) {
        still.readLock().lock();
        try {
            return look.get();
        } finally {
            still.readLock().unlock();
        }
    }

    @Override
    public Optional<Edits> edits() {
        return Optional.of(new Edits() {
            @Override
            public void write(Edit edit) {
                FolderStore.this.write(edit);
            }

            @Override
            public Map<String, Optional<byte[]>> brings(Edit edit) {
                return still(() -> {
                    try {
                        var brought = new HashMap<String, Optional<byte[]>>();
                        with(edit).changes().forEach((path, change) -> {
                            if (!edit.changes().containsKey(path)) brought.put(path, change.bytes());
                        });
                        return brought;
                    } catch (IOException e) {
                        throw Unwritable.refused(e);
                    }
                });
            }
        });
    }

    private Edit with(Edit edit) throws IOException {
        return upgrade.isPresent() ? upgrade.get().with(edit) : edit;
    }

    /** @see Edits#write */
    void write(Edit edit) {
        still.writeLock().lock();
        try {
            make(with(edit));
            upgrade.ifPresent(one -> note(one, edit));
        } catch (IOException e) {
            throw Unwritable.refused(e);
        } finally {
            still.writeLock().unlock();
        }
    }

    /** The edit is made, and nobody is told that it was not: at worst what it settles is asked again. */
    private static void note(Upgrade ships, Edit edit) {
        try {
            ships.made(edit);
        } catch (IOException e) {
            ships.failed(e);
        }
    }

    private void make(Edit edit) throws IOException {
        var folderEdit = FolderEdit.of(edit, trees);
        history.ifPresent(one -> one.saw(folderEdit.before()));
        folderEdit.make();
        history.ifPresent(one -> one.made(edit));
        var made = new HashMap<String, Optional<Stamp>>();
        for (var step : folderEdit.steps()) made.put(step.path(), step.tree().stamp(step.path()));
        forest.made(made);
    }

    @Override
    public Optional<Drafts> drafts() {
        return drafts.map(folder -> new Drafts() {
            @Override
            public List<Draft> all() {
                return still(() -> folder.all().stream().filter(draft -> DraftFolder.differs(draft, published(draft.path()))).toList());
            }

            @Override
            public void keep(Edit.Author author, String path, Optional<String> seen, Optional<Edit.Change> change) {
                var tree = trees.stream().filter(one -> one.has(path)).findFirst().orElseThrow(Unwritable::badPath);
                tree.place(path);
                still(() -> {
                    folder.put(author, path, seen, change, published(path));
                    return null;
                });
            }
        });
    }

    private Optional<String> published(String path) {
        return trees.stream().flatMap(tree -> tree.read(path).stream()).map(ContentFile::version).findFirst();
    }

    @Override
    public List<Revision> history(String path, int most) {
        return history.map(one -> one.of(path, most)).orElse(List.of());
    }

    @Override
    public Optional<ContentFile> readAt(String path, String revision) {
        return history.flatMap(one -> one.at(path, revision));
    }

    @Override
    public Watch watch(Consumer<Set<String>> changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }

    /** Nobody is told of changes after this. */
    @Deactivate
    void stop() {
        upgraded.set(true);
        try {
            awaitUpgrade();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forest.close();
        history.ifPresent(History::close);
    }
}
