package torg.content.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.site.Draft;
import torg.api.site.Edit;

/**
 * Drafts, each one file of a folder beside those that are served: five lines (path, key of the author, name, version of the file that was published or {@code -}, and since
 * when in ms with {@code gone} for a file that is to go), then the bytes. Thread-safe within one process.
 */
final class DraftFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DraftFolder.class);
    private static final String ENDING = ".draft";
    private static final String NOTHING = "-";
    private static final String GONE = " gone";
    private static final int LINES = 5;

    private final Path folder;
    private final long mostBytes;
    private final Clock clock;
    /** What was read, by file: as long as a file is the same it is not read again, since each look at a preview asks for all drafts; and all who ask share the bytes. */
    private final Map<Path, Known> known = new HashMap<>();

    /** @param mostBytes of all files together; those that are too much are left out */
    DraftFolder(Path folder, long mostBytes, Clock clock) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /** All of them, by path, then by the key of the author; one that cannot be read or is too much is left out, and the log names it. */
    synchronized List<Draft> all() {
        var all = new ArrayList<Draft>();
        try {
            var files = files();
            known.keySet().retainAll(files);
            var room = mostBytes;
            for (var file : files) {
                var one = known(file, room);
                if (one.isEmpty()) continue;
                all.add(one.get().draft);
                room -= one.get().stamp.size();
            }
        } catch (IOException e) {
            throw Unreadable.refused(folder, e);
        }
        all.sort(Comparator.comparing(Draft::path).thenComparing(draft -> draft.author().contact()));
        return all;
    }

    /** In the same order each time, so that the same are left out. */
    private TreeSet<Path> files() throws IOException {
        var files = new TreeSet<Path>();
        if (!Files.isDirectory(folder)) return files;
        try (var found = Files.newDirectoryStream(folder, "*" + ENDING)) {
            found.forEach(files::add);
        }
        return files;
    }

    private record Known(Stamp stamp, Draft draft) {}

    /**
     * A draft as it is now, read where it was not before.
     *
     * @param room bytes that it may take
     */
    private Optional<Known> known(Path file, long room) throws IOException {
        try {
            var stamp = Stamp.of(Files.readAttributes(file, BasicFileAttributes.class));
            var before = known.get(file);
            if (before != null && before.stamp.equals(stamp) && stamp.size() <= room) return Optional.of(before);
            known.remove(file);
            if (stamp.size() > room) {
                LOG.warn("file={} event=draft-left-out: drafts have more than {} bytes together", file, mostBytes);
                return Optional.empty();
            }
            var read = read(file).map(draft -> new Known(stamp, draft));
            read.ifPresent(one -> known.put(file, one));
            return read;
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Keep a draft, or let it go.
     *
     * @param published version of the file as it is now; empty when there is none
     */
    synchronized void put(Edit.Author author, String path, Optional<String> seen, Optional<Edit.Change> change, Optional<String> published) {
        var file = file(author, path);
        var before = read(file);
        var another = !before.map(Draft::version).equals(seen);
        if (another && (seen.isPresent() || differs(before.get(), published))) throw Unwritable.staleDraft(path);
        var known = change.stream().allMatch(wanted -> wanted.seen().equals(published) || before.filter(draft -> draft.change().seen().equals(wanted.seen())).isPresent());
        if (!known) throw Unwritable.stale(path);
        try {
            if (change.isEmpty()) Files.deleteIfExists(file);
            else write(file, bytes(author, path, change.get()));
        } catch (IOException e) {
            throw Unwritable.refused(e);
        }
    }

    /** Whether a draft says something else than what is published, of which the version is given. */
    static boolean differs(Draft draft, Optional<String> published) {
        return !draft.change().bytes().map(Tree::version).equals(published);
    }

    /** One for each author and file, whatever they are called. */
    private Path file(Edit.Author author, String path) {
        return folder.resolve(Tree.version((author.contact() + "\n" + path).getBytes(StandardCharsets.UTF_8)) + ENDING);
    }

    private byte[] bytes(Edit.Author author, String path, Edit.Change change) {
        var held = change.bytes().orElse(new byte[0]);
        if (held.length > Tree.MAX_BYTES) throw Unwritable.tooLarge(path, Tree.MAX_BYTES);
        var head = (String.join("\n", path, line(author.contact()), line(author.name()), change.seen().orElse(NOTHING), clock.millis() + (change.bytes().isEmpty() ? GONE : "")) + "\n").getBytes(StandardCharsets.UTF_8);
        var all = Arrays.copyOf(head, head.length + held.length);
        System.arraycopy(held, 0, all, head.length, held.length);
        return all;
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private Optional<Draft> read(Path file) {
        try {
            return Optional.of(draft(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.warn("file={} event=draft-unreadable", file, e);
            return Optional.empty();
        }
    }

    private static Draft draft(byte[] all) {
        var end = 0;
        for (var line = 0; line < LINES; end++) if (all[end] == '\n') line++;
        var head = new String(all, 0, end, StandardCharsets.UTF_8).split("\n", -1);
        var gone = head[4].endsWith(GONE);
        var at = Instant.ofEpochMilli(Long.parseLong(gone ? head[4].substring(0, head[4].length() - GONE.length()) : head[4]));
        var change = new Edit.Change(Optional.of(head[3]).filter(seen -> !seen.equals(NOTHING)), gone ? Optional.empty() : Optional.of(Arrays.copyOfRange(all, end, all.length)));
        return new Draft(new Edit.Author(head[1], head[2]), head[0], Tree.version(all), at, change);
    }

    /** Whole or not at all. */
    private void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) channel.write(left);
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
