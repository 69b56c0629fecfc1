package torg.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleState;
import torg.api.health.ModulesTried;
import torg.api.health.Status;
import torg.spi.health.HealthCheck;
import torg.spi.web.Turnstile;

/** Runs the modules and knows how the house is. */
@Component(immediate = true, configurationPid = "torg.modules", service = {HouseHealth.class, Kernel.class},
        // Modules come when the settings that wait for them can be checked.
        reference = @Reference(name = "settings", service = SettingsFolder.class))
@Designate(ocd = Kernel.Settings.class)
public final class Kernel implements HouseHealth {
    /** How long a request may take that began before a module is replaced. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a module may take to start. Far more than any needs, also on a machine that is very busy: what is late is refused until its jar changes. */
    private static final Duration START = Duration.ofSeconds(60);

    /** Where modules lie. */
    @ObjectClassDefinition(name = "Torg modules")
    public @interface Settings {
        /** Folders with one jar for each module. */
        @AttributeDefinition(description = "Folders with module jars, separated by commas; of two jars that are the same module the one of the later folder runs")
        String folders() default "";

        /** Without one no module can be stopped. */
        @AttributeDefinition(description = "File that says which modules are stopped; empty: none can be")
        String stopped() default "";

        /** One of {@code folders}, or nobody would look there. */
        @AttributeDefinition(description = "The one of the folders in which modules that administrators add lie; empty: none can be added")
        String added() default "";

        /** Without one nobody is trusted. */
        @AttributeDefinition(description = "Folder with the certificates of those whose modules may be added, as .pem, .crt or .cer")
        String trusted() default "";

        /** The launcher says yes for a demo. Counts at once for what comes from then on; what runs already runs on until the next start. */
        @AttributeDefinition(description = "Whether modules may be added that nobody who is trusted has signed")
        boolean unsigned() default false;

        /** Counts at once. */
        @AttributeDefinition(description = "Catalogue of modules to add from: an address with https:, one with http: on 127.0.0.1, or a folder; empty: none")
        String catalogue() default "";
    }

    private final PrometheusMetrics metrics;
    private final Checks checks = new Checks();
    private final StoppedModules stops;
    private final AddedModules added;
    private final JarFiles files;
    private final ModuleFolders modules;
    private volatile Settings now;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile Turnstile turnstile;

    /** Begins to look at the folders at once. */
    @Activate
    public Kernel(BundleContext context, Settings settings, @Reference ServiceComponentRuntime components, @Reference PrometheusMetrics metrics) {
        this.metrics = metrics;
        this.now = settings;
        var folders = Stream.of(settings.folders().split(",")).map(String::strip).filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).toAbsolutePath()).toList();
        var reasons = new ComponentReasons(components, context.getServiceReference(ServiceComponentRuntime.class));
        this.stops = new StoppedModules(file(settings.stopped()), InstantSource.system());
        this.added = new AddedModules(file(settings.added()), new Signatures(file(settings.trusted())), () -> now.unsigned(), new Resolution(context), this::modules, InstantSource.system());
        this.files = new JarFiles(folders, InstantSource.system(), added::refusal);
        this.modules = new ModuleFolders(files, added, context, InstantSource.system(), new Starts(START), reasons, this::quietly, stops,
                () -> context.registerService(ModulesTried.class, new ModulesTried() {}, null));
        checks.add(new ModulesCheck(modules::isWatched, modules::hasLooked, this::modules, this::trouble));
    }

    private Optional<Status> trouble() {
        return stops.trouble().map(what -> Status.warn(what, "mend the file, or remove it: then every module runs"))
                .or(() -> modules.outdated().map(what -> Status.warn(what, "remove the one that was added: then the one that ships runs; or add a newer one")));
    }

    private static Optional<Path> file(String setting) {
        return Optional.of(setting.strip()).filter(file -> !file.isEmpty()).map(file -> Path.of(file).toAbsolutePath());
    }

    /** Modules are not touched by it: a new word about signatures and the catalogue counts at once, another folder or file from the next start on. */
    @Modified
    void set(Settings settings) {
        now = settings;
        files.ask();
        modules.lookSoon();
    }

    /** As the setting says it; empty when there is none. */
    String catalogue() {
        return now.catalogue().strip();
    }

    /** Requests that come meanwhile wait until whoever was ready before is ready again, so that none meets a half-replaced house. */
    private void quietly(Runnable change) {
        var door = turnstile;
        if (door == null) change.run();
        else door.whileEmpty(PATIENCE, () -> checks.untilReadyAgain(change));
    }

    @Override
    public Map<String, Status> checks() {
        return checks.recent();
    }

    @Override
    public List<ModuleState> modules() {
        return modules.states();
    }

    StoppedModules stops() {
        return stops;
    }

    boolean hasUnder(String name) {
        return modules.hasUnder(name);
    }

    AddedModules added() {
        return added;
    }

    Optional<Bundle> bundle(String name) {
        return modules.bundle(name);
    }

    /** What was stopped or started takes effect without waiting for the next look. */
    void lookSoon() {
        modules.lookSoon();
    }

    @Override
    public String prometheus() {
        return metrics.text();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCheck(HealthCheck check) {
        checks.add(check);
    }

    void removeCheck(HealthCheck check) {
        checks.remove(check);
    }

    /** Modules stay as they are. */
    @Deactivate
    void stop() {
        modules.close();
        checks.close();
    }
}
