package torg.site;

import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.text.Messages;

/**
 * Which words the modules that are there say, and a site may replace: each {@code messages.properties} beside a class that {@link Messages} are read
 * from. Thread-safe.
 */
final class ModuleWords implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModuleWords.class);
    private static final int THERE = Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    private final Map<Bundle, Map<String, String>> byBundle = new ConcurrentHashMap<>();
    private final BundleTracker<Bundle> tracker;
    private volatile Map<String, String> all = Map.of();

    /** @param changed called when a module with words has come or gone */
    ModuleWords(BundleContext context, Runnable changed) {
        this.tracker = new BundleTracker<>(context, THERE, null) {
            @Override
            public Bundle addingBundle(Bundle bundle, BundleEvent event) {
                var words = words(bundle);
                if (words.isEmpty()) return null;
                byBundle.put(bundle, words);
                gather();
                changed.run();
                return bundle;
            }

            @Override
            public void removedBundle(Bundle bundle, BundleEvent event, Bundle tracked) {
                byBundle.remove(bundle);
                gather();
                changed.run();
            }
        };
    }

    /** From now on modules are looked at, those that are there at once. */
    void open() {
        tracker.open();
    }

    private synchronized void gather() {
        var gathered = new TreeMap<String, String>();
        byBundle.values().forEach(gathered::putAll);
        all = Collections.unmodifiableMap(gathered);
    }

    /** The English words as they are now, by key; the same object as long as they are. */
    Map<String, String> all() {
        return all;
    }

    @Override
    public void close() {
        tracker.close();
    }

    /** Libraries have files of that name too, for words of another kind. */
    private static Map<String, String> words(Bundle bundle) {
        var imports = bundle.getHeaders("").get(Constants.IMPORT_PACKAGE);
        if (imports == null || !imports.contains(Messages.class.getPackageName())) return Map.of();
        var files = bundle.findEntries("/", "messages.properties", true);
        var all = new TreeMap<String, String>();
        for (var file : files == null ? List.<URL>of() : Collections.list(files)) {
            try (var reader = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
                var words = new Properties();
                words.load(reader);
                words.forEach((key, text) -> all.put((String) key, (String) text));
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("bundle={} event=words-unknown: {} cannot be read", bundle.getSymbolicName(), file.getPath(), e);
            }
        }
        return all;
    }
}
