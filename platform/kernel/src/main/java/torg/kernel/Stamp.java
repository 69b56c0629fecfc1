package torg.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What tells cheaply that a file may have changed.
 *
 * @param key the file system's own identity of the file, as text
 */
record Stamp(long size, FileTime modified, String key) {

    /** Files of a folder with their stamps, by path; none when there is no such folder. */
    static Map<Path, Stamp> ofFolder(Path folder, String pattern) {
        var stamps = new TreeMap<Path, Stamp>();
        if (!Files.isDirectory(folder)) return stamps;
        try (var files = Files.newDirectoryStream(folder, pattern)) {
            for (var file : files) {
                if (!file.getFileName().toString().startsWith(".")) of(file).ifPresent(stamp -> stamps.put(file, stamp));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder '" + folder + "' cannot be read; check its permissions", e);
        }
        return stamps;
    }

    /** Of one file; empty when it is not there. */
    static Optional<Stamp> of(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(new Stamp(attributes.size(), attributes.lastModifiedTime(),
                    String.valueOf(attributes.fileKey()))) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
