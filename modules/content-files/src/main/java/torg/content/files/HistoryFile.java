package torg.content.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One file to which each state of a file is appended: a line (number, time in ms, version or {@code -}, number of bytes, path, author, message; tabs between),
 * the bytes, an end of line. Bytes that are there already have no number but {@code =}. What a sudden end left incomplete at its end is cut off when it is
 * opened. For one thread at a time, of one process.
 */
final class HistoryFile implements AutoCloseable {
    private static final String NAME = "history";
    private static final String GONE = "-";
    private static final String KNOWN = "=";
    private static final int LONGEST_LINE = 20_000;

    private final Path file;
    private final Map<String, Place> places = new HashMap<>();
    private final FileChannel guard;
    private FileChannel channel;
    private long end;

    /** Where bytes lie. */
    private record Place(long start, int length) {}

    private HistoryFile(Path folder) throws IOException {
        Files.createDirectories(folder);
        this.file = folder.resolve(NAME);
        this.guard = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /**
     * @param each is handed what was there, oldest first
     * @throws IOException also when another process has it
     */
    static HistoryFile open(Path folder, Consumer<History.Line> each) throws IOException {
        var history = new HistoryFile(folder);
        try {
            if (history.guard.tryLock() == null) throw new IOException("another process writes there");
            history.read(each);
            history.channel = history.openChannel();
            history.channel.truncate(history.end);
            return history;
        } catch (IOException e) {
            history.guard.close();
            throw e;
        } catch (OverlappingFileLockException e) {
            history.guard.close();
            throw new IOException("another store writes there", e);
        }
    }

    private FileChannel openChannel() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void read(Consumer<History.Line> each) throws IOException {
        if (!Files.exists(file)) return;
        var size = Files.size(file);
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            while (end < size) {
                var head = head(in);
                var words = new String(head, StandardCharsets.UTF_8).split("\t", -1);
                if (words.length != 7) return;
                var length = words[3].equals(KNOWN) ? 0 : Integer.parseInt(words[3]);
                var start = end + head.length + 1;
                if (start + length + 1 > size) return;
                in.skipNBytes(length);
                if (in.readByte() != '\n') return;
                if (!words[3].equals(KNOWN)) places.put(words[2], new Place(start, length));
                each.accept(line(words));
                end = start + length + 1;
            }
        } catch (EOFException | IllegalArgumentException e) {
            // The rest was never completed.
        }
    }

    private static byte[] head(DataInputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var one = in.readByte(); one != '\n'; one = in.readByte()) {
            if (line.size() > LONGEST_LINE) throw new EOFException();
            line.write(one);
        }
        return line.toByteArray();
    }

    private static History.Line line(String[] words) {
        return new History.Line(Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])), words[2].equals(GONE) ? Optional.empty() : Optional.of(words[2]),
                words[4], words[5], words[6]);
    }

    /** Whether a file's path can stand in a line. */
    static boolean holds(String path) {
        return path.equals(word(path));
    }

    /** What stands between tabs and ends of lines; cut where somebody means it badly. */
    private static String word(String text) {
        var flat = text.replaceAll("\\p{Cntrl}", " ");
        return flat.length() > 1_000 ? flat.substring(0, 1_000) : flat;
    }

    void append(History.Line line, byte[] bytes) throws IOException {
        var known = line.version().isEmpty() || places.containsKey(line.version().get());
        var words = String.join("\t", Long.toString(line.number()), Long.toString(line.at().toEpochMilli()), line.version().orElse(GONE),
                known ? KNOWN : Integer.toString(bytes.length), word(line.path()), word(line.author()), word(line.message())) + "\n";
        var head = words.getBytes(StandardCharsets.UTF_8);
        var record = ByteBuffer.allocate(head.length + (known ? 0 : bytes.length) + 1).put(head);
        if (!known) record.put(bytes);
        record.put((byte) '\n').flip();
        var at = end;
        while (record.hasRemaining()) at += channel.write(record, at);
        if (!known) places.put(line.version().get(), new Place(end + head.length, bytes.length));
        end = at;
    }

    /** Of all of it, in bytes. */
    long size() {
        return end;
    }

    /** Of the bytes of this version; 0 when they are not there. */
    long size(String version) {
        return places.containsKey(version) ? places.get(version).length() : 0;
    }

    Optional<byte[]> bytes(String version) throws IOException {
        var place = places.get(version);
        if (place == null) return Optional.empty();
        var bytes = ByteBuffer.allocate(place.length());
        while (bytes.hasRemaining()) if (channel.read(bytes, place.start() + bytes.position()) < 0) return Optional.empty();
        return Optional.of(bytes.array());
    }

    /** Only these lines and their bytes from now on; whoever ends the portal in between finds all that was there before. */
    void rewrite(List<History.Line> kept) throws IOException {
        var next = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(next);
        var old = new HashMap<>(places);
        var oldEnd = end;
        var oldChannel = channel;
        places.clear();
        end = 0;
        try {
            channel = FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            for (var line : kept) append(line, line.version().isEmpty() ? new byte[0] : copied(oldChannel, old.get(line.version().get())));
            channel.force(true);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            oldChannel.close();
        } catch (IOException e) {
            if (channel != oldChannel) channel.close();
            channel = oldChannel;
            places.clear();
            places.putAll(old);
            end = oldEnd;
            throw e;
        }
    }

    private static byte[] copied(FileChannel from, Place place) throws IOException {
        var bytes = ByteBuffer.allocate(place.length());
        while (bytes.hasRemaining()) if (from.read(bytes, place.start() + bytes.position()) < 0) throw new EOFException("the history is shorter than it says");
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        guard.close();
    }
}
