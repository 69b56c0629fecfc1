package torg.site;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.audit.AuditLog;
import torg.api.health.ModulesTried;
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Position;
import torg.api.site.Proposal;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.spi.health.HealthCheck;
import torg.spi.site.ContentStore;
import torg.spi.site.SiteCompiler;
import torg.spi.view.Templates;

/**
 * Keeps the current site. Stores and compilers come and go as they like; each change leads to a new attempt on one thread, and a good attempt is
 * swapped in with one write. Until all modules have been tried, attempts only do ahead what can be done: a site with parts of it missing would make
 * everybody who follows it work once more for each module.
 */
@Component(immediate = true, configurationPid = "torg.site", service = {LiveSite.class, Sites.class, HealthCheck.class})
@Designate(ocd = LiveSite.Settings.class)
public final class LiveSite implements Sites, HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSite.class);

    /** Stores report a change when it is complete. */
    private static final Duration AFTER_EDIT = Duration.ZERO;
    /** What a module that comes brings does not all come at once. */
    private static final Duration AFTER_CHANGE = Duration.ofMillis(20);
    /** While the house starts, compilers come one after the other. */
    private static final Duration AT_START = Duration.ofMillis(100);
    /** A module that is replaced goes before it comes: wait for it rather than show a site without it. */
    private static final Duration AFTER_DEPARTURE = Duration.ofMillis(400);
    private static final Duration RETRY = Duration.ofSeconds(5);
    /** Time for further modules to come before somebody is told that one is missing. */
    private static final Duration SETTLED = Duration.ofSeconds(3);
    /** How long the first site is held back at most when nobody says that all modules have been tried. */
    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    /** A clock that is set, or a machine that sleeps, puts off what is to come by no more than this. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Which site this portal shows. */
    @ObjectClassDefinition(name = "Torg site")
    public @interface Settings {
        /** Name of the site's folder. */
        @AttributeDefinition(description = "Name of the site's folder below content/")
        String site() default "customer-portal";
    }

    private final String name;
    private final SiteMaker maker;
    private final Map<Rank, StoreLayer> layers = new ConcurrentSkipListMap<>();
    private final Map<Rank, SiteCompiler<?>> compilers = new ConcurrentSkipListMap<>();
    private final ProblemLog problemLog = new ProblemLog();
    private final RuleTeller rules = new RuleTeller(RETRY);
    private final Debounce attempts;
    private final Debounce settled;
    private final Debounce start;
    private final Debounce editions;
    private final InstantSource clock;
    private final Optional<ModuleWords> words;
    private final BooleanSupplier allStop;
    private volatile boolean shown;
    /** The layers whose files the maker knows. */
    private List<StoreLayer> asked = List.of();
    private volatile Optional<Instant> next = Optional.empty();
    private volatile State state = new State(Optional.empty(), List.of(), List.of(), List.of());

    /**
     * @param settings which site it is
     * @param context where modules are seen
     */
    @Activate
    public LiveSite(Settings settings, BundleContext context) {
        this(settings.site(), Optional.of(context), InstantSource.system(), () -> context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING);
    }

    LiveSite(String name, InstantSource clock, BooleanSupplier allStop) {
        this(name, Optional.empty(), clock, allStop);
    }

    private LiveSite(String name, Optional<BundleContext> context, InstantSource clock, BooleanSupplier allStop) {
        this.name = name;
        this.clock = clock;
        this.allStop = allStop;
        this.maker = new SiteMaker(name, clock);
        this.attempts = new Debounce("site", this::attempt);
        this.settled = new Debounce("site-warnings", this::tellWarnings);
        this.start = new Debounce("site-start", this::show);
        this.editions = new Debounce("site-editions", this::turn);
        this.words = context.map(where -> new ModuleWords(where, () -> attempts.after(AFTER_DEPARTURE)));
        words.ifPresent(ModuleWords::open);
        start.after(LONGEST_START);
    }

    /** From now on attempts count. */
    private void show() {
        shown = true;
        attempts.after(AFTER_CHANGE);
    }

    @Override
    public Site current() {
        return state.site().orElseThrow(() -> TorgException.of(ProblemKind.BUSY, "site.not-ready", "the site is not there yet").help("try again in a moment"));
    }

    @Override
    public List<SiteProblem> problems() {
        return state.problems();
    }

    /** What there is to edit: files of this site and of all themes. */
    SortedMap<String, ContentFile> files() {
        current();
        var files = new TreeMap<String, ContentFile>();
        synchronized (maker) {
            stored().forEach((path, file) -> {
                if (isOurs(path)) files.put(path, file);
            });
        }
        return Collections.unmodifiableSortedMap(files);
    }

    /** One of them. */
    Optional<ContentFile> file(String path) {
        current();
        synchronized (maker) {
            return layers.values().stream().map(layer -> files(layer).get(path)).filter(file -> file != null && isOurs(path)).findFirst();
        }
    }

    /** The stores that have a file of this path, the upper ones first: what the first of them has is on the site. */
    List<ContentStore> holders(String path) {
        current();
        synchronized (maker) {
            return layers.values().stream().filter(layer -> files(layer).containsKey(path)).map(StoreLayer::store).toList();
        }
    }

    private boolean isOurs(String path) {
        return path.startsWith(maker.path("")) || path.startsWith("themes/");
    }

    /** What an attempt would be with these changes; nothing of it is kept. */
    Proposal propose(Map<String, Optional<byte[]>> changes, Optional<Instant> at) {
        current();
        synchronized (maker) {
            var stored = new TreeMap<>(stored());
            changes.forEach((path, bytes) -> bytes.ifPresentOrElse(written -> stored.put(path, new ContentFile(path, "proposed", written)), () -> stored.remove(path)));
            var attempt = maker.propose(stored, changes.keySet(), List.copyOf(compilers.values()), said(), at);
            return new Proposal(attempt.site(), attempt.problems());
        }
    }

    /** What an attempt would be if a store held these files and no others; nothing of it is kept. */
    Proposal propose(ContentStore store, List<ContentFile> files) {
        current();
        synchronized (maker) {
            var stored = new TreeMap<String, ContentFile>();
            List.copyOf(layers.values()).reversed().forEach(layer -> {
                if (layer.isOf(store)) files.forEach(file -> stored.put(file.path(), file));
                else stored.putAll(files(layer));
            });
            var attempt = maker.propose(stored, Set.of(), List.copyOf(compilers.values()), said(), Optional.empty());
            return new Proposal(attempt.site(), attempt.problems());
        }
    }

    /** The stores, the upper ones first. */
    List<ContentStore> stores() {
        return layers.values().stream().map(StoreLayer::store).toList();
    }

    /** Look at these paths at once, without waiting for word from the stores, and answer when it is known what became of them. */
    void take(Set<String> paths) {
        layers.values().forEach(layer -> layer.note(paths));
        attempt();
    }

    @Override
    public String name() {
        return "site";
    }

    @Override
    public Status check() {
        var now = state;
        if (layers.isEmpty() && now.site().isEmpty()) return Status.notReady("the site waits for a module that gives documents",
                "wait a moment, or add one, such as content-files, and its settings");
        if (now.site().isPresent() && !now.seen().containsAll(compilers.values()))
                return Status.notReady("the site is being made with a module that just came", "wait a moment");
        return now.status(name);
    }

    /** On the thread of attempts, and on that of whoever makes an edit. */
    private synchronized void attempt() {
        // While everything ends, stores and compilers go for no reason of their own.
        if (allStop.getAsBoolean()) return;
        // At the start compilers come before the store does; that is no mistake in a document.
        if (layers.isEmpty() && state.site().isEmpty()) return;
        var start = System.nanoTime();
        var seen = List.copyOf(compilers.values());
        var counts = shown;
        var attempt = attempt(seen);
        await(attempt.next());
        if (!counts) return;
        var before = state;
        var after = before.after(attempt, seen);
        state = after;
        if (!after.site().equals(before.site())) {
            LOG.info("site={} version={} parts={} ms={}", name, current().version(), current().parts().size(), (System.nanoTime() - start) / 1_000_000);
            rules.shown(current());
        }
        synchronized (problemLog) {
            problemLog.errors(after.problems());
        }
        settled.after(SETTLED);
    }

    private void await(Optional<Instant> moment) {
        next = moment;
        moment.map(when -> Duration.between(clock.instant(), when)).ifPresent(wait -> editions.after(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT));
    }

    /** Other files are in force once their moment has come. */
    private void turn() {
        var due = next.filter(moment -> !clock.instant().isBefore(moment));
        if (due.isPresent()) attempts.after(AFTER_EDIT);
        else await(next);
    }

    private Attempt attempt(List<SiteCompiler<?>> seen) {
        if (layers.isEmpty()) return refused("site.no-store", "no module gives documents any more", "add a module with a content store, such as content-files");
        try {
            synchronized (maker) {
                return maker.remake(stored(), seen, said());
            }
        } catch (TorgException e) {
            // A store that cannot be read may be readable later without having changed.
            attempts.after(RETRY);
            return refused(e.code(), e.getMessage(), e.help());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // A mistake of ours or of a module must not end the thread: the old site stands, and the next change is tried again.
            LOG.error("site={} event=attempt-failed", name, e);
            return refused("site.failed", "the site cannot be made, and the log says why", "undo the last edit");
        } catch (OutOfMemoryError e) {
            // What the attempt held is free again, and the old site, if there is one, serves on.
            LOG.error("site={} event=out-of-memory", name, e);
            return refused("site.out-of-memory", "the portal has too little memory for a site of this size", "give it more, TORG_JAVA_OPTIONS=-Xmx1g before the start, or undo the last edit");
        }
    }

    /** Words that modules say. */
    private Map<String, String> said() {
        return words.map(ModuleWords::all).orElse(Map.of());
    }

    private Attempt refused(String code, String message, String help) {
        return Attempt.refused(List.of(new SiteProblem(Position.start("content/" + name), code, message, help, true)));
    }

    private void tellWarnings() {
        synchronized (problemLog) {
            problemLog.warnings(state.problems());
        }
    }

    /** Files of all stores, those of the upper ones before others; as they are until the next call, and for nobody to change. */
    private SortedMap<String, ContentFile> stored() {
        var now = List.copyOf(layers.values());
        if (!now.equals(asked)) maker.changed(Set.of());
        asked = now;
        var all = now.stream().map(this::files).toList();
        if (all.size() == 1) return all.getFirst();
        var stored = new TreeMap<String, ContentFile>();
        all.reversed().forEach(stored::putAll);
        return stored;
    }

    /** Those of one store; the maker hears which are others than before. */
    private SortedMap<String, ContentFile> files(StoreLayer layer) {
        return layer.files(maker::changed);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addStore(ContentStore store, Map<String, ?> properties) {
        layers.put(Rank.of(properties), new StoreLayer(store, () -> attempts.after(AFTER_EDIT)));
        attempts.after(AFTER_CHANGE);
    }

    void removeStore(ContentStore store) {
        layers.values().removeIf(layer -> {
            if (!layer.isOf(store)) return false;
            layer.close();
            return true;
        });
        attempts.after(AFTER_DEPARTURE);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCompiler(SiteCompiler<?> compiler, Map<String, ?> properties) {
        compilers.put(Rank.of(properties), compiler);
        attempts.after(state.site().isEmpty() ? AT_START : AFTER_CHANGE);
    }

    void removeCompiler(SiteCompiler<?> compiler) {
        compilers.values().removeIf(known -> known == compiler);
        attempts.after(AFTER_DEPARTURE);
    }

    /** Whoever paints judges them together with the theme's. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTemplates(Templates templates) {
        attempts.after(state.site().isEmpty() ? AT_START : AFTER_CHANGE);
    }

    void removeTemplates(Templates templates) {
        attempts.after(AFTER_DEPARTURE);
    }

    /** Hears which rules changed, whoever saved the files. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void addAudit(AuditLog log) {
        rules.to(log);
    }

    void removeAudit(AuditLog log) {
        rules.without(log);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void addModulesTried(ModulesTried tried) {
        start.close();
        show();
    }

    void removeModulesTried(ModulesTried tried) {
        // What is shown stays.
    }

    /** Nothing is swapped after this. */
    @Deactivate
    void stop() {
        layers.values().forEach(StoreLayer::close);
        words.ifPresent(ModuleWords::close);
        start.close();
        editions.close();
        attempts.close();
        settled.close();
        rules.close();
    }
}
