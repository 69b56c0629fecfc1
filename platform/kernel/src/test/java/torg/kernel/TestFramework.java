package torg.kernel;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** A real framework with Declarative Services and Config Admin in it. */
final class TestFramework implements AutoCloseable {
    private static final List<String> BUNDLES = List.of("org.apache.felix.cm.impl.ConfigurationManager",
            "org.apache.felix.scr.impl.Activator");
    private static final String SHARED = "org.osgi.service.component;version=1.5.1,org.osgi.service.component.runtime;version=1.5.0,org.osgi.service.component.runtime.dto;version=1.5.0,"
            + "org.osgi.util.promise;version=1.3.0,org.osgi.util.function;version=1.2.0,org.osgi.service.cm;version=1.6.1,torg.api.table;version=1.0.0,torg.api.health;version=1.0.0";

    /** Where nothing can be added. */
    static final AddedModules NONE_ADDED = new AddedModules(Optional.empty(), new Signatures(Optional.empty()), () -> false, null, List::of, InstantSource.system());

    private final Framework framework;

    TestFramework(Path storage) throws Exception {
        this(storage, Map.of());
    }

    TestFramework(Path storage, Map<String, String> more) throws Exception {
        var properties = new HashMap<>(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString(), Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED, "felix.cm.pm", "memory", "felix.log.level", "0"));
        properties.putAll(more);
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        var installed = new ArrayList<org.osgi.framework.Bundle>();
        for (var type : BUNDLES) installed.add(context().installBundle("reference:" + Class.forName(type, false, getClass().getClassLoader()).getProtectionDomain().getCodeSource().getLocation()));
        for (var bundle : installed) bundle.start();
    }

    static JarFiles files(InstantSource clock, Path... folders) {
        return new JarFiles(List.of(folders), clock, NONE_ADDED::refusal);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    ServiceComponentRuntime components() {
        return service(ServiceComponentRuntime.class);
    }

    ComponentReasons reasons() {
        return new ComponentReasons(components(), context().getServiceReference(ServiceComponentRuntime.class));
    }

    <T> T service(Class<T> type) {
        return context().getService(context().getServiceReference(type));
    }

    <T> void offer(Class<T> type, T service) {
        context().registerService(type, service, null);
    }

    /** What the test modules say now, sorted. */
    List<String> words() {
        try {
            return context().getServiceReferences(Supplier.class, "(component.name=t.Hello)").stream().map(context()::getService)
                    .filter(Objects::nonNull).map(supplier -> String.valueOf(supplier.get())).sorted().toList(); // one may just be going
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static void await(BooleanSupplier holds) throws InterruptedException {
        var end = System.nanoTime() + 60_000_000_000L;
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("waited a minute");
            Thread.sleep(10);
        }
    }

    @Override
    public void close() throws Exception {
        framework.stop();
        framework.waitForStop(60_000);
    }
}
