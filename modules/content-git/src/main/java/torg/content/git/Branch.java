package torg.content.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.util.FS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A branch of a repository on this machine. Never looks at a work tree. Thread-safe. */
final class Branch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Branch.class);
    /** Git holds a branch for moments; whoever has held it for so long has been killed. */
    private static final Duration LONGEST_HELD = Duration.ofSeconds(3);
    private static final int MOST_LOOSE = 100;
    private static final int MILLIS_BETWEEN_TRIES = 20;

    private final Path folder;
    private final String name;
    private final FileRepository repository;

    private Branch(Path folder, String name, FileRepository repository) {
        this.folder = folder;
        this.name = name;
        this.repository = repository;
    }

    /**
     * Open the repository in a folder; where nothing is, a bare one is made.
     *
     * @throws torg.api.problem.TorgException when something else is there
     */
    static Branch open(Path folder, String name) {
        QuietGit.begin();
        try {
            var there = RepositoryCache.FileKey.resolve(folder.toFile(), FS.DETECTED);
            return new Branch(folder, name, there == null ? make(folder, name) : new FileRepository(there));
        } catch (IOException e) {
            throw Unreadable.broken(folder, e);
        }
    }

    private static FileRepository make(Path folder, String name) throws IOException {
        if (Files.exists(folder) && !isEmpty(folder)) throw Unreadable.noRepository(folder);
        Files.createDirectories(folder);
        var made = new FileRepository(folder.toFile());
        made.create(true);
        made.updateRef(Constants.HEAD).link(Constants.R_HEADS + name);
        return made;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Another branch of the same repository; closed with this one. */
    Branch sibling(String other) {
        return new Branch(folder, other, repository);
    }

    Path folder() {
        return folder;
    }

    String name() {
        return name;
    }

    Repository repository() {
        return repository;
    }

    /** For so many new objects: many are one file, and not one each. */
    ObjectInserter inserter(int objects) {
        outlastPowerCuts();
        return objects > MOST_LOOSE ? repository.getObjectDatabase().newPackInserter() : repository.newObjectInserter();
    }

    /** An edit that was answered is on the disk. Said in memory only: the program Git knows the setting by another name, and warns of this one. */
    private void outlastPowerCuts() {
        var config = repository.getConfig();
        if (config.getBoolean("core", "fsyncObjectFiles", false)) return;
        config.setBoolean("core", null, "fsyncObjectFiles", true);
        config.setBoolean("core", null, "fsyncRefFiles", true);
    }

    /** The newest commit, looked up on the disk; empty while there is none. */
    Optional<ObjectId> head() throws IOException {
        var found = repository.exactRef(ref());
        return found == null ? Optional.empty() : Optional.of(found.getObjectId());
    }

    private String ref() {
        return Constants.R_HEADS + name;
    }

    /** Where the file system tells that the branch has moved. */
    Path[] watched() {
        var git = repository.getDirectory().toPath();
        return new Path[] {git, git.resolve(ref()).getParent()};
    }

    /** Whether a work tree shows this branch. */
    boolean isCheckedOut() throws IOException {
        if (repository.isBare()) return false;
        var head = repository.exactRef(Constants.HEAD);
        return head != null && head.getTarget().getName().equals(ref());
    }

    /**
     * Move the branch, if it is where it was seen.
     *
     * @param from empty when there was no commit
     * @param why for the log of the branch, if one is kept
     * @return whether it was; when not, nothing has changed
     * @throws torg.api.problem.TorgException BUSY when somebody holds the branch for longer than one does
     */
    boolean advance(Optional<ObjectId> from, ObjectId to, String why) throws IOException {
        outlastPowerCuts();
        var patience = Instant.now().plus(LONGEST_HELD.plusSeconds(1));
        while (true) {
            var update = repository.updateRef(ref());
            update.setExpectedOldObjectId(from.orElse(ObjectId.zeroId()));
            update.setNewObjectId(to);
            update.setRefLogMessage(why, false);
            // What is expected has been compared already: the commit need not be a descendant for JGit's own reasons.
            var result = update.forceUpdate();
            switch (result) {
                case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> {
                    return true;
                }
                case LOCK_FAILURE, REJECTED -> {
                    if (!head().equals(from)) return false;
                    if (Instant.now().isAfter(patience)) throw Unwritable.busy(name);
                    waitForHolder();
                }
                default -> throw new IOException("the branch was not moved: " + result);
            }
        }
    }

    /**
     * Take the branch away, if it is where it was seen.
     *
     * @return whether it was
     */
    boolean remove(ObjectId from) throws IOException {
        var update = repository.updateRef(ref());
        update.setExpectedOldObjectId(from);
        update.setForceUpdate(true);
        return switch (update.delete()) {
            case FORCED, NEW, NO_CHANGE -> true;
            case LOCK_FAILURE, REJECTED -> {
                waitForHolder();
                yield false;
            }
            default -> throw new IOException("the branch was not taken away: " + update.getResult());
        };
    }

    private void waitForHolder() throws IOException {
        var lock = new File(repository.getDirectory(), ref() + ".lock").toPath();
        try {
            if (Files.getLastModifiedTime(lock).toInstant().isBefore(Instant.now().minus(LONGEST_HELD))) {
                Files.delete(lock);
                LOG.warn("file={} event=old-lock-removed: whoever was moving the branch has been killed", lock);
                return;
            }
            Thread.sleep(MILLIS_BETWEEN_TRIES);
        } catch (NoSuchFileException _) {
            // It has been let go of in this moment.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unwritable.busy(name);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
