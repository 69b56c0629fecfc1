package torg.content.git;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import torg.api.site.Draft;

/** What was read of drafts the last time: every page of the Studio asks for all of them, and most have not changed. Thread-safe. */
final class KeptDrafts {
    /** Of what drafts hold; the others are read each time. */
    private static final long MOST_BYTES = 16_000_000;

    private volatile Map<Source, Optional<Draft>> kept = Map.of();

    /** What decides of a draft: its branch and where that is, and where the site is. */
    record Source(String branch, ObjectId tip, Optional<ObjectId> head) {}

    /** The draft, or that there is none; empty when it has to be read. */
    Optional<Optional<Draft>> read(Source source) {
        return Optional.ofNullable(kept.get(source));
    }

    /** These are all that there are. */
    void keep(Map<Source, Optional<Draft>> all) {
        var next = new HashMap<Source, Optional<Draft>>();
        var room = MOST_BYTES;
        for (var one : all.entrySet()) {
            var size = one.getValue().flatMap(draft -> draft.change().bytes()).map(bytes -> bytes.length).orElse(0);
            if (size > room) continue;
            room -= size;
            next.put(one.getKey(), one.getValue());
        }
        kept = next;
    }
}
