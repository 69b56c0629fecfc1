package torg.content.git;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import torg.api.site.Conflict;
import torg.api.site.ContentFile;
import torg.spi.site.ContentStore;

/** What cannot be put together with the branch: the files with the three texts of each. Not thread-safe: the store sees to it. */
final class Contested {
    /** As many as one edit changes files. */
    private static final int MOST = 1_000;

    private final Repository repository;
    private final Path folder;
    private Asked asked = new Asked(ObjectId.zeroId(), Collections.emptySortedMap());
    private List<Conflict> known = List.of();

    private record Asked(ObjectId ours, SortedMap<Conflict.Side, ObjectId> waiting) {}

    Contested(Repository repository, Path folder) {
        this.repository = repository;
        this.folder = folder;
    }

    /**
     * By path; not more than there is room for, as for drafts: the others are told once these are settled.
     *
     * @param waiting commits that were not brought into the branch
     */
    List<Conflict> of(ObjectId ours, SortedMap<Conflict.Side, ObjectId> waiting) throws IOException {
        var now = new Asked(ours, waiting);
        if (now.equals(asked)) return known;
        var found = new ArrayList<Conflict>();
        var room = ContentStore.Drafts.mostBytes();
        try (var walk = new RevWalk(repository); var reader = repository.newObjectReader()) {
            for (var other : waiting.entrySet()) {
                var files = Merge.of(repository, ours, other.getValue(), Instant.EPOCH).conflicts();
                var base = base(ours, other.getValue());
                for (var path : files) {
                    if (room < 0 || found.size() >= MOST) break;
                    // Taken as gone it would be taken away by whoever chooses that side: it is for somebody with Git.
                    if (isTooLarge(path, walk.parseCommit(ours), reader) || isTooLarge(path, walk.parseCommit(other.getValue()), reader)) continue;
                    var conflict = new Conflict(path, other.getKey(), base.isEmpty() ? Optional.empty() : file(path, walk.parseCommit(base.get()), reader),
                            file(path, walk.parseCommit(ours), reader), file(path, walk.parseCommit(other.getValue()), reader));
                    room -= Stream.of(conflict.base(), conflict.ours(), conflict.theirs()).flatMap(Optional::stream).mapToLong(file -> file.bytes().length).sum();
                    found.add(conflict);
                }
            }
        }
        found.sort(Comparator.comparing(Conflict::path).thenComparing(Conflict::side));
        known = List.copyOf(found);
        asked = now;
        return known;
    }

    private Optional<ContentFile> file(String path, RevCommit commit, ObjectReader reader) throws IOException {
        var blob = new Commits(repository).blob(commit, path);
        if (blob.isEmpty() || isTooLarge(path, commit, reader)) return Optional.empty();
        return Optional.of(new Contents(repository, folder).one(path, blob.get(), reader));
    }

    private boolean isTooLarge(String path, RevCommit commit, ObjectReader reader) throws IOException {
        var blob = new Commits(repository).blob(commit, path);
        return blob.isPresent() && reader.getObjectSize(blob.get(), Constants.OBJ_BLOB) > GitStore.BOUNDS.bytesOfAFile();
    }

    /** What two commits have in common; of several the one that Git names first. */
    private Optional<ObjectId> base(ObjectId ours, ObjectId theirs) throws IOException {
        try (var walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(ours));
            walk.markStart(walk.parseCommit(theirs));
            return Optional.ofNullable(walk.next()).map(ObjectId::copy);
        }
    }
}
