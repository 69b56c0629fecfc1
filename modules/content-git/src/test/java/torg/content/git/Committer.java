package torg.content.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Commits as any other program does that knows Git: with an index, and by an opening of the repository of its own. */
final class Committer implements AutoCloseable {
    private static final PersonIdent JANE = new PersonIdent("Jane", "jane@example.com");

    private final Repository repository;
    private final String branch;

    Committer(Path folder, String branch) {
        QuietGit.begin();
        this.branch = Constants.R_HEADS + branch;
        try {
            this.repository = new FileRepository(folder.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectId commit(String message, Map<String, Optional<String>> files) {
        try (var inserter = repository.newObjectInserter(); var walk = new RevWalk(repository)) {
            var index = DirCache.newInCore();
            var head = head();
            if (head.isPresent()) {
                var builder = index.builder();
                builder.addTree(new byte[0], 0, repository.newObjectReader(), walk.parseCommit(head.get()).getTree());
                builder.finish();
            }
            var editor = index.editor();
            for (var file : files.entrySet()) {
                if (file.getValue().isEmpty()) {
                    editor.add(new DirCacheEditor.DeletePath(file.getKey()));
                    continue;
                }
                var blob = inserter.insert(Constants.OBJ_BLOB, file.getValue().get().getBytes(StandardCharsets.UTF_8));
                editor.add(new DirCacheEditor.PathEdit(file.getKey()) {
                    @Override
                    public void apply(DirCacheEntry entry) {
                        entry.setFileMode(FileMode.REGULAR_FILE);
                        entry.setObjectId(blob);
                    }
                });
            }
            editor.finish();
            return commit(message, index.writeTree(inserter), head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A commit of any tree, fit or not. */
    ObjectId commit(String message, ObjectId tree, Optional<ObjectId> head) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var commit = new CommitBuilder();
            commit.setTreeId(tree);
            head.ifPresent(commit::setParentId);
            commit.setAuthor(JANE);
            commit.setCommitter(JANE);
            commit.setMessage(message);
            var id = inserter.insert(commit);
            inserter.flush();
            var update = repository.updateRef(branch);
            update.setNewObjectId(id);
            update.forceUpdate();
            return id;
        }
    }

    Optional<ObjectId> head() throws IOException {
        var found = repository.exactRef(branch);
        return found == null ? Optional.empty() : Optional.of(found.getObjectId());
    }

    Repository repository() {
        return repository;
    }

    @Override
    public void close() {
        repository.close();
    }
}
