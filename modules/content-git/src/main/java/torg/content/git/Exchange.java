package torg.content.git;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.problem.TorgException;

/**
 * Keeps the branch here and the one of a remote repository in step: fetch, put together, push, on a thread of its own, in intervals and when woken. What cannot be
 * put together stays on both sides, and a branch there keeps what is here, until somebody has merged it.
 */
final class Exchange implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int MOST_TRIES = 5;
    private static final Duration LEAST = Duration.ofSeconds(2);

    private final Remote remote;
    private final Side here;
    private final Duration interval;
    private final Optional<SharedDrafts> drafts;
    private final AtomicLong pulled = new AtomicLong(System.nanoTime() - LEAST.toNanos());
    private final Semaphore woken = new Semaphore(0);
    private Thread thread;
    private volatile boolean closed;
    private volatile boolean answered;
    private volatile Optional<Status> problem = Optional.empty();
    private volatile Optional<ObjectId> waiting = Optional.empty();

    /** The branch here. */
    interface Side {
        Optional<ObjectId> head() throws IOException;

        /** Bring a commit into the branch; when both sides changed the same nothing is done, and said. */
        Merge join(ObjectId theirs) throws IOException;

        /**
         * Let the branch go on to a commit, if it is where it was seen.
         *
         * @return whether it was
         */
        boolean move(Optional<ObjectId> from, ObjectId to) throws IOException;

        /** Called when the remote's side is in the branch. */
        void exchanged() throws IOException;

        Branch branch();
    }

    /** @param drafts empty for those that stay here */
    Exchange(Remote remote, Side here, Duration interval, Optional<SharedDrafts> drafts) {
        this.remote = remote;
        this.here = here;
        this.interval = interval;
        this.drafts = drafts;
    }

    /** From now on in intervals. */
    void start() {
        thread = Thread.ofVirtual().name("content-git-remote").start(this::run);
    }

    /** Exchange soon; never waits. */
    void wake() {
        woken.release();
    }

    /** As {@link #wake}, for those whom nobody knows: at most every two seconds. What comes in between is found with the interval. */
    void pull() {
        var now = System.nanoTime();
        var last = pulled.get();
        if (now - last >= LEAST.toNanos() && pulled.compareAndSet(last, now)) wake();
    }

    private void run() {
        try {
            while (!closed) {
                once();
                woken.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            LOG.debug("event=exchange-ended");
        }
    }

    /** One exchange; what goes wrong is kept for {@link #problem}. */
    synchronized void once() {
        try {
            exchange();
        } catch (TorgException e) {
            said(Status.warn(e.getMessage(), e.help()), e);
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            said(Status.warn("commits are not exchanged with the remote repository '" + remote.said() + "'", "look into the log"), e);
        }
    }

    private void exchange() throws IOException {
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            var theirs = remote.fetch();
            answered = true;
            if (theirs.isPresent()) {
                var merge = here.join(theirs.get());
                waiting = merge.commit().isEmpty() ? theirs : Optional.empty();
                if (merge.commit().isEmpty()) {
                    keep(merge);
                    return;
                }
            }
            here.exchanged();
            var mine = here.head();
            if (mine.isEmpty() || mine.equals(theirs) || remote.push(here.branch().name(), mine.get(), false)) {
                letGo();
                pushShipped();
                if (drafts.isPresent()) drafts.get().exchange();
                problem = Optional.empty();
                return;
            }
        }
        throw Unwritable.busy(here.branch().name());
    }

    private void pushShipped() throws IOException {
        var shipped = here.branch().sibling(Shipped.BRANCH).head();
        // Refused where another portal was first: then it has it.
        if (shipped.isPresent() && !shipped.equals(remote.tracked(Shipped.BRANCH))) remote.push(Shipped.BRANCH, shipped.get(), false);
    }

    private void keep(Merge merge) throws IOException {
        var mine = here.head();
        if (!remote.tracked(remote.keptBranch()).equals(mine)) remote.push(remote.keptBranch(), mine.orElseThrow(), true);
        said(Status.warn("what was pushed to '" + here.branch().name() + "' of '" + remote.said() + "' and what was changed here cannot be put together in " + merge.said() + "; the site stays as it is here, which is kept there as '" + remote.keptBranch() + "'",
                "settle them at /studio/conflicts, or merge '" + remote.keptBranch() + "' into '" + here.branch().name() + "' with Git and push it"), null);
    }

    private void letGo() throws IOException {
        if (remote.tracked(remote.keptBranch()).isPresent()) remote.remove(remote.keptBranch());
    }

    private void said(Status status, Throwable cause) {
        if (!problem.equals(Optional.of(status))) LOG.warn("event=not-exchanged: {}", status.message(), cause);
        problem = Optional.of(status);
    }

    /** What was pushed there and cannot be put together with the branch; empty when it is in it. */
    Optional<ObjectId> waiting() {
        return waiting;
    }

    /** What somebody should look at; empty when the last exchange went well. */
    Optional<Status> problem() {
        return problem;
    }

    /** Whether the remote has been seen at least once. */
    boolean answered() {
        return answered;
    }

    /** No further exchanges; one that has begun is waited for, some seconds at most. */
    @Override
    public void close() {
        closed = true;
        wake();
        if (thread == null) return;
        try {
            if (!thread.join(Duration.ofSeconds(5))) thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
