package torg.content.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.spi.site.ContentStore;

/**
 * Brings what ships now into the folders, together with what was changed here since it shipped before, which is remembered as files. Of sites and themes that are here by the
 * name of one that ships; at the first time they stay as they are. As long as the two cannot be put together nothing comes. Whoever calls keeps others away.
 */
final class Upgrade {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
    private static final Edit.Author PORTAL = new Edit.Author("torg", "Torg");
    private static final String SETTLED = "settled";
    /** As many as one edit changes files. */
    private static final int MOST = 1_000;
    private static final int MOST_NAMED = 5;

    private final List<Tree> here;
    private final List<Tree> ships;
    private final Path memory;
    private volatile Optional<Status> problem = Optional.empty();
    /** What both sides had changed at the last look: what was settled since is among them until the next. */
    private volatile Set<String> contested = Set.of();

    /** Folders of what ships, and one in which is remembered what shipped before. */
    record Folders(Path content, Path themes, Path memory) {}

    Upgrade(List<Tree> here, Folders folders) {
        this.here = here;
        this.ships = trees(folders.content, folders.themes);
        this.memory = folders.memory;
    }

    /**
     * What comes, and what is in its way.
     *
     * @param other whether something else ships than before
     */
    private record Plan(SortedMap<String, Edit.Change> changes, List<Conflict> conflicts, boolean other) {}

    private static List<Tree> trees(Path content, Path themes) {
        return List.of(new Tree("content", content), new Tree("themes", themes));
    }

    private List<Tree> before() {
        return trees(memory.resolve("content"), memory.resolve("themes"));
    }

    /** What is to be done now; empty when nothing is, or when something is in its way. {@link #done} wants to hear when it is. */
    Optional<Edit> edit() throws IOException {
        recover();
        var plan = plan(Map.of());
        tell(plan);
        if (!plan.conflicts.isEmpty()) return Optional.empty();
        if (!plan.changes.isEmpty()) return Optional.of(new Edit(PORTAL, "What ships now", plan.changes));
        if (plan.other) remember();
        return Optional.empty();
    }

    private void tell(Plan plan) {
        var paths = plan.conflicts.stream().map(Conflict::path).toList();
        contested = Set.copyOf(paths);
        problem = paths.isEmpty() ? Optional.empty() : Optional.of(Status.warn("what ships now and what was changed here cannot be put together in "
                + paths.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + (paths.size() > MOST_NAMED ? " and others" : "") + "; the site stays as it was",
                "settle them at /studio/conflicts"));
    }

    /** What somebody should look at; empty when what ships is here. */
    Optional<Status> problem() {
        return problem;
    }

    /** Whether one of these paths is in the way. */
    boolean concerns(Set<String> paths) {
        return !contested.isEmpty() && (paths.isEmpty() || paths.stream().anyMatch(contested::contains));
    }

    /** By path; not more than there is room for, as for drafts: the others are told once these are settled. */
    List<Conflict> conflicts() throws IOException {
        if (contested.isEmpty()) return List.of();
        var all = plan(Map.of()).conflicts;
        all.sort(Comparator.comparing(Conflict::path));
        var found = new ArrayList<Conflict>();
        var room = ContentStore.Drafts.mostBytes();
        for (var conflict : all) {
            if (room < 0 || found.size() >= MOST) break;
            room -= Stream.of(conflict.base(), conflict.ours(), conflict.theirs()).flatMap(Optional::stream).mapToLong(file -> file.bytes().length).sum();
            found.add(conflict);
        }
        return List.copyOf(found);
    }

    /** The edit with what has waited for it, when it settles the last that is in the way. */
    Edit with(Edit edit) throws IOException {
        if (contested.isEmpty() || edit.changes().values().stream().allMatch(change -> change.settles().isEmpty())) return edit;
        var plan = plan(edit.changes());
        if (!plan.conflicts.isEmpty()) return edit;
        var all = new TreeMap<>(plan.changes);
        all.putAll(edit.changes());
        return new Edit(edit.author(), edit.message(), all);
    }

