package torg.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Modules in the framework. A new version stands beside the old one until the framework has connected it, so that one that cannot run harms nothing, and
 * the old one comes back when the new one does not start. For one thread.
 */
final class ModuleBundles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModuleBundles.class);
    private static final String LOCATION = "module:";
    /** Of what a module says of its own failure, in characters. */
    private static final int LONGEST = 500;

    private final BundleContext context;
    private final Function<Bundle, List<String>> failures;
    private final Consumer<Runnable> quietly;
    private final Starts starts;
    private final Resolution resolution;
    private final ServiceRegistration<CollisionHook> twins;
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final AtomicLong installs = new AtomicLong();
    private volatile boolean closing;

    /** A module that was started. */
    record Running(ModuleJar jar, Bundle bundle) {}

    /**
     * @param starts starts them
     * @param failures what of a bundle that was started failed nevertheless
     * @param quietly runs what takes a module away, when nobody is using it
     */
    ModuleBundles(BundleContext context, Starts starts, Function<Bundle, List<String>> failures, Consumer<Runnable> quietly) {
        this.context = context;
        this.starts = starts;
        this.failures = failures;
        this.quietly = quietly;
        this.resolution = new Resolution(context);
        // The framework refuses two bundles of one name and version; while one replaces the other there are two.
        this.twins = context.registerService(CollisionHook.class, (operation, target, candidates) -> {
            if (operation == CollisionHook.INSTALLING && target.equals(context.getBundle())) candidates.clear();
        }, null);
        Stream.of(context.getBundles()).filter(bundle -> bundle.getLocation().startsWith(LOCATION)).forEach(this::uninstall);
    }

    /** Nothing is waited for any more. For any thread. */
    void closing() {
        closing = true;
    }

    /** Whether the kernel or the whole framework is ending. */
    boolean allStop() {
        return closing || context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING;
    }

    Map<String, Running> running() {
        return Map.copyOf(running);
    }

    Set<Path> files() {
        return running.values().stream().map(module -> module.jar.file()).collect(Collectors.toSet());
    }

    Set<String> rooms() {
        return rooms(context);
    }

    /** Names of bundles that are no modules. */
    static Set<String> rooms(BundleContext context) {
        return Stream.of(context.getBundles()).filter(bundle -> !bundle.getLocation().startsWith(LOCATION))
                .map(bundle -> String.valueOf(bundle.getSymbolicName())).collect(Collectors.toSet());
    }

    /** Start this jar, in place of what runs under its name; why not, when it cannot run, and then nothing has changed. */
    List<String> put(ModuleJar jar) {
        Bundle bundle;
        try (var bytes = Files.newInputStream(jar.file())) {
            bundle = context.installBundle(LOCATION + jar.file() + "#" + installs.incrementAndGet(), bytes);
        } catch (BundleException | IOException | RuntimeException e) { // a manifest can be wrong in ways that the framework does not foresee
            return List.of("it cannot be installed: " + message(e));
        }
        // As early as the kernel itself, so that it starts now and not when the framework has climbed on.
        bundle.adapt(BundleStartLevel.class).setStartLevel(Math.max(1, context.getBundle().adapt(BundleStartLevel.class).getStartLevel()));
        var reasons = context.getBundle(0).adapt(FrameworkWiring.class).resolveBundles(List.of(bundle)) ? replace(jar, bundle) : unresolved(bundle);
        if (!reasons.isEmpty()) uninstall(bundle);
        return reasons;
    }

    /** Only a start makes the framework say what is missing. */
    private List<String> unresolved(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return List.of("the framework cannot connect it");
        } catch (BundleException e) {
            return resolution.reasons(bundle, message(e));
        }
    }

    private List<String> replace(ModuleJar jar, Bundle bundle) {
        var old = running.get(jar.name());
        if (old == null) {
            var reasons = start(bundle);
            if (reasons.isEmpty()) running.put(jar.name(), new Running(jar, bundle));
            return reasons;
        }
        var reasons = new ArrayList<String>();
        quietly.accept(() -> {
            stop(old.bundle);
            reasons.addAll(start(bundle));
            if (reasons.isEmpty()) reasons.addAll(failures.apply(bundle));
            if (reasons.isEmpty()) running.put(jar.name(), new Running(jar, bundle));
            else goBack(old, bundle, reasons);
        });
        if (running.get(jar.name()) != old) uninstall(old.bundle);
        return reasons;
    }

    /** The old one takes its place again. Where it cannot, nothing runs under its name any more, and both stories are told. */
    private void goBack(Running old, Bundle bundle, List<String> reasons) {
        if (bundle.getState() == Bundle.ACTIVE) stop(bundle);
        var again = start(old.bundle);
        if (again.isEmpty() || allStop()) return;
        running.remove(old.jar.name());
        again.forEach(reason -> reasons.add("the version before it is gone too: " + reason));
    }

    private List<String> start(Bundle bundle) {
        try {
            starts.start(bundle);
            // While the framework itself is starting it takes note of the wish and returns; it says why not only to whoever asks later.
            while (bundle.getState() != Bundle.ACTIVE) {
                if (allStop()) return List.of("the house is being stopped");
                Thread.sleep(10);
                starts.start(bundle);
            }
            return List.of();
        } catch (BundleException e) {
            return List.of("it does not start: " + message(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("the house is being stopped");
        }
    }

    /** Take a module away. */
    void remove(String name) {
        var old = running.remove(name);
        quietly.accept(() -> stop(old.bundle));
        uninstall(old.bundle);
    }

    private void stop(Bundle bundle) {
        try {
            bundle.stop();
        } catch (BundleException e) {
            LOG.warn("module={} event=stopped-badly", bundle.getSymbolicName(), e);
        }
    }

    private void uninstall(Bundle bundle) {
        starts.afterwards(bundle, () -> uninstallNow(bundle));
    }

    private void uninstallNow(Bundle bundle) {
        try {
            bundle.uninstall();
            // Frees its classes. Nobody imports from a module, so nothing else is restarted.
            context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle));
        } catch (BundleException e) {
            LOG.warn("module={} event=not-removed", bundle.getSymbolicName(), e);
        }
    }

    private static String message(Throwable fault) {
        var root = fault;
        while (root.getCause() != null) root = root.getCause();
        var message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
    }

    /** Modules stay as they are, for the framework stops them before the house. */
    @Override
    public void close() {
        twins.unregister();
    }
}
