package torg.content.git;

import java.io.IOException;
import java.text.Normalizer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import torg.api.problem.TorgException;

/** Reads folders, those of {@code before} not again. For one thread. */
final class FolderReading {
    /** How much there may be. */
    record Bounds(long bytesOfAFile, long bytes, int files) {}

    private final ObjectReader reader;
    private final Bounds bounds;
    private final HashMap<ObjectId, Folder> known = new HashMap<>();
    private int files;
    private long bytes;

    FolderReading(ObjectReader reader, Folder before, Bounds bounds) {
        this.reader = reader;
        this.bounds = bounds;
        know(before);
    }

    private void know(Folder folder) {
        known.put(folder.id(), folder);
        folder.entries().values().forEach(entry -> {
            if (entry instanceof Folder below) know(below);
        });
    }

    /**
     * What a commit holds below the folders of a store.
     *
     * @throws TorgException when something in it cannot be taken; see {@link Unreadable}
     */
    Folder root(ObjectId tree) throws IOException {
        var entries = new TreeMap<String, Entry>();
        for (var parser = new CanonicalTreeParser(null, reader, tree); !parser.eof(); parser.next(1)) {
            var name = parser.getEntryPathString();
            if (Names.ROOTS.contains(name)) entries.put(name, entry(parser, name, 1));
        }
        return folder(tree, entries);
    }

    private Folder folder(ObjectId tree, String path, int depth) throws IOException {
        var before = known.get(tree);
        if (before != null) {
            count(before.files(), before.bytes());
            return before;
        }
        if (depth > Names.DEEPEST) throw Unreadable.of(path, "lies deeper than " + Names.DEEPEST + " folders", "move it up");
        var entries = new TreeMap<String, Entry>();
        var seen = new HashMap<String, String>();
        for (var parser = new CanonicalTreeParser(null, reader, tree); !parser.eof(); parser.next(1)) {
            var name = parser.getEntryPathString();
            var below = path + "/" + name;
            Names.fault(name).ifPresent(fault -> {
                throw Unreadable.of(below, "has a name that " + fault, "rename it");
            });
            if (Names.hidden(name)) continue;
            var twin = seen.put(Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT), name);
            if (twin != null) throw Unreadable.of(below, "and '" + twin + "' beside it have names that not every file system tells apart", "rename one of them");
            entries.put(name, entry(parser, below, depth + 1));
        }
        return folder(tree, entries);
    }

    private Entry entry(CanonicalTreeParser parser, String path, int depth) throws IOException {
        var id = parser.getEntryObjectId();
        var mode = parser.getEntryFileMode();
        if (FileMode.TREE.equals(mode)) return folder(id, path, depth);
        if (FileMode.SYMLINK.equals(mode)) throw Unreadable.of(path, "is a symbolic link", "put the file itself there");
        if (!FileMode.REGULAR_FILE.equals(mode) && !FileMode.EXECUTABLE_FILE.equals(mode)) throw Unreadable.of(path, "is a submodule, or something else that is no file", "put the files themselves there");
        if (depth == 1) throw Unreadable.of(path, "is a file", "make it a folder");
        var size = reader.getObjectSize(id, Constants.OBJ_BLOB);
        if (size > bounds.bytesOfAFile()) throw Unreadable.of(path, "has more than " + bounds.bytesOfAFile() / 1_000_000 + " MB", "make it smaller, or take it out of the branch");
        count(1, size);
        return new Entry.File(id, size);
    }

    private void count(int moreFiles, long moreBytes) {
        files += moreFiles;
        bytes += moreBytes;
        if (files > bounds.files()) throw Unreadable.of("content", "and 'themes' have more than " + bounds.files() + " files", "take some out of the branch");
        if (bytes > bounds.bytes()) throw Unreadable.of("content", "and 'themes' have more than " + bounds.bytes() / 1_000_000 + " MB, which is half of what Java may use", "give it more memory (jvm.options), or take some files out of the branch");
    }

    private static Folder folder(ObjectId tree, SortedMap<String, Entry> entries) {
        var files = 0;
        var bytes = 0L;
        for (var entry : entries.values()) {
            files += entry instanceof Folder folder ? folder.files() : 1;
            bytes += entry instanceof Folder folder ? folder.bytes() : ((Entry.File) entry).size();
        }
        return new Folder(tree, Collections.unmodifiableSortedMap(entries), files, bytes);
    }
}
