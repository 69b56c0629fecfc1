package torg.content.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Edit;

/**
 * Keeps the drafts here and those of a shared repository in step. Each is a branch of its author's, which goes on from where it was: so of two states the newer one follows from the other. Only who
 * writes a draft in two portals at once makes two that do not: the later one counts then, and has the other in its history.
 */
final class SharedDrafts {
    private static final int MOST = 1_000;

    private final Remote remote;
    private final Branch site;

    /** @param site the branch of the site, beside which drafts lie */
    SharedDrafts(Remote remote, Branch site) {
        this.remote = remote;
        this.site = site;
    }

    /** @throws TorgException CONFLICT {@code content-git.many-drafts} when there are too many there: nothing is exchanged then; when some were not exchanged, what was wrong with the first */
    void exchange() throws IOException {
        var before = refs(Remote.TRACKED + DraftBranches.FOLDER);
        var there = remote.fetchAll(DraftBranches.FOLDER, MOST);
        var here = refs(Constants.R_HEADS + DraftBranches.FOLDER);
        var names = new TreeSet<>(there.keySet());
        names.addAll(here.keySet());
        names.addAll(before.keySet());
        var refused = new ArrayList<TorgException>();
        for (var name : names) {
            try {
                exchange(DraftBranches.FOLDER + name, Optional.ofNullable(here.get(name)), Optional.ofNullable(there.get(name)), Optional.ofNullable(before.get(name)));
            } catch (TorgException e) {
                // One that is not taken is no reason to keep back the others; a repository that does not answer at all is.
                if (e.kind() == ProblemKind.UPSTREAM) throw e;
                refused.add(e);
            }
        }
        if (!refused.isEmpty()) throw TorgException.of(refused.getFirst().kind(), refused.getFirst().code(), "drafts that are not exchanged: " + refused.size() + "; the first: " + refused.getFirst().getMessage()).help(refused.getFirst().help()).causedBy(refused.getFirst());
    }

    /** By what follows the folder in their names. */
    private Map<String, ObjectId> refs(String folder) throws IOException {
        return Remote.byName(site.repository().getRefDatabase().getRefsByPrefix(folder).stream(), folder);
    }

    /** @param before where it was on both sides when they were in step; empty for one that was on one side only */
    private void exchange(String name, Optional<ObjectId> here, Optional<ObjectId> there, Optional<ObjectId> before) throws IOException {
        var own = site.sibling(name);
        if (here.equals(there)) {
            if (here.isEmpty()) remote.forget(name);
        } else if (there.isEmpty()) {
            if (!here.equals(before)) remote.push(name, here.orElseThrow(), false);
            else if (own.remove(here.orElseThrow())) remote.forget(name);
        } else if (here.isEmpty()) {
            if (there.equals(before)) remote.remove(name);
            else own.advance(here, there.get(), "torg: draft of another portal");
        } else {
            var joined = joined(here.get(), there.get());
            if (own.advance(here, joined, "torg: draft of another portal") && !joined.equals(there.get())) remote.push(name, joined, false);
        }
    }

    /** The one that follows from the other; else the later one, made to follow from both. */
    private ObjectId joined(ObjectId here, ObjectId there) throws IOException {
        try (var walk = new RevWalk(site.repository())) {
            var mine = walk.parseCommit(here);
            var theirs = walk.parseCommit(there);
            if (walk.isMergedInto(mine, theirs)) return there;
            if (walk.isMergedInto(theirs, mine)) return here;
            return following(mine.getCommitTime() < theirs.getCommitTime() || mine.getCommitTime() == theirs.getCommitTime() && mine.compareTo(theirs) < 0 ? List.of(theirs, mine) : List.of(mine, theirs));
        }
    }

    /** The same for both portals, so that they do not make two. */
    private ObjectId following(List<RevCommit> both) throws IOException {
        var later = both.getFirst();
        try (var inserter = site.inserter(1)) {
            var author = later.getAuthorIdent();
            var made = Commits.make(inserter, later.getTree().getId(), List.copyOf(both), new Edit.Author(author.getEmailAddress(), author.getName()), later.getShortMessage(), later.getCommitterIdent().getWhenAsInstant());
            inserter.flush();
            return made;
        }
    }
}
