package torg.content.git;

import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A folder of a commit, looked over: all that is in it can be taken. Immutable; a folder that two commits have in common is one object, so that what differs
 * is found without looking at what does not.
 *
 * @param entries by name
 * @param files how many there are, all the way down
 * @param bytes of all of them
 */
record Folder(ObjectId id, SortedMap<String, Entry> entries, int files, long bytes) implements Entry {
    static final Folder EMPTY = new Folder(ObjectId.zeroId(), Collections.emptySortedMap(), 0, 0);

    /** The file of this path below; empty when there is none. */
    Optional<Entry.File> file(String path) {
        var slash = path.indexOf('/');
        var entry = entries.get(slash < 0 ? path : path.substring(0, slash));
        if (slash < 0) return entry instanceof Entry.File file ? Optional.of(file) : Optional.empty();
        return entry instanceof Folder folder ? folder.file(path.substring(slash + 1)) : Optional.empty();
    }

    /** All files below, sorted by path. */
    SortedMap<String, Entry.File> all() {
        var all = new TreeMap<String, Entry.File>();
        each("", all::put);
        return all;
    }

    private void each(String above, BiConsumer<String, Entry.File> what) {
        entries.forEach((name, entry) -> {
            switch (entry) {
                case Entry.File file -> what.accept(above + name, file);
                case Folder folder -> folder.each(above + name + "/", what);
            }
        });
    }

    /** Paths of files that are not the same here and there. */
    Set<String> differences(Folder other) {
        var paths = new HashSet<String>();
        differ("", other, paths);
        return paths;
    }

    private void differ(String above, Folder other, Set<String> paths) {
        if (id.equals(other.id)) return;
        var names = new HashSet<>(entries.keySet());
        names.addAll(other.entries.keySet());
        for (var name : names) {
            var mine = entries.get(name);
            var theirs = other.entries.get(name);
            if (mine != null && theirs != null && mine.id().equals(theirs.id())) continue;
            if (mine instanceof Entry.File || theirs instanceof Entry.File) paths.add(above + name);
            folder(mine).differ(above + name + "/", folder(theirs), paths);
        }
    }

    private static Folder folder(Entry entry) {
        return entry instanceof Folder folder ? folder : EMPTY;
    }
}
