package torg.content.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** Makes the tree of the next commit from that of the last: only folders with a change in them are read and written. */
final class TreeEdit {
    private final ObjectReader reader;
    private final ObjectInserter inserter;

    TreeEdit(ObjectReader reader, ObjectInserter inserter) {
        this.reader = reader;
        this.inserter = inserter;
    }

    /** An entry as it stands in a tree of Git. */
    private record Node(String name, FileMode mode, ObjectId id) {
        /** Git orders names by their bytes, folders as if a slash followed. */
        String order() {
            return new String((name + (isFolder() ? "/" : "")).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }

        boolean isFolder() {
            return FileMode.TREE.equals(mode);
        }
    }

    /**
     * @param tree zero for one with nothing in it
     * @param changes what files will hold, by path below the tree; empty for one that goes
     * @return the new tree; zero when nothing is left
     * @throws torg.api.problem.TorgException when a file would take the place of a folder, or lie below a file
     */
    ObjectId apply(ObjectId tree, Map<String, Optional<ObjectId>> changes) throws IOException {
        var nodes = nodes(tree);
        var below = new TreeMap<String, Map<String, Optional<ObjectId>>>();
        changes.forEach((path, content) -> {
            var slash = path.indexOf('/');
            if (slash >= 0) below.computeIfAbsent(path.substring(0, slash), _ -> new TreeMap<>()).put(path.substring(slash + 1), content);
            else if (content.isEmpty()) nodes.remove(path);
        });
        for (var folder : below.entrySet()) {
            var before = nodes.get(folder.getKey());
            if (before != null && !before.isFolder()) throw Unwritable.taken(folder.getKey());
            var made = apply(before == null ? ObjectId.zeroId() : before.id(), folder.getValue());
            if (made.equals(ObjectId.zeroId())) nodes.remove(folder.getKey());
            else nodes.put(folder.getKey(), new Node(folder.getKey(), FileMode.TREE, made));
        }
        changes.forEach((path, content) -> {
            if (path.indexOf('/') < 0) content.ifPresent(blob -> put(nodes, path, blob));
        });
        return write(nodes);
    }

    private static void put(Map<String, Node> nodes, String name, ObjectId blob) {
        var before = nodes.get(name);
        if (before != null && before.isFolder()) throw Unwritable.taken(name);
        nodes.put(name, new Node(name, before == null ? FileMode.REGULAR_FILE : before.mode(), blob));
    }

    private Map<String, Node> nodes(ObjectId tree) throws IOException {
        var nodes = new TreeMap<String, Node>();
        if (tree.equals(ObjectId.zeroId())) return nodes;
        for (var parser = new CanonicalTreeParser(null, reader, tree); !parser.eof(); parser.next(1)) {
            var node = new Node(parser.getEntryPathString(), parser.getEntryFileMode(), parser.getEntryObjectId());
            nodes.put(node.name(), node);
        }
        return nodes;
    }

    private ObjectId write(Map<String, Node> nodes) throws IOException {
        if (nodes.isEmpty()) return ObjectId.zeroId();
        var ordered = new TreeMap<String, Node>();
        nodes.values().forEach(node -> ordered.put(node.order(), node));
        var formatter = new TreeFormatter();
        ordered.values().forEach(node -> formatter.append(node.name(), node.mode(), node.id()));
        return inserter.insert(formatter);
    }
}
