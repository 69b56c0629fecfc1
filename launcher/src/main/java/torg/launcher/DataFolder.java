package torg.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import torg.api.program.Refusal;

/** The folder that holds everything this portal remembers. One running portal at a time owns it: the lock goes with the process, however that ends. */
final class DataFolder implements AutoCloseable {
    /** Everything that a start makes here. */
    private static final Set<String> OURS = Set.of("lock", "store", "erp", "tryton", "erp.process", "logs", "cache", "settings", "passwords");
    private static final String OWNER_ALONE = "rwx------";
    private static final long LONG_LOG_BYTES = 10_000_000;

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
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(folder);
        } else if (Files.isDirectory(folder)) {
            shut(folder);
        } else {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE)));
        }
    }

    // Somebody may have named a folder that others need, such as /tmp: that one stays as it is.
    private static void shut(Path folder) throws IOException {
        var permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
        if (permissions.endsWith("------")) {
            return;
        }
        var stranger = stranger(folder);
        if (stranger.isPresent()) {
            throw new Refusal("the data folder '" + folder + "' is open to others (" + permissions + ") and holds '" + stranger.get()
                    + "', which no portal made; give one of its own with --data, or close it with chmod 700 if it is");
        }
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNER_ALONE));
        } catch (IOException e) {
            throw new Refusal("the data folder '" + folder + "' is open to others (" + permissions + ") and belongs to '" + Files.getOwner(folder)
                    + "'; give another with --data", e);
        }
    }

    /** What lies there that is not ours; where a portal has run before, whatever it is may stay. */
    private static Optional<Path> stranger(Path folder) throws IOException {
        if (Files.exists(folder.resolve("lock"))) {
            return Optional.empty();
        }
        try (var all = Files.list(folder)) {
            return all.map(Path::getFileName).filter(name -> !OURS.contains(name.toString())).sorted().findFirst();
        }
    }

    Path folder() {
        return folder;
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** The demo ERP writes its log from a process of its own, which nobody can rotate meanwhile: a long one makes room at a start, the one before it goes. */
    void setLongLogsAside() throws IOException {
        var log = logs().resolve("erp.log");
        if (Files.exists(log) && Files.size(log) > LONG_LOG_BYTES) {
            Files.move(log, logs().resolve("erp.1.log"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What can be wiped at any stop without loss. */
    Path cache() {
        return folder.resolve("cache");
    }

    Path erp() {
        return folder.resolve("erp");
    }

    /** Of a Tryton that the launcher prepares. */
    Path tryton() {
        return folder.resolve("tryton");
    }

    Path settings() {
        return folder.resolve("settings");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
