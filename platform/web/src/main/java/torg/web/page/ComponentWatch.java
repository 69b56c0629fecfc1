package torg.web.page;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.spi.health.HealthCheck;

/**
 * Knows which components are at work, and names those that fail each time they are asked, and those that do not come to an end: a loop in one cannot be stopped from outside, and takes a part of the
 * machine from everybody until the portal is started anew. It looks from a thread of its own, since such a loop may keep all others from running.
 */
@Component(service = {ComponentWatch.class, HealthCheck.class})
public final class ComponentWatch implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ComponentWatch.class);
    private static final Duration LONG = Duration.ofSeconds(10);
    /** So many times in a row is no accident. */
    private static final int OFTEN = 3;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Set<Work> running = ConcurrentHashMap.newKeySet();
    /** How each component failed that has not answered since. */
    private final Map<torg.spi.view.Component, Failing> failing = new ConcurrentHashMap<>();
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

    /** Note that what a component answered could be shown. */
    void answered(torg.spi.view.Component component) {
        failing.remove(component);
    }

    /** Note that a component failed on this page. What is the caller's doing, or that of somebody who is away, is no fault of its own. */
    void failed(torg.spi.view.Component component, Page page, Throwable fault) {
        if (fault instanceof TorgException known && known.kind() != ProblemKind.BUG && known.kind() != ProblemKind.CONFIG) return;
        failing.compute(component, (_, before) -> new Failing(page.path(), before == null ? 1 : before.times + 1));
    }

    @Override
    public String name() {
        return "components";
    }

    @Override
    public Status check() {
        return longest().map(work -> Status.warn(called(work.component) + " has been running for " + work.age().toSeconds() + " seconds and does not end",
                        "take its module away and start the portal anew; the log says where it is")).or(this::broken).orElseGet(() -> Status.ok("components answer"));
    }

    /** The first that fails whenever it is asked. One whose module is gone is nobody's trouble any more. */
    private Optional<Status> broken() {
        failing.keySet().removeIf(component -> module(component).filter(module -> module.getState() != Bundle.ACTIVE).isPresent());
        return failing.entrySet().stream().filter(one -> one.getValue().times >= OFTEN).min(Comparator.comparing(one -> one.getKey().name()))
                .map(one -> Status.warn(called(one.getKey()) + " failed the last " + one.getValue().times + " times, and is left out of page '" + one.getValue().page + "'",
                        "look into the log for what it ran into, and replace its module"));
    }

    private static Optional<Bundle> module(torg.spi.view.Component component) {
        return Optional.ofNullable(FrameworkUtil.getBundle(component.getClass()));
    }

    private static String called(torg.spi.view.Component component) {
        return "component '" + component.name() + "'" + module(component).map(module -> " of module '" + module.getSymbolicName() + "'").orElse("");
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

    /** Where a component failed last, and how many times since it answered. */
    private record Failing(String page, int times) {}

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

        /** Once each, by the watcher alone. */
        private void tell() {
            if (told) return;
            told = true;
            var stack = thread.getStackTrace();
            LOG.warn("{} does not come to an end request={} path={} seconds={} at={}", called(component), request.id(), request.path(), age().toSeconds(),
                    stack.length == 0 ? "unknown" : stack[0]);
        }

        @Override
        public void close() {
            running.remove(this);
        }
    }
}
