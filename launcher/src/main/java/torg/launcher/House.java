package torg.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.log.LogReaderService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.program.Refusal;

/** The OSGi framework with the bundles of the house in it. What others need starts first and stops last. */
final class House implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(House.class);

    private static final int SETTINGS_AND_LOG = 1;
    private static final int LIBRARIES = 2;
    /** And the modules: rooms and modules know each other only as services. */
    private static final int ROOMS = 3;
    /** The port is opened when somebody is there who answers. */
    private static final int SERVER = 4;
    /** Comes last because it starts the modules, which the framework does at once only below the level it is climbing to. */
    private static final int KERNEL = 5;
    private static final Set<String> FIRST = Set.of("org.apache.felix.configadmin", "org.apache.felix.log");

    private static final long MILLIS_TO_STOP = 10_000;

    private final Framework framework;
    private final Map<Bundle, Throwable> failures = new ConcurrentHashMap<>();
    private final List<Bundle> own = new ArrayList<>();

    private House(Framework framework) {
        this.framework = framework;
    }

    /**
     * Install every bundle where it lies and start them all; returns when each has started or failed.
     *
     * @param properties of the framework; see {@link FrameworkProperties}
     */
    static House start(List<Path> bundles, Map<String, String> properties, RoomSettings settings) throws BundleException, IOException, InterruptedException {
        var house = new House(new FrameworkFactory().newFramework(properties));
        house.install(bundles);
        house.framework.start();
        house.with(LogReaderService.class, log -> log.addLogListener(new OsgiLog()));
        house.with(ConfigurationAdmin.class, admin -> tell(admin, settings));
        house.climbTo(KERNEL);
        return house;
    }

    private void install(List<Path> bundles) throws BundleException {
        framework.init();
        var context = framework.getBundleContext();
        context.addFrameworkListener(this::note);
        for (var jar : bundles) {
            var bundle = context.installBundle("reference:" + jar.toUri());
            own.add(bundle);
            bundle.adapt(BundleStartLevel.class).setStartLevel(levelOf(bundle));
            if (!isFragment(bundle)) {
                bundle.start();
            }
        }
        framework.adapt(FrameworkStartLevel.class).setInitialBundleStartLevel(ROOMS);
    }

    private static int levelOf(Bundle bundle) {
        var name = String.valueOf(bundle.getSymbolicName());
        if (FIRST.contains(name)) {
            return SETTINGS_AND_LOG;
        }
        if (name.equals("torg.kernel")) {
            return KERNEL;
        }
        if (name.equals("org.apache.felix.http.jetty12")) {
            return SERVER;
        }
        return name.startsWith("torg.") ? ROOMS : LIBRARIES;
    }

    private <S> void with(Class<S> service, Use<S> use) throws IOException {
        var context = framework.getBundleContext();
        var reference = context.getServiceReference(service);
        if (reference == null) {
            throw new Refusal("the service " + service.getSimpleName() + " did not start; unpack the distribution again, or build with mvn package");
        }
        use.on(context.getService(reference));
        context.ungetService(reference);
    }

    /** Every room finds its settings when it starts, so none starts twice. */
    private static void tell(ConfigurationAdmin admin, RoomSettings settings) throws IOException {
        for (var room : settings.byPid().entrySet()) {
            admin.getConfiguration(room.getKey(), "?").update(new Hashtable<>(room.getValue()));
        }
    }

    private void climbTo(int level) throws InterruptedException {
        var reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> reached.countDown());
        reached.await();
    }

    private void note(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            failures.putIfAbsent(event.getBundle(), event.getThrowable());
            log.info("bundle={} event=error", event.getBundle().getSymbolicName(), event.getThrowable());
        } else if (event.getType() == FrameworkEvent.WARNING) {
            log.info("bundle={} event=warning", event.getBundle().getSymbolicName(), event.getThrowable());
        }
    }

    /** The bundles of the house that should run and do not, by name; empty when all is well. Modules are the kernel's: it may still be at them, and tells itself. */
    List<NotStarted> notStarted() {
        return own.stream()
                .filter(bundle -> !isFragment(bundle) && bundle.getState() != Bundle.ACTIVE && !startsWhenUsed(bundle))
                .map(bundle -> NotStarted.because(bundle.getSymbolicName(), failures.get(bundle)))
                .toList();
    }

    // Lazy activation: such a bundle rests in STARTING until somebody loads a class of it.
    private static boolean startsWhenUsed(Bundle bundle) {
        return bundle.getState() == Bundle.STARTING && bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATIONPOLICY) != null;
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    /** Block until the framework has stopped, by {@link #close} or from inside. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Stop the kernel, then the server, then modules and rooms, then libraries. */
    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(MILLIS_TO_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What to do with a service while it is held. */
    private interface Use<S> {
        void on(S service) throws IOException;
    }
}
