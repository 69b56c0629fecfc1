package torg.site;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Draft;
import torg.api.site.Edit;
import torg.spi.site.ContentStore;

/** A content store in memory; a put or a remove is reported at once, on the caller's thread. */
final class MemoryStore implements ContentStore {
    static final String SETTINGS = """
            name: Test
            theme: plain
            languages: [en, nb]
            """;

    private final Map<String, ContentFile> files = new TreeMap<>();
    private Consumer<Set<String>> listener = _ -> {};
    private final Map<String, Draft> drafts = new TreeMap<>();
    private final List<Edit> written = new ArrayList<>();
    private final Map<String, Conflict> conflicts = new TreeMap<>();
    private final Map<String, Optional<byte[]>> waiting = new TreeMap<>();
    private final Map<String, List<ContentFile>> past = new TreeMap<>();
    private int version;
    private boolean broken;
    private boolean takesEdits = true;
    private int reads;

    /** A store with the least a site needs. */
    static MemoryStore withSite() {
        return new MemoryStore().put("content/test/site.yml", SETTINGS).put("themes/plain/templates/page.mustache", "page");
    }

    synchronized MemoryStore put(String path, String text) {
        return put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    synchronized MemoryStore put(String path, byte[] bytes) {
        files.put(path, new ContentFile(path, "v" + ++version, bytes));
        listener.accept(Set.of(path));
        return this;
    }

    /** Several files that are saved as one edit. */
    synchronized void put(Map<String, String> texts) {
        texts.forEach((path, text) -> files.put(path, new ContentFile(path, "v" + ++version, text.getBytes(StandardCharsets.UTF_8))));
        listener.accept(texts.keySet());
    }

    synchronized void remove(String path) {
        files.remove(path);
        listener.accept(Set.of(path));
    }

    /** From now on it cannot be read, or can again. */
    synchronized void breakDown(boolean now) {
        broken = now;
        listener.accept(Set.of());
    }

    synchronized SortedMap<String, ContentFile> files() {
        return new TreeMap<>(files);
    }

    /** How often it was read, all of it or some. */
    synchronized int reads() {
        return reads;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public synchronized List<ContentFile> read(Set<String> onlyThese) {
        reads++;
        return files.values().stream().filter(file -> onlyThese.contains(file.path())).toList();
    }

    @Override
    public synchronized List<ContentFile> readAll() {
        if (broken) throw TorgException.of(ProblemKind.CONFIG, "memory.broken", "the memory cannot be read").help("mend it");
        reads++;
        return List.copyOf(files.values());
    }

    @Override
    public Optional<Edits> edits() {
        return takesEdits ? Optional.of(new Edits() {
            @Override
            public void write(Edit edit) {
                MemoryStore.this.write(edit);
            }

            @Override
            public Map<String, Optional<byte[]>> brings(Edit edit) {
                return MemoryStore.this.brings(edit);
            }
        }) : Optional.empty();
    }

    /** Another side changed a file as well; with the edit that settles it these files are what that side has. */
    synchronized void contest(Conflict conflict, Map<String, String> beside) {
        conflicts.put(conflict.path(), conflict);
        beside.forEach((path, text) -> waiting.put(path, Optional.of(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public synchronized List<Conflict> conflicts() {
        return List.copyOf(conflicts.values());
    }

    private synchronized Map<String, Optional<byte[]>> brings(Edit edit) {
        var settled = edit.changes().entrySet().stream().filter(change -> change.getValue().settles().isPresent()).map(Map.Entry::getKey).collect(Collectors.toSet());
        return !settled.isEmpty() && settled.containsAll(conflicts.keySet()) ? Map.copyOf(waiting) : Map.of();
    }

    /** Without a look at what their authors had seen. */
    @Override
    public Optional<Drafts> drafts() {
        return Optional.of(new Drafts() {
            @Override
            public List<Draft> all() {
                return List.copyOf(drafts.values());
            }

            @Override
            public void keep(Edit.Author author, String path, Optional<String> seen, Optional<Edit.Change> change) {
                var key = path + " " + author.contact();
                change.ifPresentOrElse(one -> drafts.put(key, new Draft(author, path, "v" + ++version, Instant.EPOCH, one)), () -> drafts.remove(key));
            }
        });
    }

    /** Keep all that it holds now as a revision of this name. */
    synchronized void remember(String revision) {
        past.put(revision, List.copyOf(files.values()));
    }

    /** As of a store that remembers nothing as long as it was told to remember nothing. */
    @Override
    public Optional<Past> past() {
        return past.isEmpty() ? Optional.empty() : Optional.of(revision -> Optional.ofNullable(past.get(revision)));
    }

    /** From now on it is changed by its own authors only. */
    MemoryStore readOnly() {
        takesEdits = false;
        return this;
    }

    /** Whoever watches is not told: that word of an edit comes late is no business of whoever made it. */
    private synchronized void write(Edit edit) {
        var brought = brings(edit);
        edit.changes().forEach((path, change) -> {
            if (!Optional.ofNullable(files.get(path)).map(ContentFile::version).equals(change.seen())) throw TorgException.of(ProblemKind.STALE, "site.changed", path + " was changed meanwhile");
        });
        edit.changes().forEach((path, change) -> change.bytes().ifPresentOrElse(bytes -> files.put(path, new ContentFile(path, "v" + ++version, bytes)), () -> files.remove(path)));
        brought.forEach((path, bytes) -> files.put(path, new ContentFile(path, "v" + ++version, bytes.orElseThrow())));
        edit.changes().forEach((path, change) -> change.settles().ifPresent(_ -> conflicts.remove(path)));
        written.add(edit);
    }

    /** The edits that were made here, in order. */
    synchronized List<Edit> written() {
        return List.copyOf(written);
    }

    @Override
    public Watch watch(Consumer<Set<String>> changed) {
        listener = changed;
        return () -> listener = _ -> {};
    }
}
