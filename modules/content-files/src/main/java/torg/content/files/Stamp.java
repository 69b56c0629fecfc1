package torg.content.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What tells cheaply that a file may have changed.
 *
 * @param modified in nanoseconds
 * @param key the file system's own identity of the file: another one after a rename onto the name; an empty text where there is none
 */
record Stamp(long size, long modified, Object key) {
    static Stamp of(BasicFileAttributes attributes) {
        return new Stamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), Objects.requireNonNullElse(attributes.fileKey(), ""));
    }
}
