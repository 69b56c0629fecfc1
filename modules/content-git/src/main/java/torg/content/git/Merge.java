package torg.content.git;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import torg.api.site.Edit;

/**
 * What came of bringing another commit into the branch.
 *
 * @param commit where the branch goes; it was made, and is on no branch yet. Empty when both sides changed the same
 * @param conflicts paths that both sides changed in a way that cannot be put together, and that nobody has settled; sorted, none when there is a commit
 */
record Merge(Optional<ObjectId> commit, List<String> conflicts) {
    private static final Edit.Author PORTAL = new Edit.Author("torg", "Torg");

    /** Put two commits together, line by line, from what they have in common. Nothing outside the objects is looked at. */
    static Merge of(Repository repository, ObjectId ours, ObjectId theirs, Instant at) throws IOException {
        try (var walk = new RevWalk(repository); var inserter = repository.newObjectInserter()) {
            var mine = walk.parseCommit(ours);
            var other = walk.parseCommit(theirs);
            if (walk.isMergedInto(other, mine)) return new Merge(Optional.of(ours), List.of());
            if (walk.isMergedInto(mine, other)) return new Merge(Optional.of(theirs), List.of());
            var merger = (ResolveMerger) MergeStrategy.RECURSIVE.newMerger(repository, true);
            if (!merger.merge(mine, other)) {
                var open = conflicts(merger);
                var settled = Settling.of(repository, mine, other, open);
                open.removeAll(settled);
                if (settled.isEmpty() || !open.isEmpty()) return new Merge(Optional.empty(), open);
                merger = (ResolveMerger) MergeStrategy.RECURSIVE.newMerger(repository, true);
                if (!merger.merge(mine, like(repository, inserter, mine, other, settled))) return new Merge(Optional.empty(), conflicts(merger));
            }
            var commit = Commits.make(inserter, merger.getResultTreeId(), List.of(ours, theirs), PORTAL, "Merge: " + other.getShortMessage(), at);
            inserter.flush();
            return new Merge(Optional.of(commit), List.of());
        }
    }

    /** The other side, were these files there as they are here: a commit that is on no branch, from the same beginnings. */
    private static RevCommit like(Repository repository, ObjectInserter inserter, RevCommit mine, RevCommit other, Set<String> files) throws IOException {
        try (var reader = inserter.newReader(); var walk = new RevWalk(repository)) {
            var wanted = new TreeMap<String, Optional<ObjectId>>();
            for (var file : files) wanted.put(file, new Commits(repository).blob(mine, file));
            var commit = Commits.make(inserter, new TreeEdit(reader, inserter).apply(other.getTree(), wanted), List.of(other.getParents()), PORTAL, other.getShortMessage(), other.getCommitterIdent().getWhenAsInstant());
            inserter.flush();
            return walk.parseCommit(commit);
        }
    }

    /**
     * Put two commits together that have nothing in common, such as a site that somebody has brought along and what ships: sites and themes that the branch
     * has stay as they are, those that it lacks come from there.
     */
    static ObjectId adopt(Repository repository, ObjectId ours, ObjectId theirs, Instant at) throws IOException {
        try (var walk = new RevWalk(repository); var inserter = repository.newObjectInserter(); var reader = inserter.newReader()) {
            var mine = walk.parseCommit(ours).getTree();
            var lacking = new TreeMap<String, Optional<ObjectId>>();
            try (var files = new TreeWalk(repository, reader)) {
                files.addTree(walk.parseCommit(theirs).getTree());
                files.setRecursive(true);
                while (files.next()) {
                    var names = files.getPathString().split("/", 3);
                    if (names.length == 3 && TreeWalk.forPath(reader, names[0] + "/" + names[1], mine) == null) lacking.put(files.getPathString(), Optional.of(files.getObjectId(0)));
                }
            }
            var commit = Commits.make(inserter, new TreeEdit(reader, inserter).apply(mine, lacking), List.of(ours, theirs), PORTAL, "Merge: " + walk.parseCommit(theirs).getShortMessage(), at);
            inserter.flush();
            return commit;
        }
    }

    /** Whether two commits have nothing in common. */
    static boolean unrelated(Repository repository, ObjectId ours, ObjectId theirs) throws IOException {
        try (var walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(ours));
            walk.markStart(walk.parseCommit(theirs));
            return walk.next() == null;
        }
    }

    private static List<String> conflicts(ResolveMerger merger) {
        var paths = new TreeSet<>(merger.getUnmergedPaths());
        if (merger.getFailingPaths() != null) paths.addAll(merger.getFailingPaths().keySet());
        return new ArrayList<>(paths);
    }

    /** The paths for people: the first of them, and how many more. */
    String said() {
        var first = String.join(", ", conflicts.subList(0, Math.min(3, conflicts.size())));
        return conflicts.size() <= 3 ? first : first + " (and " + (conflicts.size() - 3) + " more)";
    }
}
