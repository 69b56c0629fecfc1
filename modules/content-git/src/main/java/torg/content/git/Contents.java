package torg.content.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import torg.api.site.ContentFile;

/** Files with their bytes, as the repository of a folder has them. */
record Contents(Repository repository, Path folder) {
    /** These files, by path. */
    List<ContentFile> of(Map<String, Entry.File> files) {
        try (var reader = repository.newObjectReader()) {
            return new TreeSet<>(files.keySet()).stream().map(path -> one(path, files.get(path).id(), reader)).toList();
        }
    }

    ContentFile one(String path, ObjectId blob, ObjectReader reader) {
        try {
            return new ContentFile(path, blob.name(), reader.open(blob, Constants.OBJ_BLOB).getBytes());
        } catch (IOException e) {
            throw Unreadable.broken(folder, e);
        }
    }
}