    /** An edit is made: what it settles is noted. */
    void made(Edit edit) throws IOException {
        var lines = new ArrayList<String>();
        edit.changes().forEach((path, change) -> change.settles().ifPresent(theirs -> lines.add(settled(theirs, change.bytes().map(Tree::version), path))));
        lines.removeIf(line -> line.chars().anyMatch(Character::isISOControl));
        if (!lines.isEmpty() && !contested.isEmpty()) Files.write(memory.resolve(SETTLED), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String settled(String theirs, Optional<String> ours, String path) {
        return theirs + " " + ours.orElse("gone") + " " + path;
    }

    private Set<String> settled() throws IOException {
        try {
            return new HashSet<>(Files.readAllLines(memory.resolve(SETTLED)));
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }

    /** @param meanwhile what becomes of files before it */
    private Plan plan(Map<String, Edit.Change> meanwhile) throws IOException {
        var changes = new TreeMap<String, Edit.Change>();
        var conflicts = new ArrayList<Conflict>();
        var other = false;
        var before = before();
        var settled = settled();
        for (var i = 0; i < here.size(); i++) {
            var known = names(before.get(i).root());
            for (var name : common(i)) {
                var paths = new TreeSet<>(paths(ships.get(i), name));
                if (paths.isEmpty()) continue; // a folder without files is one that is away, and deletes nothing
                if (!known.contains(name)) {
                    other = true;
                    continue;
                }
                paths.addAll(paths(before.get(i), name));
                for (var path : paths) {
                    var base = before.get(i).read(path);
                    var theirs = ships.get(i).read(path);
                    if (same(base, theirs)) continue;
                    other = true;
                    var ours = meanwhile.containsKey(path) ? meanwhile.get(path).bytes().map(bytes -> new ContentFile(path, Tree.version(bytes), bytes)) : here.get(i).read(path);
                    if (same(ours, theirs) || settled.contains(settled(version(theirs).orElse("gone"), version(ours), path)) || settles(meanwhile.get(path), theirs)) continue;
                    var together = together(base, ours, theirs);
                    if (together.isEmpty()) conflicts.add(new Conflict(path, Conflict.Side.SHIPPED, base, ours, theirs));
                    else if (!meanwhile.containsKey(path) && !same(ours, together.get())) changes.put(path, new Edit.Change(version(ours), together.get().map(ContentFile::bytes)));
                }
            }
        }
        return new Plan(changes, conflicts, other);
    }

    private static boolean settles(Edit.Change change, Optional<ContentFile> theirs) {
        return change != null && change.settles().equals(Optional.of(version(theirs).orElse("gone")));
    }

    private static Optional<String> version(Optional<ContentFile> file) {
        return file.map(ContentFile::version);
    }

    private static boolean same(Optional<ContentFile> one, Optional<ContentFile> other) {
        return version(one).equals(version(other));
    }

    /** What a file becomes, which may be nothing; empty when the sides cannot be put together. */
    private static Optional<Optional<ContentFile>> together(Optional<ContentFile> base, Optional<ContentFile> ours, Optional<ContentFile> theirs) {
        if (same(ours, base)) return Optional.of(theirs);
        if (base.isEmpty() || ours.isEmpty() || theirs.isEmpty()) return Optional.empty();
        return ThreeTexts.together(base.get().bytes(), ours.get().bytes(), theirs.get().bytes()).map(bytes -> Optional.of(new ContentFile(ours.get().path(), Tree.version(bytes), bytes)));
    }

    /** Sites or themes that are here and ship. */
    private Set<String> common(int tree) throws IOException {
        if (isShippedItself(tree)) return Set.of();
        var names = names(here.get(tree).root());
        names.retainAll(names(ships.get(tree).root()));
        return names;
    }

    private boolean isShippedItself(int tree) throws IOException {
        return Files.exists(here.get(tree).root()) && Files.exists(ships.get(tree).root()) && Files.isSameFile(here.get(tree).root(), ships.get(tree).root());
    }

    private static Set<String> names(Path root) throws IOException {
        var names = new TreeSet<String>();
        if (!Files.isDirectory(root)) return names;
        try (var folders = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (var folder : folders) names.add(folder.getFileName().toString());
        }
        names.removeIf(FileNames::ignored);
        return names;
    }

    private static Set<String> paths(Tree tree, String name) {
        var prefix = tree.prefix() + name + "/";
        return tree.scan(_ -> {}).keySet().stream().filter(path -> path.startsWith(prefix)).collect(Collectors.toSet());
    }

    /** What ships now is what shipped before from now on. */
    void done() throws IOException {
        contested = Set.of();
        problem = Optional.empty();
        remember();
    }

    /** A kill between the two moves of {@link #remember} left nothing in the place: what was to come there is whole. */
    private void recover() throws IOException {
        if (!Files.exists(memory) && Files.exists(beside(".last")) && Files.exists(beside(".next"))) Files.move(beside(".next"), memory, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path beside(String ending) {
        return memory.resolveSibling(memory.getFileName() + ending);
    }

    /** A folder takes the other's place, so that a kill leaves one of the two whole. */
    private void remember() throws IOException {
        var next = beside(".next");
        var last = beside(".last");
        remove(next);
        remove(last);
        var before = before();
        Files.createDirectories(next);
        for (var i = 0; i < here.size(); i++) {
            if (isShippedItself(i)) continue;
            for (var name : names(here.get(i).root())) {
                var from = paths(ships.get(i), name).isEmpty() ? before.get(i) : ships.get(i);
                for (var path : paths(from, name)) {
                    var content = from.read(path);
                    if (content.isEmpty()) continue; // it went at this moment, and is no empty one
                    var file = next.resolve(path);
                    Files.createDirectories(file.getParent());
                    Files.write(file, content.get().bytes());
                }
            }
        }
        if (Files.exists(memory)) Files.move(memory, last, StandardCopyOption.ATOMIC_MOVE);
        Files.move(next, memory, StandardCopyOption.ATOMIC_MOVE);
        remove(last);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var all = Files.walk(folder)) {
            for (var one : all.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(one);
        }
    }

    /** What goes wrong is told and harms nothing. */
    void failed(Exception failure) {
        LOG.warn("event=not-upgraded", failure);
        problem = Optional.of(Status.warn("what ships did not come into the content and theme folders: " + failure.getMessage(),
                "look into the log, and check permissions and free space of these folders and of the data folder"));
    }
}
