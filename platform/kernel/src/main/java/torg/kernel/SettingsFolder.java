package torg.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.ModuleSetting;
import torg.api.health.ModuleSetting.Kind;
import torg.api.health.ModuleSetting.Origin;
import torg.api.health.ModulesTried;
import torg.api.health.Status;
import torg.api.site.Problems;
import torg.spi.health.HealthCheck;

/**
 * Lays {@code <pid>.properties} of a folder over the settings that the launcher gave, at once when a file is saved. A value that does not fit what the
 * bundle says of the setting is told and left as it was; what a file no longer says, or a file that is gone, returns to the launcher's value.
 */
@Component(immediate = true, service = {HealthCheck.class, SettingsFolder.class})
public final class SettingsFolder implements HealthCheck {
    /** Framework property that names the folder; without it there is none. */
    static final String PROPERTY = "torg.settings";
    /** Framework properties {@code torg.settings/<pid>/<key>} are what the launcher gave before any file was laid over it. */
    static final String GIVEN = PROPERTY + "/";
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int LONGEST_SHOWN = 40;
    private static final Pattern SECRET = Pattern.compile(".*(password|secret).*", Pattern.CASE_INSENSITIVE);
    /** Who signs in, as an address may hold it. */
    private static final Pattern USER = Pattern.compile("://[^/@\\s]*@");
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFolder.class);
    /** Its lines go to the console. */
    private static final Logger NEWS = LoggerFactory.getLogger("torg.news");

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final ServiceComponentRuntime components;
    private final Declared declared;
    private final Map<Path, Stamp> known = new HashMap<>();
    private final Map<String, SettingsFile> said = new HashMap<>();
    private final Map<Path, List<Trouble>> troubles = new TreeMap<>();
    private final Set<String> toldUnread = new HashSet<>();
    private final Optional<Poll> poll;
    private Map<Path, Stamp> last = Map.of();

    /** Looks at the folder before it returns, so that modules find their settings checked when they start, and again and again from then on. */
    @Activate
    public SettingsFolder(BundleContext context, @Reference ConfigurationAdmin admin, @Reference ServiceComponentRuntime components) {
        this.context = context;
        this.admin = admin;
        this.components = components;
        this.declared = new Declared(context, this::check);
        declared.open();
        var folder = Optional.ofNullable(context.getProperty(PROPERTY)).map(Path::of);
        folder.ifPresent(path -> {
            last = Stamp.ofFolder(path, "*" + SettingsFile.ENDING);
            look(path);
        });
        this.poll = folder.map(path -> new Poll("settings", PAUSE, () -> look(path)));
    }

    /**
     * Something wrong with a file, or with what it says.
     *
     * @param line 0 for the file as a whole
     */
    private record Trouble(String pid, int line, String message, String help) {
        String at() {
            return pid + SettingsFile.ENDING + (line == 0 ? "" : ":" + line) + " " + message;
        }
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public Status check() {
        if (poll.isPresent() && !poll.get().isAlive())
                return Status.warn("nobody looks at the settings folder any more", "restart the portal; the log says what ended it");
        var all = all();
        if (all.isEmpty()) return Status.ok("the settings are as their files say");
        return Status.warn(all.getFirst().at() + (all.size() == 1 ? "" : " (and " + (all.size() - 1) + " more)"), all.getFirst().help);
    }

    private synchronized List<Trouble> all() {
        return Stream.concat(troubles.values().stream().flatMap(List::stream), unread().stream()).toList();
    }

    /** A file counts when two looks agree on it, and is gone when two looks miss it: an editor may be at it. */
    private synchronized void look(Path folder) {
        var now = Stamp.ofFolder(folder, "*" + SettingsFile.ENDING);
        now.forEach((file, stamp) -> {
            if (!stamp.equals(known.get(file)) && stamp.equals(last.get(file)) && apply(file)) known.put(file, stamp);
        });
        Stream.concat(List.copyOf(known.keySet()).stream(), List.copyOf(troubles.keySet()).stream()).distinct()
                .filter(file -> !now.containsKey(file) && !last.containsKey(file)).forEach(this::withdraw);
        last = now;
        if (toldUnread.equals(said.keySet())) return;
        if (context.getServiceReference(ModulesTried.class) == null) return;
        unread().stream().filter(trouble -> !toldUnread.contains(trouble.pid)).forEach(SettingsFolder::log);
        toldUnread.clear();
        toldUnread.addAll(said.keySet());
    }

    /** Whether nothing is left to do with the file as it is; what cannot be read now may be at the next look. */
    private boolean apply(Path file) {
        try {
            lay(file, SettingsFile.read(file));
            return true;
        } catch (IllegalArgumentException e) {
            tell(file, "has a broken \\u escape", "write a backslash as \\\\");
            return true;
        } catch (CharacterCodingException e) {
            tell(file, "is not written in UTF-8", "save it as UTF-8");
            return true;
        } catch (IOException e) {
            tell(file, "cannot be read (" + e + ")", "check its permissions");
            return false;
        }
    }

    private void withdraw(Path file) {
        try {
            lay(file, SettingsFile.NOTHING);
            known.remove(file);
            said.remove(SettingsFile.pid(file));
        } catch (IOException e) {
            tell(file, "is gone, and what it said stays for now (" + e + ")", "wait a moment");
        }
    }

    private void lay(Path file, SettingsFile says) throws IOException {
        var pid = SettingsFile.pid(file);
        var configuration = admin.getConfiguration(pid, "?");
        var before = configuration.getProperties();
        var after = new Hashtable<String, Object>();
        if (before != null) before.keys().asIterator().forEachRemaining(key -> after.put(key, before.get(key)));
        said.getOrDefault(pid, SettingsFile.NOTHING).values().keySet().stream().filter(key -> !says.values().containsKey(key)).forEach(key -> giveBack(pid, key, after));
        var wrong = new ArrayList<Trouble>();
        new TreeMap<>(says.values()).forEach((key, value) -> {
            var trouble = trouble(pid, key, says);
            trouble.ifPresent(wrong::add);
            if (trouble.isEmpty() || isUnknown(pid, key)) after.put(key, value);
            // What the launcher handed on at the start, without a look at it.
            else if (value.equals(after.get(key))) giveBack(pid, key, after);
        });
        said.put(pid, says);
        tell(file, wrong);
        if (after.keySet().stream().allMatch(Constants.SERVICE_PID::equals)) {
            configuration.delete();
            if (before != null) NEWS.info("settings={} event=gone", pid);
        } else if (configuration.updateIfDifferent(after)) NEWS.info("settings={} event=changed", pid);
    }

    /** The settings that a bundle declares, as they are now: by PID, in its order. */
    synchronized List<ModuleSetting> of(Bundle bundle) {
        return new TreeMap<>(declared.of(bundle)).entrySet().stream().flatMap(entry -> {
            var now = now(entry.getKey());
            return entry.getValue().entrySet().stream().map(setting -> shown(entry.getKey(), setting.getKey(), setting.getValue(), now.get(setting.getKey())));
        }).toList();
    }

    private ModuleSetting shown(String pid, String key, Declared.Setting setting, Object now) {
        var origin = said.getOrDefault(pid, SettingsFile.NOTHING).values().get(key) instanceof String written && written.equals(now) ? Origin.FILE : now == null ? Origin.USUAL : Origin.START;
        var kind = kind(key, setting.type());
        var value = Optional.of(now == null ? setting.usual() : now instanceof Object[] several ? Stream.of(several).map(String::valueOf).collect(Collectors.joining(",")) : now.toString())
                .filter(text -> kind != Kind.SECRET && !text.isEmpty()).map(text -> USER.matcher(text).replaceAll("://"));
        return new ModuleSetting(pid + SettingsFile.ENDING, key, kind, setting.least().map(Object::toString), setting.most()
                .map(Object::toString), setting.options(), kind == Kind.SECRET ? "" : setting.usual(),
                setting.description(), origin, value);
    }

    /** What is called a secret is one, also where its module forgot to say so. */
    private static Kind kind(String key, String type) {
        return switch (type) {
            case "Boolean" -> Kind.YES_NO;
            case "Integer", "Long" -> Kind.NUMBER;
            default -> type.equals("Password") || SECRET.matcher(key).matches() ? Kind.SECRET : Kind.TEXT;
        };
    }

    private Map<String, Object> now(String pid) {
        try {
            var values = new HashMap<String, Object>();
            var all = admin.listConfigurations(null);
            for (var configuration : all == null ? new Configuration[0] : all) {
                if (!configuration.getPid().equals(pid)) continue;
                var properties = configuration.getProperties();
                properties.keys().asIterator().forEachRemaining(key -> values.put(key, properties.get(key)));
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is always well written", e);
        }
    }

    private void giveBack(String pid, String key, Map<String, Object> settings) {
        var given = context.getProperty(GIVEN + pid + "/" + key);
        if (given == null) settings.remove(key);
        else settings.put(key, given);
    }

    private Optional<Trouble> trouble(String pid, String key, SettingsFile says) {
        var settings = declared.of(pid);
        if (settings.isEmpty()) return Optional.empty();
        var line = says.lines().getOrDefault(key, 0);
        if (isUnknown(pid, key)) {
            return Optional.of(new Trouble(pid, line, "'" + key + "' is no setting of " + pid, Problems.nearest(key, settings.get().keySet())
                    .map(near -> "did you mean '" + near + "'?").orElse("remove it; known here: " + String.join(", ", settings.get().keySet()))));
        }
        var value = says.values().get(key);
        var shown = value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "..." : value;
        return settings.get().get(key).expectedInsteadOf(value)
                .map(expected -> new Trouble(pid, line, "'" + key + "' is '" + shown + "', expected " + expected + ", and does not count", "write " + expected));
    }

    private boolean isUnknown(String pid, String key) {
        return declared.of(pid).filter(settings -> !settings.containsKey(key)).isPresent();
    }

    /** A bundle that has just been installed finds its settings checked. */
    private synchronized void check(Set<String> pids) {
        var folder = context.getProperty(PROPERTY);
        for (var pid : pids) if (said.containsKey(pid)) apply(Path.of(folder).resolve(pid + SettingsFile.ENDING));
    }

    /** Files for nobody; while the house starts, whoever they are for may still come. */
    private List<Trouble> unread() {
        if (said.isEmpty() || context.getServiceReference(ModulesTried.class) == null) return List.of();
        var pids = pids();
        return said.keySet().stream().filter(pid -> !pids.contains(pid)).sorted().map(pid -> new Trouble(pid, 0, "is read by nobody",
                Problems.nearest(pid, pids).map(near -> "did you mean " + near + SettingsFile.ENDING + "?").orElse("add the module of this name, or remove the file"))).toList();
    }

    /** Everybody who takes settings: bundles that say which, components, and services that are handed theirs. */
    private Collection<String> pids() {
        var pids = new TreeSet<>(declared.pids());
        components.getComponentDescriptionDTOs().forEach(component -> pids.addAll(List.of(component.configurationPid)));
        try {
            var managed = context.getAllServiceReferences("org.osgi.service.cm.ManagedService", null);
            for (var service : managed == null ? new ServiceReference<?>[0] : managed) {
                switch (service.getProperty(Constants.SERVICE_PID)) {
                    case String one -> pids.add(one);
                    case String[] several -> pids.addAll(List.of(several));
                    case null, default -> { }
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is always well written", e);
        }
        return pids;
    }

    private void tell(Path file, String message, String help) {
        tell(file, List.of(new Trouble(SettingsFile.pid(file), 0, message, help)));
    }

    /** The same trouble is told once. */
    private void tell(Path file, List<Trouble> now) {
        var before = now.isEmpty() ? troubles.remove(file) : troubles.put(file, List.copyOf(now));
        now.stream().filter(trouble -> before == null || !before.contains(trouble)).forEach(SettingsFolder::log);
    }

    private static void log(Trouble trouble) {
        LOG.warn("settings={} event=refused: {} ({})", trouble.pid, trouble.at(), trouble.help);
    }

    /** Settings stay as they are. */
    @Deactivate
    void stop() {
        poll.ifPresent(Poll::close);
        declared.close();
    }
}
