package torg.content.git;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import torg.api.site.Edit;
import torg.api.site.Revision;

/** Commits as revisions of files, and edits as commits. */
final class Commits {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");

    private final Repository repository;

    Commits(Repository repository) {
        this.repository = repository;
    }

    /** The commits up to {@code head} in which a file became what it was then, the newest first. */
    List<Revision> of(String path, int most, ObjectId head) throws IOException {
        try (var walk = new RevWalk(repository)) {
            walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF));
            walk.markStart(walk.parseCommit(head));
            var found = new ArrayList<Revision>();
            for (var commit = walk.next(); commit != null && found.size() < most; commit = walk.next()) found.add(revision(commit, path));
            return found;
        }
    }

    private Revision revision(RevCommit commit, String path) throws IOException {
        var gone = blob(commit, path).isEmpty();
        return new Revision(commit.name(), commit.getCommitterIdent().getWhenAsInstant(), commit.getAuthorIdent().getName(), commit.getShortMessage(), gone);
    }

    /** What a file held at a revision of {@link #of}; empty when it is none, or when the file was gone. */
    Optional<ObjectId> at(String path, String revision, ObjectId head) throws IOException {
        if (!ID.matcher(revision).matches()) return Optional.empty();
        try (var walk = new RevWalk(repository)) {
            var commit = walk.parseCommit(ObjectId.fromString(revision));
            if (!walk.isMergedInto(commit, walk.parseCommit(head)) || !isOf(path, commit, walk)) return Optional.empty();
            return blob(commit, path);
        } catch (MissingObjectException | IncorrectObjectTypeException _) {
            return Optional.empty();
        }
    }

    /** Whether the file is another than in every commit before. */
    private boolean isOf(String path, RevCommit commit, RevWalk walk) throws IOException {
        var blob = blob(commit, path);
        for (var parent : commit.getParents()) if (blob(walk.parseCommit(parent), path).equals(blob)) return false;
        return true;
    }

    /** What a file holds in a commit; empty when it is not there. */
    Optional<ObjectId> blob(RevCommit commit, String path) throws IOException {
        try (var found = TreeWalk.forPath(repository, path, commit.getTree())) {
            if (found == null || !FileMode.REGULAR_FILE.equals(found.getFileMode()) && !FileMode.EXECUTABLE_FILE.equals(found.getFileMode())) return Optional.empty();
            return Optional.of(found.getObjectId(0));
        }
    }

    /** The tree of a commit. */
    ObjectId tree(ObjectId commit) throws IOException {
        try (var walk = new RevWalk(repository)) {
            return walk.parseCommit(commit).getTree().getId();
        }
    }

    /** A commit of an edit; on no branch yet. */
    static ObjectId make(ObjectInserter inserter, ObjectId tree, List<? extends ObjectId> parents, Edit.Author author, String message, Instant at) throws IOException {
        return make(inserter, tree, parents, author, message, "", at);
    }

    /** @param lines what is to be read in the message by programs, each line with its end */
    static ObjectId make(ObjectInserter inserter, ObjectId tree, List<? extends ObjectId> parents, Edit.Author author, String message, String lines, Instant at) throws IOException {
        var commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentIds(parents);
        commit.setAuthor(new PersonIdent(named(author.name(), author.contact()), named(author.contact(), "torg"), at, ZoneOffset.UTC));
        commit.setCommitter(new PersonIdent("Torg", "torg", at, ZoneOffset.UTC));
        commit.setMessage(line(message) + "\n" + (lines.isEmpty() ? "" : "\n" + lines));
        return inserter.insert(commit);
    }

    private static String named(String name, String otherwise) {
        var said = line(Objects.requireNonNullElse(name, ""));
        return said.isEmpty() ? otherwise : said;
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
