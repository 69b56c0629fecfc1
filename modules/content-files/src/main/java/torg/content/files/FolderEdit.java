package torg.content.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Edit;

/**
 * An edit on its way into the folders, whole or not at all: what files will hold is written beside them, a note says that it is all there, and only then does
 * each take its place. Who ends the portal in between finds the edit finished at the next start when the note says so, and no trace of it otherwise. Whoever
 * calls keeps readers away.
 */
final class FolderEdit {
    private static final Logger LOG = LoggerFactory.getLogger(FolderEdit.class);

    private final List<Step> steps;
    private final EditNote note;
    private final List<ContentFile> before;
    private final List<Path> madeFolders = new ArrayList<>();

    /**
     * One file of the edit.
     *
     * @param bytes what it will hold; empty when it goes, and when that lies in {@code staged} since before the portal ended
     */
    record Step(Tree tree, String path, Path file, Optional<String> seen, Optional<byte[]> bytes, Path staged, Path kept) {
        static Step of(Tree tree, String path, Optional<String> seen, Optional<byte[]> bytes, String name) {
            var file = tree.place(path);
            return new Step(tree, path, file, seen, bytes, file.resolveSibling(name + ".new"), file.resolveSibling(name + ".old"));
        }

        boolean isAsSeen() {
            return isAsSeen(tree.read(path));
        }

        boolean isAsSeen(Optional<ContentFile> now) {
            return now.map(ContentFile::version).equals(seen);
        }
    }

    private FolderEdit(List<Step> steps, EditNote note, List<ContentFile> before) {
        this.steps = steps;
        this.note = note;
        this.before = before;
    }

    /**
     * What has to be done.
     *
     * @throws TorgException when a file cannot lie there, or is not what the author saw
     */
    static FolderEdit of(Edit edit, List<Tree> trees) {
        var id = UUID.randomUUID().toString();
        var steps = new ArrayList<Step>();
        var before = new ArrayList<ContentFile>();
        edit.changes().forEach((path, change) -> {
            var tree = trees.stream().filter(one -> one.has(path)).findFirst().orElseThrow(Unwritable::badPath);
            if (change.bytes().filter(bytes -> bytes.length > Tree.MAX_BYTES).isPresent()) throw Unwritable.tooLarge(path, Tree.MAX_BYTES);
            var step = Step.of(tree, path, change.seen(), change.bytes(), EditNote.name(id, steps.size()));
            var now = tree.read(path);
            if (!step.isAsSeen(now)) throw Unwritable.stale(path);
            now.ifPresent(before::add);
            steps.add(step);
        });
        return new FolderEdit(steps, new EditNote(steps.getFirst().tree().root(), id), List.copyOf(before));
    }

    List<Step> steps() {
        return steps;
    }

    /** The files as they are until it is made; those that it makes anew are not among them. */
    List<ContentFile> before() {
        return before;
    }

    /** All of it, or an exception and nothing of it. */
    void make() throws IOException {
        try {
            stage();
        } catch (IOException | RuntimeException e) {
            discard();
            throw e;
        }
        var done = new ArrayList<Step>();
        try {
            for (var step : steps) {
                done.add(step);
                place(step);
            }
        } catch (IOException | RuntimeException e) {
            for (var step : done.reversed()) putBack(step);
            discard();
            throw e;
        }
        tidy();
    }

    /** Everything lies beside its place, and the note says so. */
    void stage() throws IOException {
        makeFolder(note.folder());
        note.begin(steps);
        var folders = new HashSet<Path>();
        for (var step : steps) {
            if (step.bytes().isEmpty()) continue;
            makeFolder(step.file().getParent());
            try (var channel = FileChannel.open(step.staged(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(step.bytes().get());
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
            keepPermissions(step);
            folders.add(step.file().getParent());
        }
        for (var folder : folders) force(folder);
        note.decide();
    }

    /** Who may read the file and change it may do so afterwards: the portal is stricter about what it makes anew. */
    private static void keepPermissions(Step step) throws IOException {
        if (step.seen().isEmpty() || Files.getFileAttributeView(step.file(), PosixFileAttributeView.class) == null) return;
        Files.setPosixFilePermissions(step.staged(), Files.getPosixFilePermissions(step.file()));
    }

    private void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) return;
        makeFolder(folder.getParent());
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) throw e;
        }
        madeFolders.add(folder);
    }

    private void place(Step step) throws IOException {
        keep(step);
        if (step.bytes().isPresent()) Files.move(step.staged(), step.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        else Files.deleteIfExists(step.file());
    }

    /** The old state, in case a later file of the edit cannot be placed. */
    private static void keep(Step step) throws IOException {
        if (step.seen().isEmpty()) return;
        try {
            Files.createLink(step.kept(), step.file());
        } catch (IOException | UnsupportedOperationException _) {
            // A file system without links, or a file with too many.
            Files.copy(step.file(), step.kept(), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void putBack(Step step) throws IOException {
        if (step.seen().isEmpty() && Files.isRegularFile(step.file(), LinkOption.NOFOLLOW_LINKS)) Files.delete(step.file());
        else if (Files.exists(step.kept())) Files.move(step.kept(), step.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** As if nobody had begun. */
    private void discard() throws IOException {
        for (var step : steps) {
            Files.deleteIfExists(step.staged());
            Files.deleteIfExists(step.kept());
        }
        note.end();
        for (var folder : madeFolders.reversed()) deleteIfEmpty(folder);
    }

    /** The edit is made; what cannot be cleared away is in nobody's way. */
    private void tidy() {
        try {
            var folders = new HashSet<Path>();
            for (var step : steps) {
                Files.deleteIfExists(step.kept());
                folders.add(step.file().getParent());
            }
            for (var folder : folders) force(folder);
            for (var step : steps) {
                for (var folder = step.file().getParent(); !folder.equals(step.tree().root()); folder = folder.getParent()) if (!deleteIfEmpty(folder)) break;
            }
            note.end();
        } catch (IOException e) {
            LOG.warn("event=edit-not-tidied", e);
        }
    }

    private static boolean deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (DirectoryNotEmptyException | AccessDeniedException e) {
            return false;
        }
    }

    /** Renames outlast a power cut from here on. */
    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder)) {
            channel.force(true);
        } catch (AccessDeniedException | NoSuchFileException e) {
            // Windows opens no folders; a folder that is gone needs nothing.
        }
    }

    /** Finish or forget the edit that was on its way when the portal ended. A file that somebody has changed since stays as it is. */
    static void recover(Tree tree, List<Tree> trees) {
        try {
            finish(tree, trees);
        } catch (IOException | TorgException e) {
            LOG.warn("folder={} event=edit-not-finished: some of its files may be as they were before the portal ended", tree.root(), e);
        }
    }

    private static void finish(Tree tree, List<Tree> trees) throws IOException {
        var note = EditNote.left(tree.root());
        if (note.isEmpty()) return;
        var edit = new FolderEdit(note.get().steps(trees), note.get(), List.of());
        if (note.get().isDecided()) {
            var gone = note.get().gone();
            for (var step : edit.steps) {
                if (Files.exists(step.staged()) && step.isAsSeen()) Files.move(step.staged(), step.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                else if (gone.contains(step.path()) && step.isAsSeen()) Files.deleteIfExists(step.file());
                Files.deleteIfExists(step.staged());
            }
            edit.tidy();
        } else {
            edit.discard();
        }
    }
}
