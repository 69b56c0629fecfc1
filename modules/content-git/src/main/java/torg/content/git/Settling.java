package torg.content.git;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import torg.api.site.Edit;

/**
 * How a commit says that it settles a conflict: by a line of its message that names the other side's file, as Git calls what it holds, and its path. It counts as long as the file here is what it was
 * in that commit, and the other side's is what is named. So nothing is kept beside the commits, and whoever uses Git can say it as well. The first line says nothing: it is what somebody typed, who
 * perhaps may not change the file.
 */
final class Settling {
    static final String LINE = "Torg-Settled: ";
    /** Since the two sides parted; what was said before these is asked anew. */
    private static final int MOST_COMMITS = 10_000;

    private Settling() {}

    /** The lines of an edit's commit, after its message; empty for an edit that settles nothing. */
    static String lines(Edit edit) {
        return edit.changes().entrySet().stream().filter(change -> change.getValue().settles().isPresent())
                .map(change -> LINE + change.getValue().settles().get() + " " + change.getKey()).filter(line -> line.chars().noneMatch(Character::isISOControl)).map(line -> line + "\n").collect(Collectors.joining());
    }

    /** Those of these files that were settled on our side. */
    static Set<String> of(Repository repository, RevCommit ours, RevCommit theirs, List<String> files) throws IOException {
        var commits = new Commits(repository);
        var settled = new HashSet<String>();
        try (var walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(ours));
            walk.markUninteresting(walk.parseCommit(theirs));
            var seen = 0;
            for (var commit = walk.next(); commit != null && seen < MOST_COMMITS; commit = walk.next(), seen++) {
                var said = commit.getFullMessage();
                if (!said.contains(LINE)) continue;
                var lines = said.lines().skip(1).collect(Collectors.toSet());
                for (var file : files) {
                    var against = LINE + version(commits.blob(theirs, file)) + " " + file;
                    if (lines.contains(against) && commits.blob(commit, file).equals(commits.blob(ours, file))) settled.add(file);
                }
            }
        }
        return settled;
    }

    /** As a conflict says it. */
    private static String version(Optional<ObjectId> file) {
        return file.map(ObjectId::name).orElse("gone");
    }
}
