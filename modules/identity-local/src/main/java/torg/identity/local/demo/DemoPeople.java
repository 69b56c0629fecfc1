package torg.identity.local.demo;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.problem.TorgException;
import torg.api.site.Sites;
import torg.api.table.Committed;
import torg.api.table.Tables;
import torg.identity.local.settings.Exposure;
import torg.identity.local.settings.SessionRules;
import torg.identity.local.settings.Settings;
import torg.spi.access.WebRoles;
import torg.spi.health.HealthCheck;
import torg.spi.table.ChangeListener;

/** Waits for the contacts of the demo's people and sets each up; says whether everyone can sign in. Idle where there is no demo. */
@Component(immediate = true, configurationPid = Settings.PID)
public final class DemoPeople implements ChangeListener, HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(DemoPeople.class);
    /** Longer than it takes to set one person up. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String EVERYONE = "everyone";
    private final Settings settings;
    private final Exposure exposure;
    private final Sites sites;
    private final Awaited awaited;
    private final DemoSeed seed;
    private final Semaphore news = new Semaphore(0);
    private final Thread worker;
    private volatile boolean stopped;
    private volatile State state = new State(DemoSignIns.NONE, Map.of(EVERYONE, "the demo's people have not been looked at yet"), false);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile WebRoles roles;

    @Activate
    public DemoPeople(Settings settings, @Reference Tables tables, @Reference Sites sites, @Reference Exposure exposure, @Reference Awaited awaited) {
        this(settings, tables, sites, exposure, awaited, null);
    }

    DemoPeople(Settings settings, Tables tables, Sites sites, Exposure exposure, Awaited awaited, WebRoles roles) {
        this.settings = settings;
        this.awaited = awaited;
        this.exposure = exposure;
        this.roles = roles;
        this.sites = sites;
        this.seed = new DemoSeed(tables, () -> stopped);
        this.worker = SessionRules.of(settings, exposure).demo() ? Thread.ofVirtual().name("demo-sign-ins").start(this::work) : null;
    }

    /** Tell the worker, and wait until it has put down what it holds. It is not interrupted, because an interrupt can close the store's files. */
    @Deactivate
    void stop() {
        stopped = true;
        news.release();
        if (worker == null) return;
        try {
            if (!worker.join(PATIENCE)) LOG.warn("demo-sign-ins still at work at the end");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void committed(List<Committed> entries) {
        if (entries.stream().anyMatch(entry -> entry.table().equals("contact"))) news.release();
    }

    @Override
    public String name() {
        return "demo-sign-ins";
    }

    @Override
    public Status check() {
        if (!settings.demo()) return Status.ok("There are no demo sign-ins.");
        if (!settings.loopback()) return Status.notReady("The demo sign-ins are refused, because the portal can be reached from other machines.", "Bind to 127.0.0.1, or set demo=false.");
        if (!exposure.settings().isEmpty()) return exposed(exposure.settings());
        return state.status();
    }

    /** A portal without its demo can serve everybody else. */
    private static Status exposed(List<String> settings) {
        var named = settings.size() == 1 ? "setting " + settings.getFirst() + " of " + Exposure.PID + " says" : "settings " + String.join(", ", settings) + " of " + Exposure.PID + " say";
        return Status.warn("The demo sign-ins are refused, because the " + named + " that people of other machines come.", "Run with --no-demo, or take the setting away.");
    }

    private void work() {
        try {
            while (!stopped) {
                round();
                if (news.tryAcquire(1, TimeUnit.SECONDS)) news.drainPermits();
            }
        } catch (InterruptedException _) {
            LOG.debug("demo-sign-ins stopped");
        }
    }

    /** One look at everyone who is not set up yet. The worker outlives what fails: it is told, and tried again. */
    private void round() {
        var before = state;
        try {
            var wanted = sites.current().part(DemoSignIns.class).orElse(DemoSignIns.NONE);
            if (before.of == wanted && before.settled()) return;
            var giver = roles;
            var next = giver == null ? before.hindered("nobody knows web roles yet") : settled(wanted, giver);
            if (stopped) return;
            state = next;
            if (giver != null) awaited.are(next.waiting.keySet());
            if (state.waiting.isEmpty() && !before.waiting.isEmpty()) LOG.info("demo-sign-ins ready people={}", wanted.people().size());
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            var known = e instanceof TorgException;
            state = before.hindered(known ? e.getMessage() : "something unforeseen happened, see the log");
            if (state.equals(before)) return;
            if (known) LOG.info("demo-sign-ins waiting because={}", e.getMessage());
            else LOG.error("demo-sign-ins waiting", e);
        }
    }

    private State settled(DemoSignIns wanted, WebRoles giver) {
        var waiting = new LinkedHashMap<String, String>();
        for (var person : wanted.people()) if (!stopped) seed.settle(person, wanted.password(), giver).ifPresent(why -> waiting.put(person.email(), why));
        var bystanders = wanted.bystanders().stream().map(some -> seed.settle(some, giver)).reduce(true, Boolean::logicalAnd);
        return new State(wanted, waiting, bystanders);
    }

    /**
     * How far it is.
     *
     * @param waiting who is not set up yet, and why
     * @param bystanders whether all of them have their roles
     */
    private record State(DemoSignIns of, Map<String, String> waiting, boolean bystanders) {
        State {
            waiting = Collections.unmodifiableMap(new LinkedHashMap<>(waiting));
        }

        State hindered(String why) {
            return new State(of, Map.of(EVERYONE, why), false);
        }

        boolean settled() {
            return waiting.isEmpty() && bystanders;
        }

        Status status() {
            var all = of.people().size();
            if (waiting.isEmpty()) return Status.ok(all == 0 ? "This site has no demo sign-ins." : "The demo sign-ins work, all with password " + of.password() + ": " + people() + ".");
            var verb = waiting.size() == 1 ? " does" : " do";
            var who = waiting.containsKey(EVERYONE) ? "The demo sign-ins do" : waiting.size() + " of " + all + " demo sign-ins" + verb;
            return Status.notReady(who + " not work yet: " + waiting.values().iterator().next() + ".", "Wait for the initial sync, and look at its state and at the problems of the site.");
        }

        private String people() {
            return of.people().stream().map(person -> person.email() + (person.roles().isEmpty() ? "" : " (" + String.join(", ", new TreeSet<>(person.roles())) + ")")).collect(Collectors.joining(", "));
        }
    }
}
