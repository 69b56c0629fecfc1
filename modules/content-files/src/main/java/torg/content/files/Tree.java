package torg.content.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.text.Sha256;

/** The files below one folder, by their paths in the store. A folder that is not there has none. Thread-safe. */
final class Tree {
    static final int MAX_BYTES = 10_000_000;
    private static final int MAX_DEPTH = 40;

    private final String prefix;
    private final Path root;
    /** Whether the last scan met links: what is behind one changes without a word from the folder that holds it. */
    private volatile boolean linked;

    /** @param prefix what stands before paths in the store, {@code content} */
    Tree(String prefix, Path root) {
        this.prefix = prefix + "/";
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    /** What stands before the paths in the store, with its slash. */
    String prefix() {
        return prefix;
    }

    /** Whether this path of the store is one of this folder's. */
    boolean has(String path) {
        return path.startsWith(prefix);
    }

    /**
     * Where a file of this path is written.
     *
     * @throws TorgException when it is no path of a file in this folder, or leads through a link
     */
    Path place(String path) {
        var names = path.substring(prefix.length()).split("/", -1);
        if (names.length > MAX_DEPTH || !List.of(names).stream().allMatch(FileNames::fit)) throw Unwritable.badPath();
        var place = root;
        for (var name : names) {
            place = place.resolve(name);
            if (Files.isSymbolicLink(place)) throw Unwritable.link(path);
        }
        return place;
    }

    /** What tells whether the file of this path has changed; nothing when there is none. */
    Optional<Stamp> stamp(String path) {
        try {
            return Optional.of(Stamp.of(Files.readAttributes(place(path), BasicFileAttributes.class)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * All files with their stamps, by path. Each folder is handed over before its files are looked at.
     *
     * @throws TorgException when something cannot be taken; see {@link Unreadable}
     */
    Map<String, Stamp> scan(Consumer<Path> folder) {
        var found = new TreeMap<String, Stamp>();
        if (!Files.isDirectory(root)) return found;
        try {
            var scan = new Scan(root.toRealPath(), folder, found);
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, scan);
            linked = scan.linked;
        } catch (IOException e) {
            throw Unreadable.refused(root, e);
        }
        return found;
    }

    /**
     * Places that were named, as a scan would find them: by path, the stamp or nothing where there is no file. Empty when only a scan can tell, because
     * there are links, or something that is no file.
     *
     * @throws TorgException when something cannot be taken; see {@link Unreadable}
     */
    Optional<Map<String, Optional<Stamp>>> look(Set<Path> places) {
        var found = new TreeMap<String, Optional<Stamp>>();
        for (var file : places) {
            if (!file.startsWith(root)) continue;
            if (linked || file.equals(root)) return Optional.empty();
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (!attributes.isRegularFile()) return Optional.empty();
                found.put(path(file), isFile(file, attributes) ? Optional.of(Stamp.of(attributes)) : Optional.empty());
            } catch (NoSuchFileException e) {
                // A folder that was moved is heard under the name it had.
                if (Files.notExists(file.getParent())) return Optional.empty();
                found.put(path(file), Optional.empty());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /** The file of this path in the store; nothing when there is none, or when it is ignored. */
    Optional<ContentFile> read(String path) {
        if (!path.startsWith(prefix)) return Optional.empty();
        var file = root.resolve(path.substring(prefix.length())).normalize();
        if (!file.startsWith(root) || file.equals(root) || ignored(file) || isGone(file)) return Optional.empty();
        try {
            var attributes = inside(file, root.toRealPath());
            if (!isFile(file, attributes)) return Optional.empty();
            var bytes = bytes(path, file);
            return Optional.of(new ContentFile(path, version(bytes), bytes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Unreadable.refused(file, e);
        }
    }

    /** It is known that nothing is there, which is more than not to know what is there. */
    private boolean isGone(Path file) {
        for (var above = file.getParent(); !above.equals(root); above = above.getParent()) if (Files.isRegularFile(above)) return true;
        return Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static byte[] bytes(String path, Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            var bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) throw Unreadable.tooLarge(path, MAX_BYTES);
            return bytes;
        }
    }

    /** What is really there, which has to be inside the folder, whatever links say. */
    private BasicFileAttributes inside(Path file, Path realRoot) throws IOException {
        try {
            if (!file.toRealPath().startsWith(realRoot)) throw Unreadable.leadsOut(path(file));
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(file)) throw Unreadable.leadsOut(path(file));
            throw e;
        }
    }

    /** Whether it is a file that can be taken; a folder is none. */
    private boolean isFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isDirectory()) {
            if (FileNames.document(file.getFileName().toString())) throw Unreadable.folder(path(file));
            return false;
        }
        if (!attributes.isRegularFile()) throw Unreadable.neither(path(file));
        if (attributes.size() > MAX_BYTES) throw Unreadable.tooLarge(path(file), MAX_BYTES);
        return true;
    }

    private boolean ignored(Path file) {
        for (var part : root.relativize(file)) {
            if (FileNames.ignored(part.toString())) return true;
        }
        return false;
    }

    private String path(Path file) {
        return prefix + root.relativize(file).toString().replace(File.separatorChar, '/');
    }

    /** The same bytes have the same version, whoever saved them and when. */
    static String version(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes), 0, 16);
    }

    /** Collects stamps; goes nowhere outside the folder. */
    private final class Scan extends SimpleFileVisitor<Path> {
        private final Path realRoot;
        private final Consumer<Path> folder;
        private final Map<String, Stamp> found;
        private boolean linked;

        Scan(Path realRoot, Consumer<Path> folder, Map<String, Stamp> found) {
            this.realRoot = realRoot;
            this.folder = folder;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (!directory.equals(root)) {
                if (FileNames.ignored(directory.getFileName().toString())) return FileVisitResult.SKIP_SUBTREE;
                if (FileNames.document(directory.getFileName().toString())) throw Unreadable.folder(path(directory));
                if (isLink(directory)) inside(directory, realRoot);
            }
            folder.accept(directory);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (FileNames.ignored(file.getFileName().toString())) return FileVisitResult.CONTINUE;
            var real = isLink(file) ? inside(file, realRoot) : attributes;
            if (real.isDirectory()) throw Unreadable.tooDeep(path(file), MAX_DEPTH);
            if (isFile(file, real)) found.put(path(file), Stamp.of(real));
            return FileVisitResult.CONTINUE;
        }

        private boolean isLink(Path file) {
            var link = Files.isSymbolicLink(file);
            linked |= link;
            return link;
        }

        /** Gone between listing and looking, or a link to a folder above, whose files are found there: neither lacks a file. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (FileNames.ignored(file.getFileName().toString())) return FileVisitResult.CONTINUE;
            linked |= failure instanceof FileSystemLoopException;
            if (failure instanceof FileSystemLoopException && FileNames.document(file.getFileName().toString())) throw Unreadable.folder(path(file));
            if (failure instanceof FileSystemLoopException || Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) return FileVisitResult.CONTINUE;
            throw failure;
        }
    }
}
