package torg.content.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import torg.api.site.ContentFile;
import torg.spi.site.ContentStore;

/** All files of any commit that Git finds by a name, on whichever branch it is. */
final class PastCommits implements ContentStore.Past {
    /** What leads to commits: Git's language of names also leads to files, and to commits by their messages. */
    private static final Pattern NAME = Pattern.compile("[\\w./@{}^~-]{1,200}");

    private final Supplier<Repository> repository;
    private final Path folder;
    private final FolderReading.Bounds bounds;

    /** @param folder of the repository, for whoever is told that it cannot be read */
    PastCommits(Supplier<Repository> repository, Path folder, FolderReading.Bounds bounds) {
        this.repository = repository;
        this.folder = folder;
        this.bounds = bounds;
    }

    @Override
    public Optional<List<ContentFile>> readAll(String revision) {
        var there = repository.get();
        try (var reader = there.newObjectReader()) {
            var commit = commit(there, revision);
            if (commit.isEmpty()) return Optional.empty();
            var root = new FolderReading(reader, Folder.EMPTY, bounds).root(new Commits(there).tree(commit.get()));
            return Optional.of(new Contents(there, folder).of(root.all()));
        } catch (IOException e) {
            throw Unreadable.broken(folder, e);
        }
    }

    private static Optional<ObjectId> commit(Repository there, String name) throws IOException {
        if (!NAME.matcher(name).matches()) return Optional.empty();
        try {
            return Optional.ofNullable(there.resolve(name + "^{commit}"));
        } catch (AmbiguousObjectException | IncorrectObjectTypeException | MissingObjectException | RevisionSyntaxException _) {
            return Optional.empty();
        }
    }
}
