package torg.mustache;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.spi.view.Templates;

/**
 * Offers the templates that lie in a module's jar, as long as the module runs: below {@code templates/} in the folder that is named as the module, so that
 * {@code com/acme/weather/templates/components/forecast.mustache} of {@code com.acme.weather} is {@code components/forecast}.
 */
@Component(service = {})
public final class ModuleTemplates {
    private static final Logger LOG = LoggerFactory.getLogger(ModuleTemplates.class);
    private static final String ENDING = ".mustache";
    /** Starting too: templates are there before the components are that name them. */
    private static final int RUNS = Bundle.STARTING | Bundle.ACTIVE;

    private final BundleTracker<ServiceRegistration<Templates>> tracker;

    @Activate
    public ModuleTemplates(BundleContext context) {
        this.tracker = new BundleTracker<>(context, RUNS, null) {
            @Override
            public ServiceRegistration<Templates> addingBundle(Bundle bundle, BundleEvent event) {
                var found = in(bundle);
                return found.isEmpty() ? null : context.registerService(Templates.class, () -> found, null);
            }

            @Override
            public void removedBundle(Bundle bundle, BundleEvent event, ServiceRegistration<Templates> offer) {
                offer.unregister();
            }
        };
        tracker.open();
    }

    @Deactivate
    void stop() {
        tracker.close();
    }

    /** Who puts nothing on pages has no templates: libraries are not looked through. */
    private static Map<String, String> in(Bundle bundle) {
        var imports = bundle.getHeaders("").get(Constants.IMPORT_PACKAGE);
        if (imports == null || !imports.contains(Templates.class.getPackageName())) return Map.of();
        var folder = "/" + bundle.getSymbolicName().replace('.', '/') + "/templates/";
        var files = bundle.findEntries(folder, "*" + ENDING, true);
        var found = new TreeMap<String, String>();
        for (var file : files == null ? List.<URL>of() : Collections.list(files)) {
            try (InputStream stream = file.openStream()) {
                var path = file.getPath();
                found.put(path.substring(folder.length(), path.length() - ENDING.length()), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                LOG.warn("bundle={} event=template-left-out: {} cannot be read", bundle.getSymbolicName(), file.getPath(), e);
            }
        }
        return Collections.unmodifiableMap(found);
    }
}
