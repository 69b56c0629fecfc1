package torg.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.ModuleState;
import torg.api.health.ModuleState.Origin;
import torg.api.health.ModuleState.Stopped;

/** Keeps what runs the same as what lies in the module folders. */
final class ModuleFolders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModuleFolders.class);
    /** Its lines go to the console. */
    private static final Logger NEWS = LoggerFactory.getLogger("torg.news");
    private static final List<String> COVERED = List.of("covered");
    private static final String SPI = "torg.spi.";
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** Components wait for each other while modules come one by one; what still waits after this is worth a line. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final InstantSource clock;
    private final JarFiles files;
    private final AddedModules added;
    private final ModuleBundles bundles;
    private final ComponentReasons components;
    private final Needed needed;
    private final StoppedModules stops;
    private final Runnable tried;
    private final Map<ModuleJar, List<String>> failures = new HashMap<>();
    private final Map<String, ModuleState> told = new HashMap<>();
    private final Poll poll;
    private volatile List<Entry> entries = List.of();
    private volatile Map<String, ModuleJar> under = Map.of();
    private volatile boolean looked;
    private Instant lastChange;
    private List<Object> lastTold = List.of();

    /**
     * @param files the jars in the folders
     * @param added which of them administrators added
     * @param starts starts modules
     * @param components why components of a bundle do not work
     * @param quietly runs what takes a module away, when nobody is using it
     * @param stops which are to stand still
     * @param tried runs once, when everything that lay in the folders at the start has been tried
     */
    ModuleFolders(JarFiles files, AddedModules added, BundleContext context, InstantSource clock, Starts starts, ComponentReasons components, Consumer<Runnable> quietly,
            StoppedModules stops, Runnable tried) {
        this.clock = clock;
        this.files = files;
        this.added = added;
        this.bundles = new ModuleBundles(context, starts, components::failures, quietly);
        this.components = components;
        this.needed = new Needed(context, stops);
        this.stops = stops;
        this.tried = tried;
        this.lastChange = clock.instant();
        this.poll = new Poll("modules", PAUSE, this::look);
    }

    /** Whether everything that lay in the folders at the start has been tried. */
    boolean hasLooked() {
        return looked;
    }

    /** Whether what changes in the folders is still noticed. */
    boolean isWatched() {
        return poll.isAlive();
    }

    /** Every module as it is now, by file. */
    List<ModuleState> states() {
        var still = stops.now().keySet();
        return entries.stream().map(entry -> entry.asWished(still)).map(entry -> state(entry, offers(entry.bundle), entry.bundle == null ? List.of() : needed.of(entry.bundle))).toList();
    }

    private static List<String> offers(Bundle bundle) {
        if (bundle == null) return List.of();
        try {
            var services = Optional.ofNullable(bundle.getRegisteredServices()).stream().flatMap(Stream::of);
            return services.flatMap(service -> Stream.of((String[]) service.getProperty(Constants.OBJECTCLASS))).filter(name -> name.startsWith(SPI)).distinct().sorted().toList();
        } catch (IllegalStateException e) { // it was taken away in this moment
            return List.of();
        }
    }

    private ModuleState state(Entry entry, List<String> offers, List<String> alone) {
        var reasons = entry.reasons;
        if (reasons.isEmpty()) reasons = entry.bundle.getState() == Bundle.ACTIVE ? components.reasons(entry.bundle, this::stoppedGivers)
                : List.of("it is just being started or stopped");
        return new ModuleState(entry.jar.name(), entry.jar.version(), entry.jar.fileName(), reasons.isEmpty(), reasons, offers, alone, entry.stopped, origin(entry.jar.file()),
                added.holds(entry.jar.file()) ? added.former(entry.jar.name()) : Optional.empty());
    }

    private Origin origin(Path file) {
        return added.holds(file) ? Origin.ADDED : files.ships(file) ? Origin.SHIPPED : Origin.WATCHED;
    }

    private List<String> stoppedGivers(String wanted) {
        return entries.stream().filter(entry -> entry.stopped.isPresent() && entry.jar.gives().contains(wanted))
                .map(entry -> "module " + entry.jar.name() + " offers it, but " + entry.stopped.get()).toList();
    }

    /** The bundle of a module of this name; empty where none was started. */
    Optional<Bundle> bundle(String name) {
        return entries.stream().filter(entry -> entry.bundle != null && entry.jar.name().equals(name)).map(Entry::bundle).findFirst();
    }

    /** Whether a jar of an earlier folder would run if the one of this name went. */
    boolean hasUnder(String name) {
        return under.containsKey(name);
    }

    /** A module that was added in place of one that ships, of which a newer version ships by now, as after an upgrade; in words, empty when there is none. */
    Optional<String> outdated() {
        return entries.stream().filter(entry -> added.holds(entry.jar.file())).flatMap(entry -> Optional.ofNullable(under.get(entry.jar.name()))
                .filter(ships -> AddedModules.isOlder(entry.jar.version(), ships.version()))
                .map(ships -> "module " + ships.name() + " was added in version " + entry.jar.version() + ", and a newer one ships, " + ships.version()).stream()).findFirst();
    }

    /** What is to stand still has changed: look now. */
    void lookSoon() {
        poll.ring();
    }

    private void look() {
        // While everything ends, modules stop for no reason of their own.
        if (bundles.allStop()) return;
        var still = stops.now();
        var plan = Plan.of(files.look(), bundles.rooms(), bundles.files(), still.keySet());
        takeAway(plan);
        plan.run().values().forEach(this::bring);
        if (bundles.allStop()) return;
        failures.keySet().retainAll(plan.run().values());
        tellCovered(plan);
        // Of several the one that lies right below: they come in the order of their folders.
        under = plan.covered().keySet().stream().collect(Collectors.toUnmodifiableMap(ModuleJar::name, jar -> jar, (_, later) -> later));
        entries = entries(plan, still);
        if (!looked) {
            looked = true;
            tried.run();
        }
        tellStates();
    }

    private void takeAway(Plan plan) {
        var broken = plan.refused().keySet().stream().map(ModuleJar::file).collect(Collectors.toSet());
        bundles.running().forEach((name, module) -> {
            // A module whose file was overwritten by something broken runs on: nobody asked to remove it.
            if (plan.run().containsKey(name) || broken.contains(module.jar().file())) return;
            bundles.remove(name);
            changed();
            NEWS.info("module={} file={} event={}", name, module.jar().fileName(), plan.stopped().containsKey(name) ? "stopped" : "removed");
        });
    }

    private void bring(ModuleJar jar) {
        if (bundles.allStop()) return;
        var before = bundles.running().get(jar.name());
        if (before != null && before.jar().equals(jar) || failures.containsKey(jar)) return;
        var start = clock.instant();
        var reasons = bundles.put(jar);
        changed();
        if (!reasons.isEmpty()) failures.put(jar, runsOn(jar, reasons));
        else (looked ? NEWS : LOG).info("module={} version={} file={} event={} ms={}", jar.name(), jar.version(), jar.fileName(), before == null ? "started" : "replaced",
                Duration.between(start, clock.instant()).toMillis());
    }

    private List<String> runsOn(ModuleJar jar, List<String> reasons) {
        if (!bundles.running().containsKey(jar.name())) return reasons;
        var all = new ArrayList<>(reasons);
        all.add("the version before it runs on");
        return all;
    }

    private void changed() {
        lastChange = clock.instant();
    }

    private List<Entry> entries(Plan plan, Map<String, Stopped> still) {
        var all = new ArrayList<Entry>();
        plan.run().values().forEach(jar -> {
            var module = bundles.running().get(jar.name());
            all.add(new Entry(jar, module == null ? null : module.bundle(), failures.getOrDefault(jar, List.of()), Optional.empty()));
        });
        plan.stopped().forEach((name, jar) -> all.add(new Entry(jar, null, List.of(still.get(name).toString()), Optional.of(still.get(name)))));
        plan.refused().forEach((jar, reason) -> all.add(new Entry(jar, null, List.of(reason), Optional.empty())));
        all.sort((a, b) -> a.jar.fileName().compareTo(b.jar.fileName()));
        return List.copyOf(all);
    }

    private void tellCovered(Plan plan) {
        plan.covered().forEach((jar, over) -> {
            var state = new ModuleState(jar.name(), jar.version(), jar.fileName(), false, COVERED, List.of());
            if (!state.equals(told.put(jar.file().toString(), state))) LOG.info("module={} file={} event=covered-by file={}", jar.name(),
                    jar.file(), over.file());
        });
    }

    /**
     * What is refused is told at once; what waits is told when everything has settled; each once. To ask why components wait is much work, so nobody
     * asks while all is as it was.
     */
    private void tellStates() {
        var settled = lastChange.plus(SETTLED).isBefore(clock.instant());
        var now = List.of(entries, settled, components.changes());
        if (now.equals(lastTold)) return;
        for (var entry : entries) {
            if (entry.reasons.isEmpty() && !settled) continue;
            // What a module offers comes and goes with what it waits for, and is no news of its own.
            var state = state(entry, List.of(), List.of());
            var before = told.put(entry.jar.file().toString(), state);
            if (state.equals(before)) continue;
            if (entry.stopped.isPresent()) LOG.info("module={} file={} event=stands-still: {}", state.name(), state.file(), entry.stopped.get());
            else if (!state.running()) LOG.warn("module={} file={} event=not-running: {}", state.name(), state.file(), String.join(" | ", state.reasons()));
            else if (before != null && !before.running() && before.stopped().isEmpty() && !before.reasons().equals(COVERED)) NEWS.info("module={} file={} event=mended", state.name(), state.file());
        }
        lastTold = now;
    }

    /** Nothing is started or stopped after this. */
    @Override
    public void close() {
        bundles.closing();
        poll.close();
        bundles.close();
    }

    /**
     * A jar and how it went.
     *
     * @param bundle null when it is not in the framework, and then there are reasons
     * @param reasons empty when it was started
     * @param stopped when somebody stopped it, and then that is the reason
     */
    private record Entry(ModuleJar jar, Bundle bundle, List<String> reasons, Optional<Stopped> stopped) {
        /** Whoever has just said that it is to stop or start is told so, and not how it was before. */
        private Entry asWished(Set<String> still) {
            if (bundle != null && still.contains(jar.name())) return new Entry(jar, bundle, List.of("it is being stopped"), stopped);
            return stopped.isEmpty() || still.contains(jar.name()) ? this : new Entry(jar, null, List.of("it is being started"), Optional.empty());
        }
    }
}
