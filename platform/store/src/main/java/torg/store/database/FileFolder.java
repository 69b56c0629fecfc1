package torg.store.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import torg.api.file.Bytes;
import torg.api.file.StoredFile;

/**
 * The bytes of files beside an H2 database, each file named by its digest. H2 would hold them in memory several times over while it writes, and keep what was replaced. A file
 * is there, and on disk, before the row that names it is committed; it goes once no row names it and the disk knows so. All but {@link #open} is for who has the writers' turn.
 */
final class FileFolder {
    private static final String BEGUN = "begun";
    private final Path folder;

    /** Files of which it is not known whether a row still names them. */
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();

    FileFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    void keep(StoredFile file, Bytes bytes) throws IOException {
        doubtful.add(file.digest());
        var place = folder.resolve(file.digest());
        if (Files.exists(place)) return;
        var begun = folder.resolve(BEGUN);
        try (var in = bytes.open(); var out = Files.newOutputStream(begun)) {
            if (in.transferTo(out) != file.size()) throw new IOException("the file is not as long as it was");
        }
        force(begun);
        Files.move(begun, place, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    /** @throws IOException when it is not there any more */
    InputStream open(String digest) throws IOException {
        return Files.newInputStream(folder.resolve(digest));
    }

    void doubt(String digest) {
        doubtful.add(digest);
    }

    boolean isInDoubt() {
        return !doubtful.isEmpty();
    }

    /** Take away what is in doubt and not needed. */
    void settle(Predicate<String> needed) throws IOException {
        for (var digest : Set.copyOf(doubtful)) {
            if (!needed.test(digest)) Files.deleteIfExists(folder.resolve(digest));
            doubtful.remove(digest);
        }
    }

    /** Be in doubt of everything: what a kill left, and what went with a column. */
    void doubtAll() throws IOException {
        try (var all = Files.list(folder)) {
            all.map(file -> file.getFileName().toString()).forEach(doubtful::add);
        }
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (!Files.isDirectory(path)) throw e; // some systems open no folders
        }
    }
}
