package torg.content.git;

import org.eclipse.jgit.lib.ObjectId;

/** What a name in a folder stands for. */
sealed interface Entry permits Entry.File, Folder {
    /** Of the object; the same for the same content. */
    ObjectId id();

    /**
     * A file.
     *
     * @param size in bytes
     */
    record File(ObjectId id, long size) implements Entry {}
}
