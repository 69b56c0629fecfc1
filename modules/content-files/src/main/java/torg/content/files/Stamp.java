package torg.content.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells cheaply that a file may have changed.
 *
 * @param key the file system's own identity of the file, as text: another one after a rename onto the name; {@code null} as text where there is none
 */
record Stamp(long size, FileTime modified, String key) {
    static Stamp of(BasicFileAttributes attributes) {
        return new Stamp(attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
    }
}
