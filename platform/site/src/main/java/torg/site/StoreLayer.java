package torg.site;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import torg.api.site.ContentFile;
import torg.spi.site.ContentStore;

/** What one content store held when it was last asked, and what has changed since. */
final class StoreLayer implements AutoCloseable {
    /** Where something changes all the time, the rest is for the next call. */
    private static final int MOST_LOOKS = 20;

    private final ContentStore store;
    private final ContentStore.Watch watch;
    private final Set<String> changed = new HashSet<>();
    private boolean anything = true;
    private SortedMap<String, ContentFile> files = new TreeMap<>();

    /** @param notice called after each change, on the store's thread */
    StoreLayer(ContentStore store, Runnable notice) {
        this.store = store;
        this.watch = store.watch(paths -> {
            note(paths);
            notice.run();
        });
    }

    ContentStore store() {
        return store;
    }

    boolean isOf(ContentStore other) {
        return store == other;
    }

    /**
     * All its files, sorted by path, freshly read where they changed; as they are until the next call, and for nobody else to change. A store that knows which files belong
     * together tells of those that came meanwhile before it gives them, so they are read too, and no half of them is seen. What the store throws passes through, and the next
     * call reads everything. For one thread.
     *
     * @param others told which paths were read anew; the empty set: all
     */
    SortedMap<String, ContentFile> files(Consumer<Set<String>> others) {
        for (var look = 0; look < MOST_LOOKS; look++) {
            var paths = takeChanged();
            if (paths.isPresent() && paths.get().isEmpty()) return files;
            try {
                if (paths.isEmpty()) files = byPath(store.readAll());
                else patch(paths.get(), store.read(paths.get()));
                others.accept(paths.orElse(Set.of()));
            } catch (RuntimeException | Error e) { // half of a change may be taken in then
                note(Set.of());
                throw e;
            }
        }
        return files;
    }

    private void patch(Set<String> paths, List<ContentFile> read) {
        paths.forEach(files::remove);
        read.forEach(file -> files.put(file.path(), file));
    }

    private static SortedMap<String, ContentFile> byPath(List<ContentFile> all) {
        var byPath = new TreeMap<String, ContentFile>();
        all.forEach(file -> byPath.put(file.path(), file));
        return byPath;
    }

    /** These paths may have changed; the empty set: any may have. */
    synchronized void note(Set<String> paths) {
        if (paths.isEmpty()) anything = true;
        changed.addAll(paths);
    }

    /** Paths that may have changed since the last call; nothing when any may have. */
    private synchronized Optional<Set<String>> takeChanged() {
        var taken = anything ? Optional.<Set<String>>empty() : Optional.of(Set.copyOf(changed));
        anything = false;
        changed.clear();
        return taken;
    }

    @Override
    public void close() {
        watch.close();
    }
}
