package torg.content.git;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.problem.TorgException;

/**
 * Brings what ships now into the branch, once, together with what was changed here since it shipped before. As long as the two cannot be put together the branch
 * stays as it is, and what ships waits on its own branch. Not thread-safe: the store sees to it.
 */
final class Upgrade {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);

    private final Shipped shipped;
    private final Optional<Remote> remote;
    private final Exchange.Side here;
    private Optional<ObjectId> newest = Optional.empty();
    private boolean done;
    private volatile Optional<Status> problem = Optional.empty();
    private volatile Optional<ObjectId> waiting = Optional.empty();

    /** @param remote where other portals may have put what ships */
    Upgrade(Shipped shipped, Optional<Remote> remote, Exchange.Side here) {
        this.shipped = shipped;
        this.remote = remote;
        this.here = here;
    }

    /** Try it; does nothing when it is done. What goes wrong is kept for {@link #problem}. */
    void once() {
        if (done) return;
        try {
            if (newest.isEmpty()) newest = shipped.newest(remote.isPresent() ? remote.get().tracked(Shipped.BRANCH) : Optional.empty());
            done = newest.isEmpty() || join(newest.get());
            if (done) problem = Optional.empty();
        } catch (TorgException e) {
            problem = Optional.of(Status.warn("what ships did not come into the branch: " + e.getMessage(), e.help()));
        } catch (IOException e) {
            LOG.warn("event=not-upgraded", e);
            problem = Optional.of(Status.warn("what ships cannot be read", "look into the log, and check permissions of the folders of content and themes"));
        }
    }

    private boolean join(ObjectId ships) throws IOException {
        var repository = here.branch().repository();
        var mine = here.head();
        if (mine.isPresent() && Merge.unrelated(repository, mine.get(), ships)) return here.move(mine, Merge.adopt(repository, mine.get(), ships, Instant.now()));
        var merge = here.join(ships);
        waiting = merge.commit().isEmpty() ? Optional.of(ships) : Optional.empty();
        if (merge.commit().isEmpty()) problem = Optional.of(Status.warn("what ships now and what was changed here cannot be put together in " + merge.said() + "; the site stays as it was, and what ships waits on the branch '" + Shipped.BRANCH + "'",
                "settle them at /studio/conflicts, or merge that branch into '" + here.branch().name() + "' with Git"));
        return merge.commit().isPresent();
    }

    /** What ships and cannot be put together with the branch; empty when it is in it. */
    Optional<ObjectId> waiting() {
        return waiting;
    }

    /** What somebody should look at; empty when what ships is in the branch. */
    Optional<Status> problem() {
        return problem;
    }
}
