package torg.content.git;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.eclipse.jgit.lib.ObjectId;
import torg.api.problem.TorgException;
import torg.api.site.Conflict;
import torg.api.site.Edit;
import torg.spi.site.ContentStore;

/** Edits become commits of the branch. With one that settles the last conflict of another side comes what has waited for that. */
final class GitEdits implements ContentStore.Edits {
    private static final int MOST_TRIES = 100;

    private final GitStore store;
    private final FolderReading.Bounds bounds;
    private final Clock clock;

    /** @param store whose branch it is, and whose lock */
    GitEdits(GitStore store, FolderReading.Bounds bounds, Clock clock) {
        this.store = store;
        this.bounds = bounds;
        this.clock = clock;
    }

    @Override
    public void write(Edit edit) {
        edit.changes().forEach((path, change) -> {
            if (!Names.fit(path)) throw Unwritable.badPath();
            if (change.bytes().filter(bytes -> bytes.length > bounds.bytesOfAFile()).isPresent()) throw Unwritable.tooLarge(path, bounds.bytesOfAFile());
        });
        synchronized (store) {
            var made = false;
            try {
                if (store.repository().isCheckedOut()) throw Unwritable.checkedOut(store.repository().name());
                for (var tries = 0; tries < MOST_TRIES && !made; tries++) made = commit(edit, store.look());
                if (!made) throw Unwritable.busy(store.repository().name());
            } catch (IOException e) {
                throw Unwritable.refused(store.repository().folder(), e);
            } finally {
                store.edited(made);
            }
        }
    }

    /** @return whether it is on the branch; when not, somebody else was quicker, perhaps with another file */
    private boolean commit(Edit edit, GitStore.State seen) throws IOException {
        var made = made(edit, seen);
        return made.isEmpty() || store.repository().advance(seen.head(), made.get(), "torg: edit");
    }

    /** The commit to which the branch goes with an edit; empty for one that changes nothing. */
    private Optional<ObjectId> made(Edit edit, GitStore.State seen) throws IOException {
        edit.changes().forEach((path, change) -> {
            if (!seen.root().file(path).map(file -> file.id().name()).equals(change.seen())) throw Unwritable.stale(path);
        });
        var made = new EditCommit(store.repository(), seen.root(), bounds, clock.instant()).of(edit, seen.head());
        return made.isEmpty() || Settling.lines(edit).isEmpty() ? made : Optional.of(onward(made.get(), store.waiting()));
    }

    /** With each other side that is in nobody's way any more. */
    private ObjectId onward(ObjectId commit, SortedMap<Conflict.Side, ObjectId> waiting) throws IOException {
        var end = commit;
        for (var other : waiting.values()) end = Merge.of(store.repository().repository(), end, other, clock.instant()).commit().orElse(end);
        try {
            store.read(end);
        } catch (TorgException e) {
            throw Unwritable.unfit(e);
        }
        return end;
    }

    @Override
    public Map<String, Optional<byte[]>> brings(Edit edit) {
        if (Settling.lines(edit).isEmpty()) return Map.of();
        synchronized (store) {
            try {
                var seen = store.look();
                var made = made(edit, seen);
                if (made.isEmpty()) return Map.of();
                var next = store.read(made.get());
                var brought = new HashMap<String, Optional<byte[]>>();
                try (var reader = store.repository().repository().newObjectReader()) {
                    seen.root().differences(next).forEach(path -> brought.put(path, next.file(path).map(file -> store.contents().one(path, file.id(), reader).bytes())));
                }
                brought.keySet().removeAll(edit.changes().keySet());
                return brought;
            } catch (IOException e) {
                throw Unwritable.refused(store.repository().folder(), e);
            }
        }
    }
}
