package torg.kernel;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.spi.health.HealthCheck;

/**
 * Lays {@code <pid>.properties} of a folder over the settings that the launcher gave, at once when a file is saved. What a file no longer says returns to
 * the launcher's value with the next start.
 */
@Component(immediate = true, service = HealthCheck.class)
public final class SettingsFolder implements HealthCheck {
    /** Framework property that names the folder; without it there is none. */
    static final String PROPERTY = "torg.settings";
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final String ENDING = ".properties";
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFolder.class);

    private final ConfigurationAdmin admin;
    private final Map<Path, Stamp> known = new HashMap<>();
    private final Map<Path, String> refused = new ConcurrentSkipListMap<>();
    private final Optional<Poll> poll;

    /** Begins to look at the folder at once. */
    @Activate
    public SettingsFolder(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.admin = admin;
        this.poll = Optional.ofNullable(context.getProperty(PROPERTY)).map(folder -> new Poll("settings", PAUSE, () -> look(Path.of(folder))));
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public Status check() {
        if (poll.isPresent() && !poll.get().isAlive())
                return Status.warn("nobody looks at the settings folder any more", "restart the portal; the log says what ended it");
        return refused.entrySet().stream().findFirst().map(file -> Status.warn(file.getKey().getFileName() + " " + file.getValue(), "mend the file"))
                .orElse(Status.ok("the settings are as their files say"));
    }

    private void look(Path folder) {
        var now = Stamp.ofFolder(folder, "*" + ENDING);
        now.forEach((file, stamp) -> {
            if (!stamp.equals(known.get(file)) && apply(file)) known.put(file, stamp);
        });
        known.keySet().retainAll(now.keySet());
        refused.keySet().retainAll(now.keySet());
    }

    /** Whether nothing is left to do with the file as it is; what cannot be read now may be at the next look. */
    private boolean apply(Path file) {
        try {
            var pid = pid(file);
            var configuration = admin.getConfiguration(pid, "?");
            var before = configuration.getProperties();
            var after = before == null ? new Hashtable<String, Object>() : copy(before);
            read(file).forEach((key, value) -> after.put((String) key, value));
            if (configuration.updateIfDifferent(after)) LOG.info("settings={} event=changed", pid);
            refused.remove(file);
            return true;
        } catch (IllegalArgumentException e) {
            refuse(file, "has a broken \\u escape or a key twice in different case; mend it");
            return true;
        } catch (CharacterCodingException e) {
            refuse(file, "is not written in UTF-8; save it as UTF-8");
            return true;
        } catch (IOException e) {
            refuse(file, "cannot be read (" + e + "); check its permissions");
            return false;
        }
    }

    /** The same reason is told once. */
    private void refuse(Path file, String reason) {
        if (!reason.equals(refused.put(file, reason))) LOG.warn("settings={} event=refused: {} {}", pid(file), file, reason);
    }

    private static String pid(Path file) {
        var name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
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
