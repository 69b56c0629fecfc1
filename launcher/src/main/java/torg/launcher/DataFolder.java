package torg.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder that holds everything this portal remembers. One running portal at a time owns it: the lock goes with the process, however that ends. */
final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static DataFolder open(Path folder) {
        try {
            create(folder);
            var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new DataFolder(folder, channel);
            }
            channel.close();
            throw new Refusal("the data folder '" + folder + "' is in use by another portal; stop that one, or give this one its own with --data");
        } catch (IOException e) {
            throw new Refusal("the data folder '" + folder + "' cannot be used (" + e.getMessage() + "); give another with --data", e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    // Rows, sessions and logs lie here, so nobody else on the machine may look.
    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    Path folder() {
        return folder;
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** What can be wiped at any stop without loss. */
    Path cache() {
        return folder.resolve("cache");
    }

    Path erp() {
        return folder.resolve("erp");
    }

    Path settings() {
        return folder.resolve("settings");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
