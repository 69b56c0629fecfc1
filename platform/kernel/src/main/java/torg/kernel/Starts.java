package torg.kernel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Starts bundles, each on a thread of its own: a start may never come back, and whoever waited for that would see no other module any more. */
final class Starts {
    /** An interrupted start that comes back soon has said why. */
    private static final Duration INTERRUPTED = Duration.ofSeconds(1);

    private final Duration patience;
    private final Map<Bundle, CompletableFuture<Void>> hanging = new ConcurrentHashMap<>();

    /** @param patience how long a start may take */
    Starts(Duration patience) {
        this.patience = patience;
    }

    /**
     * Start a bundle, or take note of the wish as long as the framework itself is starting.
     *
     * @throws BundleException when it does not start, or has not come back in time; then it may go on for ever, see {@link #afterwards}
     */
    void start(Bundle bundle) throws BundleException, InterruptedException {
        var done = new CompletableFuture<Void>();
        var thread = Thread.ofPlatform().daemon().name("start-" + bundle.getSymbolicName()).start(() -> run(bundle, done));
        if (comesBack(done, patience)) return;
        thread.interrupt();
        if (comesBack(done, INTERRUPTED)) return;
        hanging.put(bundle, done);
        throw new BundleException("its start has not come back after " + patience.toSeconds() + " s, nor when it was interrupted; "
                + "mend it, and restart the portal to be rid of the thread that it holds");
    }

    /** Do this with a bundle: now, or when its start has come back after all. It cannot be touched before, for the framework holds it. */
    void afterwards(Bundle bundle, Runnable task) {
        var start = hanging.remove(bundle);
        if (start == null) task.run();
        else start.whenComplete((nothing, fault) -> task.run());
    }

    private static void run(Bundle bundle, CompletableFuture<Void> done) {
        try {
            bundle.start();
            done.complete(null);
        } catch (Throwable e) { // whatever a module throws is told to whoever waits
            done.completeExceptionally(e);
        }
    }

    private static boolean comesBack(CompletableFuture<Void> done, Duration within) throws BundleException, InterruptedException {
        try {
            done.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BundleException fault) throw fault;
            throw new BundleException(e.getCause().toString(), e.getCause());
        }
    }
}
