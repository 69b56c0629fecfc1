package torg.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lays {@code <pid>.properties} of a folder over the settings that the launcher gave, at once when a file is saved. What a file no longer says returns to
 * the launcher's value with the next start.
 */
@Component(immediate = true, service = {})
public final class SettingsFolder {
    /** Framework property that names the folder; without it there is none. */
    static final String PROPERTY = "torg.settings";
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final String ENDING = ".properties";
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFolder.class);

    private final ConfigurationAdmin admin;
    private final Map<Path, Stamp> known = new HashMap<>();
    private final Optional<Poll> poll;

    /** Begins to look at the folder at once. */
    @Activate
    public SettingsFolder(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.admin = admin;
        this.poll = Optional.ofNullable(context.getProperty(PROPERTY)).map(folder -> new Poll("settings", PAUSE, () -> look(Path.of(folder))));
    }

    private void look(Path folder) {
        var now = Stamp.ofFolder(folder, "*" + ENDING);
        now.forEach((file, stamp) -> {
            if (!stamp.equals(known.put(file, stamp))) apply(file);
        });
        known.keySet().retainAll(now.keySet());
    }

    private void apply(Path file) {
        var name = file.getFileName().toString();
        var pid = name.substring(0, name.length() - ENDING.length());
        try {
            var configuration = admin.getConfiguration(pid, "?");
            var before = configuration.getProperties();
            var after = before == null ? new Hashtable<String, Object>() : copy(before);
            read(file).forEach((key, value) -> after.put((String) key, value));
            if (configuration.updateIfDifferent(after)) LOG.info("settings={} event=changed", pid);
        } catch (IllegalArgumentException e) {
            LOG.warn("settings={} event=refused: {} has a broken \\u escape or a key twice in different case; mend it", pid, file);
        } catch (IOException e) {
            throw new UncheckedIOException("the settings file '" + file + "' cannot be read; check its permissions", e);
        }
    }

    private static Hashtable<String, Object> copy(Dictionary<String, Object> dictionary) {
        var copy = new Hashtable<String, Object>();
        dictionary.keys().asIterator().forEachRemaining(key -> copy.put(key, dictionary.get(key)));
        return copy;
    }

    private static Properties read(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    /** Settings stay as they are. */
    @Deactivate
    void stop() {
        poll.ifPresent(Poll::close);
    }
}
