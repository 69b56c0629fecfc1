package torg.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.ModuleState.Stopped;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Characters;

/**
 * Which modules are to stand still, in one file that people can read and write: {@code torg.mail=stopped 2027-01-31T08:00:00Z Ann}. What is wrong in it does not count and is told;
 * of a file that cannot be read what it said before counts. Thread-safe.
 */
final class StoppedModules {
    private static final Logger LOG = LoggerFactory.getLogger(StoppedModules.class);
    private static final String STOPPED = "stopped";
    private static final int LONGEST_NAME = 200;
    private static final String HEAD = """
            # Modules that are stopped, a line each: NAME=stopped, with when and by whom.
            # Without its line a module runs. This counts as soon as it is saved; other remarks are lost when the portal writes it.
            """;

    private final Optional<Path> file;
    private final InstantSource clock;
    private Optional<Stamp> seen = Optional.empty();
    private boolean known;
    private Map<String, Stopped> stopped = Map.of();
    private Optional<String> trouble = Optional.empty();

    /** @param file there or not; without one nothing can be stopped */
    StoppedModules(Optional<Path> file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Those that are to stand still, by symbolic name, as the file says at this moment. */
    synchronized Map<String, Stopped> now() {
        file.ifPresent(this::look);
        return stopped;
    }

    /** What is wrong with the file. */
    synchronized Optional<String> trouble() {
        return trouble;
    }

    /** @throws TorgException CONFLICT {@code modules.unwritten} */
    synchronized void put(String name, String by) {
        var shortened = Characters.line(by).strip();
        write(name, Optional.of(new Stopped(Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS)), shortened.substring(0, Math.min(LONGEST_NAME, shortened.length())))));
    }

    /** @throws TorgException CONFLICT {@code modules.unwritten} */
    synchronized void remove(String name) {
        write(name, Optional.empty());
    }

    private void write(String name, Optional<Stopped> wanted) {
        var target = file.orElseThrow(() -> unwritten("there is no file for it", "name one as 'stopped' in the settings of torg.modules", null));
        look(target);
        trouble.ifPresent(wrong -> {
            throw unwritten(wrong, "mend it, or remove it: then every module runs", null);
        });
        var all = new TreeMap<>(stopped);
        wanted.ifPresentOrElse(value -> all.put(name, value), () -> all.remove(name));
        var text = new StringBuilder(HEAD);
        all.forEach((module, value) -> text.append(key(module)).append('=').append(STOPPED).append(value.at().map(at -> " " + at).orElse(""))
                .append(value.by().isEmpty() ? "" : " " + value.by().replace("\\", "\\\\")).append('\n'));
        try {
            var next = target.resolveSibling("." + target.getFileName() + ".new");
            Files.writeString(next, text);
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritten("it cannot be written: " + e, "look at the permissions of the folder", e);
        }
        look(target);
    }

    /** A jar that says no name has that of its file, in which anything may stand. */
    private static String key(String module) {
        return module.replaceAll("[\\\\\\s:=#!]", "\\\\$0");
    }

    private static TorgException unwritten(String what, String help, Throwable cause) {
        LOG.warn("event=modules-unwritten: {} ({})", what, help, cause);
        return TorgException.of(ProblemKind.CONFLICT, "modules.unwritten", "the file of stopped modules: " + what).help(help);
    }

    private void look(Path target) {
        var before = trouble;
        try {
            var stamp = Stamp.of(target);
            if (known && stamp.equals(seen)) return;
            var said = stamp.isEmpty() ? Map.<String, String>of() : SettingsFile.read(target).values();
            stopped = read(said, target);
            seen = stamp;
            known = true;
        } catch (IOException | IllegalArgumentException e) { // a broken escape is told by the latter
            known = false;
            trouble = Optional.of(target.getFileName() + " cannot be read (" + e + ")");
        }
        if (!trouble.equals(before)) trouble.ifPresent(wrong -> LOG.warn("event=modules-unread: {}", wrong));
    }

    private Map<String, Stopped> read(Map<String, String> said, Path target) {
        var all = new TreeMap<String, Stopped>();
        trouble = Optional.empty();
        new TreeMap<>(said).forEach((name, value) -> of(value).ifPresentOrElse(wanted -> all.put(name, wanted),
                () -> trouble = Optional.of(target.getFileName() + " says '" + Characters.line(value) + "' of " + Characters.line(name) + ", expected '" + STOPPED + "', and does not count")));
        return Map.copyOf(all);
    }

    /** Empty for what is no such value; a word that is no moment is of the name. */
    private static Optional<Stopped> of(String value) {
        var words = value.strip().split("\\s+", 3);
        if (!words[0].equals(STOPPED)) return Optional.empty();
        var rest = value.strip().substring(STOPPED.length()).strip();
        try {
            return Optional.of(words.length == 1 ? new Stopped(Optional.empty(), "") : new Stopped(Optional.of(Instant.parse(words[1])), words.length == 3 ? words[2] : ""));
        } catch (DateTimeParseException _) {
            return Optional.of(new Stopped(Optional.empty(), rest));
        }
    }
}
