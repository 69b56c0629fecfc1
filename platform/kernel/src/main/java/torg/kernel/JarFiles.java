package torg.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The jars in some folders as their copies are complete: a changed file counts when two looks agree on it, a broken one when it stays broken for a
 * while, a missing one when it stays away. Until then what was there before counts. For one thread.
 */
final class JarFiles {
    private static final Duration BROKEN = Duration.ofSeconds(2);
    private static final Duration AWAY = Duration.ofMillis(500);

    private final List<Path> folders;
    private final InstantSource clock;
    private final Function<Path, Optional<String>> refusal;
    private final Map<Path, ModuleJar> known = new HashMap<>();
    private final Map<Path, Seen> seen = new HashMap<>();
    private boolean first = true;
    private volatile boolean asked;

    /** @param refusal why a module of this file must not run */
    JarFiles(List<Path> folders, InstantSource clock, Function<Path, Optional<String>> refusal) {
        this.folders = folders;
        this.clock = clock;
        this.refusal = refusal;
    }

    /** What is refused may not be any more: with the next look it is read anew. Of any thread. */
    void ask() {
        asked = true;
    }

    /** All jars by file, those of the first folder first, by name within a folder. */
    List<ModuleJar> look() {
        if (asked) {
            asked = false;
            known.values().removeIf(jar -> jar.fault().isPresent());
        }
        var present = new LinkedHashMap<Path, Stamp>();
        folders.forEach(folder -> present.putAll(Stamp.ofFolder(folder, "*.jar")));
        var now = clock.instant();
        present.forEach((file, stamp) -> meet(file, stamp, now));
        seen.entrySet().removeIf(entry -> !present.containsKey(entry.getKey()) && isRemoved(entry.getKey(), entry.getValue(), now));
        known.keySet().retainAll(seen.keySet());
        first = false;
        return known.values().stream().sorted((a, b) -> compare(a.file(), b.file())).toList();
    }

    private void meet(Path file, Stamp stamp, Instant now) {
        var before = seen.get(file);
        var unchanged = before != null && before.stamp.equals(stamp);
        var current = unchanged ? new Seen(stamp, before.since, now) : new Seen(stamp, now, now);
        seen.put(file, current);
        // At the start nobody is copying: what is there is there.
        if (!unchanged && !first || known.containsKey(file) && known.get(file).stamp().equals(stamp)) return;
        var jar = ModuleJar.read(file, stamp).orRefused(refusal);
        if (jar.readable() || current.since.plus(BROKEN).isBefore(now)) known.put(file, jar);
    }

    /** A folder that is gone as a whole, such as one on a disk that was taken off, removes nothing. */
    private static boolean isRemoved(Path file, Seen last, Instant now) {
        return last.last.plus(AWAY).isBefore(now) && Files.isDirectory(file.getParent());
    }

    /** Whether it lies in the first folder, whose modules ship. */
    boolean ships(Path file) {
        return folders.indexOf(file.getParent()) == 0;
    }

    private int compare(Path a, Path b) {
        var byFolder = Integer.compare(folders.indexOf(a.getParent()), folders.indexOf(b.getParent()));
        return byFolder != 0 ? byFolder : a.compareTo(b);
    }

    /**
     * A file as it was when last looked at.
     *
     * @param since when it was first seen with this stamp
     * @param last when it was last there
     */
    private record Seen(Stamp stamp, Instant since, Instant last) {}
}
