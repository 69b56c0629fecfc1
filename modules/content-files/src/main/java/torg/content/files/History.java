package torg.content.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Revision;

/**
 * What files were. Every state that is read is remembered, whoever saved it, so that the first edit can be undone too; one that is made here with who made it
 * and what for. When it cannot be written the store goes on without it, and says so. Thread-safe.
 */
final class History implements AutoCloseable {
    /** Older revisions of a file are forgotten. */
    static final int NEWEST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    private final Path folder;
    private final Clock clock;
    private final long mostBytes;
    private final Map<String, List<Line>> byPath = new TreeMap<>();
    private Optional<HistoryFile> file;
    private String failure = "";
    private long last;

    /**
     * A state of a file.
     *
     * @param number counts up over all files
     * @param version of its bytes; empty when the file was gone
     */
    record Line(long number, Instant at, Optional<String> version, String path, String author, String message) {
        Revision revision() {
            return new Revision(Long.toString(number), at, author, message, version.isEmpty());
        }
    }

    /** @param mostBytes how large what is remembered may grow; then the oldest half is forgotten, current states last */
    History(Path folder, Clock clock, long mostBytes) {
        this.folder = folder;
        this.clock = clock;
        this.mostBytes = mostBytes;
        try {
            this.file = Optional.of(HistoryFile.open(folder, this::add));
        } catch (IOException | RuntimeException e) {
            this.file = Optional.empty();
            failed(e);
        }
    }

    /** What keeps it from remembering; empty when nothing does. */
    synchronized Optional<String> failure() {
        return failure.isEmpty() ? Optional.empty() : Optional.of("'" + folder + "': " + failure);
    }

    private void failed(Exception e) {
        if (failure.isEmpty()) LOG.warn("folder={} event=no-history: what files were is not remembered", folder, e);
        failure = e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private void add(Line line) {
        last = Math.max(last, line.number());
        var lines = byPath.computeIfAbsent(line.path(), _ -> new ArrayList<>(1));
        lines.add(line);
        if (lines.size() > NEWEST) lines.removeFirst();
    }

    /** These files were seen to be so. */
    synchronized void saw(List<ContentFile> files) {
        for (var seen : files) note(seen.path(), Optional.of(seen.version()), seen.bytes(), "", "");
    }

    /** All files were seen: what is not among them is gone. */
    synchronized void sawAll(List<ContentFile> files) {
        saw(files);
        var there = new HashSet<String>();
        files.forEach(seen -> there.add(seen.path()));
        sawGone(byPath.keySet().stream().filter(path -> !there.contains(path)).toList());
    }

    /** These were seen not to be there. */
    synchronized void sawGone(List<String> paths) {
        for (var path : paths) note(path, Optional.empty(), new byte[0], "", "");
    }

    /** An edit has been made. */
    synchronized void made(Edit edit) {
        edit.changes().forEach((path, change) -> note(path, change.bytes().map(Tree::version), change.bytes().orElse(new byte[0]), edit.author().name(), edit.message()));
    }

    private void note(String path, Optional<String> version, byte[] bytes, String author, String message) {
        var before = byPath.containsKey(path) ? byPath.get(path).getLast().version() : Optional.<String>empty();
        if (file.isEmpty() || before.equals(version) || !HistoryFile.holds(path)) return;
        try {
            var line = new Line(last + 1, clock.instant(), version, path, author, message);
            file.get().append(line, bytes);
            add(line);
            if (file.get().size() > mostBytes) forget();
            failure = "";
        } catch (IOException e) {
            failed(e);
        }
    }

    /** The newest of every file first, then the second newest, as long as there is room: half of what there may be, so that this happens seldom. */
    private void forget() throws IOException {
        var byAge = new TreeMap<Integer, List<Line>>();
        byPath.values().forEach(lines -> {
            for (var age = 0; age < lines.size(); age++) byAge.computeIfAbsent(age, _ -> new ArrayList<>()).add(lines.get(lines.size() - 1 - age));
        });
        var kept = new ArrayList<Line>();
        var versions = new HashSet<String>();
        var room = mostBytes / 2;
        for (var line : byAge.values().stream().flatMap(List::stream).toList()) {
            if (line.version().isPresent() && versions.add(line.version().get())) room -= file.get().size(line.version().get());
            if (room < 0) break;
            kept.add(line);
        }
        kept.sort(Comparator.comparingLong(Line::number));
        file.get().rewrite(kept);
        byPath.clear();
        kept.forEach(this::add);
    }

    synchronized List<Revision> of(String path, int most) {
        return byPath.getOrDefault(path, List.of()).reversed().stream().limit(most).map(Line::revision).toList();
    }

    /** The bytes are compared with what they should be: a disk that lost some gives nothing rather than something else. */
    synchronized Optional<ContentFile> at(String path, String revision) {
        var version = byPath.getOrDefault(path, List.of()).stream().filter(line -> Long.toString(line.number()).equals(revision)).findFirst().flatMap(Line::version);
        if (version.isEmpty() || file.isEmpty()) return Optional.empty();
        try {
            return file.get().bytes(version.get()).filter(bytes -> Tree.version(bytes).equals(version.get())).map(bytes -> new ContentFile(path, version.get(), bytes));
        } catch (IOException e) {
            failed(e);
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (file.isPresent()) file.get().close();
        } catch (IOException e) {
            LOG.debug("event=history-not-closed", e);
        }
        file = Optional.empty();
    }
}
