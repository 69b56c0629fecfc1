package torg.content.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears from the file system which files may have changed. It may miss some, and says more than there was. One thread hears, others may {@link #listen}. */
final class Ear implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);

    private final WatchService events;
    private volatile boolean toldDeaf;

    Ear() throws IOException {
        this.events = FileSystems.getDefault().newWatchService();
    }

    /**
     * What was said since the last time.
     *
     * @param lost whether something was said that is not among the files
     * @param files what was named, with whether it only appeared: one that was there before was then replaced as a whole, by a rename
     */
    record Heard(boolean lost, Map<Path, Boolean> files) {
        static final Heard NOTHING = new Heard(false, Map.of());

        boolean isNothing() {
            return !lost && files.isEmpty();
        }

        Heard and(Heard later) {
            var both = new HashMap<>(files);
            later.files.forEach((file, appeared) -> both.merge(file, appeared, Boolean::logicalAnd));
            return new Heard(lost || later.lost, both);
        }
    }

    /** From now on, what happens to files in this folder is heard. Asking again is harmless, and needed when it went and came back. */
    void listen(Path folder) {
        try {
            folder.register(events, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            if (!toldDeaf) LOG.warn("folder={} event=no-events: edits are noticed every few seconds instead of at once; raise the system's limit of watched folders", folder);
            toldDeaf = true;
        }
    }

    /** Whatever has been said of files that count, as soon as anything is; nothing when this time has passed in silence. */
    Heard hear(Duration time) throws InterruptedException {
        var end = System.nanoTime() + time.toNanos();
        var heard = Heard.NOTHING;
        while (heard.isNothing()) {
            var key = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (key == null) return heard;
            for (; key != null; key = events.poll()) {
                for (var event : key.pollEvents()) heard = heard.and(said((Path) key.watchable(), event));
                key.reset();
            }
        }
        return heard;
    }

    private static Heard said(Path folder, WatchEvent<?> event) {
        if (!(event.context() instanceof Path name)) return new Heard(true, Map.of());
        if (FileNames.ignored(name.toString())) return Heard.NOTHING;
        return new Heard(false, Map.of(folder.resolve(name), event.kind() == StandardWatchEventKinds.ENTRY_CREATE));
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
