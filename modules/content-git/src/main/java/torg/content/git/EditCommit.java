package torg.content.git;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import torg.api.problem.TorgException;
import torg.api.site.Edit;

/**
 * Makes a commit of an edit; it is on no branch yet.
 *
 * @param before what the branch holds, looked over
 */
record EditCommit(Branch branch, Folder before, FolderReading.Bounds bounds, Instant at) {
    /** Empty when the edit changes nothing and settles nothing. */
    Optional<ObjectId> of(Edit edit, Optional<ObjectId> head) throws IOException {
        try (var inserter = branch.inserter(edit.changes().size()); var reader = inserter.newReader()) {
            var blobs = new HashMap<String, Optional<ObjectId>>();
            for (var change : edit.changes().entrySet()) {
                var bytes = change.getValue().bytes();
                blobs.put(change.getKey(), bytes.isPresent() ? Optional.of(inserter.insert(Constants.OBJ_BLOB, bytes.get())) : Optional.empty());
            }
            var old = head.isPresent() ? new Commits(branch.repository()).tree(head.get()) : ObjectId.zeroId();
            var edited = new TreeEdit(reader, inserter).apply(old, blobs);
            var tree = edited.equals(ObjectId.zeroId()) ? inserter.insert(Constants.OBJ_TREE, new byte[0]) : edited;
            var settled = Settling.lines(edit);
            if (tree.equals(old) && settled.isEmpty()) return Optional.empty();
            demandReadable(tree, reader);
            var commit = Commits.make(inserter, tree, head.stream().toList(), edit.author(), edit.message(), settled, at);
            inserter.flush();
            return Optional.of(commit);
        }
    }

    private void demandReadable(ObjectId tree, ObjectReader reader) throws IOException {
        try {
            new FolderReading(reader, before, bounds).root(tree);
        } catch (TorgException e) {
            throw Unwritable.unfit(e);
        }
    }
}
