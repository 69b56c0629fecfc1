package torg.content.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import torg.api.site.Edit;

/**
 * What ships with the portal, as commits on a branch of their own. It is a part of the site's history, so Git knows from which state of a file a change of this
 * installation was made, and can put an upgrade and the change together.
 */
final class Shipped {
    static final String BRANCH = "shipped";
    private static final Edit.Author MAKER = new Edit.Author("torg", "Torg");

    private final List<Path> folders;
    private final Branch shipped;

    /**
     * @param content folder of sites, and {@code themes} of themes; neither is written to
     * @param site the branch beside which it is kept
     */
    Shipped(Path content, Path themes, Branch site) {
        this.folders = List.of(content, themes);
        this.shipped = site.sibling(BRANCH);
    }

    /**
     * The newest commit of what ships, made when it has changed. A state that shipped before is none: while some portals are upgraded, the others change nothing back.
     *
     * @param elsewhere where other portals have it
     * @return empty when nothing ships
     * @throws torg.api.problem.TorgException when a folder has nothing that shipped from it before
     */
    Optional<ObjectId> newest(Optional<ObjectId> elsewhere) throws IOException {
        var all = folders.stream().map(Shipped::files).toList();
        var here = shipped.head();
        var before = here.or(() -> elsewhere);
        if (before.isPresent()) demandWhatShipped(before.get(), all);
        try (var inserter = shipped.inserter(all.stream().mapToInt(Map::size).sum()); var reader = inserter.newReader()) {
            var files = new TreeMap<String, Optional<ObjectId>>();
            var latest = Instant.EPOCH;
            for (var root = 0; root < folders.size(); root++) {
                for (var file : all.get(root).entrySet()) {
                    files.put(Names.ROOTS.get(root) + "/" + file.getKey(), Optional.of(insert(inserter, file.getValue())));
                    var changed = Files.getLastModifiedTime(file.getValue()).toInstant();
                    if (changed.isAfter(latest)) latest = changed;
                }
            }
            if (files.isEmpty()) return Optional.empty();
            var tree = new TreeEdit(reader, inserter).apply(ObjectId.zeroId(), files);
            inserter.flush();
            for (var known : Stream.concat(elsewhere.stream(), here.stream()).toList()) {
                if (!held(known, tree)) continue;
                if (here.isEmpty()) shipped.advance(here, known, "torg: what ships");
                return Optional.of(known);
            }
            // By the time of the files: several portals of one version make one and the same commit.
            var commit = Commits.make(inserter, tree, before.stream().toList(), MAKER, "What ships", latest);
            inserter.flush();
            shipped.advance(here, commit, "torg: what ships");
            return Optional.of(commit);
        }
    }

    /** No version ships without a site or without a theme: the folder is another, or not there, and merging that would delete all of them. */
    private void demandWhatShipped(ObjectId before, List<SortedMap<String, Path>> now) throws IOException {
        var tree = new Commits(shipped.repository()).tree(before);
        for (var root = 0; root < folders.size(); root++) {
            if (!now.get(root).isEmpty()) continue;
            try (var had = TreeWalk.forPath(shipped.repository(), Names.ROOTS.get(root), tree)) {
                if (had != null) throw Unreadable.vanished(folders.get(root));
            }
        }
    }

    private static ObjectId insert(ObjectInserter inserter, Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return inserter.insert(Constants.OBJ_BLOB, Files.size(file), stream);
        }
    }

    private boolean held(ObjectId tip, ObjectId tree) throws IOException {
        try (var walk = new RevWalk(shipped.repository())) {
            walk.markStart(walk.parseCommit(tip));
            for (var commit : walk) if (commit.getTree().getId().equals(tree)) return true;
            return false;
        }
    }

    /**
     * What an author has put into a folder, which may itself be a link to one, by its path below it with slashes; nothing when it is not there.
     *
     * @throws torg.api.problem.TorgException when a symbolic link is among it: what it leads to may be anywhere, and without it something would be missing
     */
    static SortedMap<String, Path> files(Path folder) {
        var found = new TreeMap<String, Path>();
        if (!Files.isDirectory(folder)) return found;
        try {
            walk(folder.toRealPath(), found);
        } catch (IOException e) {
            throw Unreadable.broken(folder, e);
        } catch (UncheckedIOException e) {
            throw Unreadable.broken(folder, e.getCause());
        }
        return found;
    }

    private static void walk(Path folder, SortedMap<String, Path> found) throws IOException {
        try (var all = Files.walk(folder, Names.DEEPEST)) {
            all.filter(file -> isAuthors(folder.relativize(file))).forEach(file -> {
                if (Files.isSymbolicLink(file)) throw Unreadable.linked(file);
                if (Files.isRegularFile(file)) found.put(folder.relativize(file).toString().replace('\\', '/'), file);
            });
        }
    }

    private static boolean isAuthors(Path path) {
        for (var name : path) if (Names.hidden(name.toString()) || Names.fault(name.toString()).isPresent()) return false;
        return true;
    }
}
