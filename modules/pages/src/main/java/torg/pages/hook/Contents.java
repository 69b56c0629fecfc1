package torg.pages.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is on a site at a moment.
 *
 * @param versions of all things there are, each a short text that is another when the thing is
 */
record Contents(SortedMap<Thing, String> versions) {
    Contents {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }

    /**
     * What happened to a thing.
     *
     * @param version the new one; empty when it is gone
     */
    record Change(String change, Thing thing, Optional<String> version) {}

    /** What is another than it was before, things in order. */
    List<Change> since(Contents before) {
        var changes = new TreeMap<Thing, Change>();
        versions.forEach((thing, version) -> {
            var old = before.versions.get(thing);
            if (!version.equals(old)) changes.put(thing, new Change(old == null ? "added" : "changed", thing, Optional.of(version)));
        });
        before.versions.keySet().stream().filter(thing -> !versions.containsKey(thing)).forEach(thing -> changes.put(thing, new Change("removed", thing, Optional.empty())));
        return new ArrayList<>(changes.values());
    }

    /** As it was written to this file; empty when there is none, or none that can be understood. */
    static Optional<Contents> read(Path file) throws IOException {
        var versions = new TreeMap<Thing, String>();
        try {
            for (var line : Files.readAllLines(file)) {
                var parts = line.split(" ", 3);
                versions.put(new Thing(Thing.Kind.valueOf(parts[0]), parts[2]), parts[1]);
            }
            return Optional.of(new Contents(versions));
        } catch (NoSuchFileException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** All of it or nothing: who is stopped while writing finds what was there before. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, versions.entrySet().stream().map(Contents::line).toList());
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String line(Map.Entry<Thing, String> version) {
        return version.getKey().kind() + " " + version.getValue() + " " + version.getKey().path();
    }
}
