package torg.web.page;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.web.Request;
import torg.spi.health.HealthCheck;

/**
 * Knows which components are at work, and names those that do not come to an end: a loop in one cannot be stopped from outside, and takes a part of the
 * machine from everybody until the portal is started anew. It looks from a thread of its own, since such a loop may keep all others from running.
 */
@Component(service = {ComponentWatch.class, HealthCheck.class})
public final class ComponentWatch implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ComponentWatch.class);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Set<Work> running = ConcurrentHashMap.newKeySet();
    private final Duration patience;
    private final Thread watcher;

    @Activate
    public ComponentWatch() {
        this(LONG, BETWEEN_LOOKS);
    }

    /** With how long a component may take, and the time between looks. */
    ComponentWatch(Duration patience, Duration pause) {
        this.patience = patience;
        this.watcher = Thread.ofPlatform().name("torg-component-watch").daemon().start(() -> look(pause));
    }

    @Deactivate
    void stop() {
        watcher.interrupt();
    }

    /** Note that a component is asked for something; close it when it has answered. */
    Work begin(torg.spi.view.Component component, Request request) {
        var work = new Work(component, request, Thread.currentThread(), System.nanoTime());
        running.add(work);
        return work;
    }

    @Override
    public String name() {
        return "components";
    }

    @Override
    public Status check() {
        return longest().map(work -> Status.warn(work.name() + " has been running for " + work.age().toSeconds() + " seconds and does not end",
                        "take its module away and start the portal anew; the log says where it is")).orElseGet(() -> Status.ok("components answer"));
    }

    private Optional<Work> longest() {
        return running.stream().filter(work -> work.age().compareTo(patience) > 0).max(Comparator.comparing(Work::age));
    }

    private void look(Duration pause) {
        try {
            while (true) {
                for (var work : running) if (work.age().compareTo(patience) > 0) work.tell();
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            running.clear(); // the end
        }
    }

    /** A component that was asked for something. */
    final class Work implements AutoCloseable {
        private final torg.spi.view.Component component;
        private final Request request;
        private final Thread thread;
        private final long start;
        private boolean told;

        private Work(torg.spi.view.Component component, Request request, Thread thread, long start) {
            this.component = component;
            this.request = request;
            this.thread = thread;
            this.start = start;
        }

        private Duration age() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        private String name() {
            var bundle = FrameworkUtil.getBundle(component.getClass());
            return "component '" + component.name() + "'" + (bundle == null ? "" : " of module '" + bundle.getSymbolicName() + "'");
        }

        /** Once each, by the watcher alone. */
        private void tell() {
            if (told) return;
            told = true;
            var stack = thread.getStackTrace();
            LOG.warn("{} does not come to an end request={} path={} seconds={} at={}", name(), request.id(), request.path(), age().toSeconds(),
                    stack.length == 0 ? "unknown" : stack[0]);
        }

        @Override
        public void close() {
            running.remove(this);
        }
    }
}
