package torg.content.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;

/** The files below one folder, by their paths in the store. A folder that is not there has none. Thread-safe. */
final class Tree {
    static final int MAX_BYTES = 10_000_000;
    private static final int MAX_DEPTH = 40;
    private static final Logger LOG = LoggerFactory.getLogger(Tree.class);

    private final String prefix;
    private final Path root;
    private final Set<String> toldTooLarge = ConcurrentHashMap.newKeySet();

    /** @param prefix what stands before paths in the store, {@code content} */
    Tree(String prefix, Path root) {
        this.prefix = prefix + "/";
        this.root = root.toAbsolutePath().normalize();
    }

    /** All files with their stamps, by path. Each folder is handed over before its files are looked at. */
    Map<String, Stamp> scan(Consumer<Path> folder) {
        var found = new TreeMap<String, Stamp>();
        if (!Files.isDirectory(root)) return found;
        try {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, new Scan(root.toRealPath(), folder, found));
        } catch (IOException e) {
            throw unreadable(root, e);
        }
        return found;
    }

    /** The file of this path in the store; nothing when there is none, when it is ignored, or when it is too large. */
    Optional<ContentFile> read(String path) {
        if (!path.startsWith(prefix)) return Optional.empty();
        var file = root.resolve(path.substring(prefix.length())).normalize();
        try {
            if (!file.startsWith(root) || ignored(file) || !Files.isRegularFile(file) || !file.toRealPath().startsWith(root.toRealPath()))
                    return Optional.empty();
            return bytes(path, file).map(bytes -> new ContentFile(path, version(bytes), bytes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private Optional<byte[]> bytes(String path, Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            var bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length <= MAX_BYTES) {
                toldTooLarge.remove(path);
                return Optional.of(bytes);
            }
        }
        if (toldTooLarge.add(path)) LOG.warn("file={} event=left-out: it has more than {} bytes; make it smaller", path, MAX_BYTES);
        return Optional.empty();
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
    private static String version(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Leaving such a file out could leave out a rule, so the whole reading fails. */
    private static TorgException unreadable(Path file, IOException cause) {
        return TorgException.of(ProblemKind.CONFIG, "content-files.unreadable", "'" + file + "' cannot be read").help("check its permissions").causedBy(cause);
    }

    /** Collects stamps; goes nowhere outside the folder, whatever links say. */
    private final class Scan extends SimpleFileVisitor<Path> {
        private final Path realRoot;
        private final Consumer<Path> folder;
        private final Map<String, Stamp> found;

        Scan(Path realRoot, Consumer<Path> folder, Map<String, Stamp> found) {
            this.realRoot = realRoot;
            this.folder = folder;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (!directory.equals(root) && (FileNames.ignored(directory.getFileName().toString()) || outside(directory))) return FileVisitResult.SKIP_SUBTREE;
            folder.accept(directory);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && !FileNames.ignored(file.getFileName().toString()) && !outside(file)) found.put(path(file), Stamp.of(attributes));
            return FileVisitResult.CONTINUE;
        }

        /** Gone between listing and looking, a link to nothing, or a link in a circle: none of it is a file of the site. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (Files.isSymbolicLink(file) || Files.notExists(file)) return FileVisitResult.CONTINUE;
            throw failure;
        }

        private boolean outside(Path path) throws IOException {
            return Files.isSymbolicLink(path) && !path.toRealPath().startsWith(realRoot);
        }
    }
}
