package torg.pages.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.site.ContentFile;
import torg.pages.tree.Picture;

/**
 * Has the pictures that are made of others, each made once, at the moment somebody asks for it. They lie in a folder that may be emptied at any time; when it
 * has grown too large those go that were longest not read. Few are made at once, and of one picture one size at a time: many who ask need the memory of those
 * few, and one that takes long holds up no other. Thread-safe.
 */
@Component(service = PictureCache.class, configurationPid = "torg.pages")
@Designate(ocd = PictureCache.Settings.class)
public final class PictureCache {
    private static final Logger LOG = LoggerFactory.getLogger(PictureCache.class);
    private static final Map<String, String> ENDINGS = Map.of("image/jpeg", ".jpg", "image/png", ".png");
    private static final int MOST_FAILED = 1_000;
    private static final int MOST_AT_ONCE = 2;

    private final Optional<Path> folder;
    private final long mostBytes;
    private final Maker maker;
    /** By fingerprint, for as long as somebody asks for one that is made of the picture. */
    private final ConcurrentMap<String, Turn> turns = new ConcurrentHashMap<>();
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE, true);
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    /** Makes a smaller picture of a file. */
    interface Maker {
        PictureMaker.Made make(byte[] file, Picture picture, int width) throws IOException;
    }

    /** Those who wait for one picture. */
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int asking;
    }

    /** What is set of the module. */
    @ObjectClassDefinition(name = "Pages")
    public @interface Settings {
        @AttributeDefinition(description = "folder for pictures made of others; empty: each is made whenever it is asked for")
        String pictures() default "";

        @AttributeDefinition(description = "how many MB of them are kept there")
        int pictures$_$megabytes() default 200;
    }

    @Activate
    public PictureCache(Settings settings) {
        this(Optional.of(settings.pictures()).filter(path -> !path.isBlank()).map(Path::of), settings.pictures$_$megabytes() * 1_000_000L, PictureMaker::make);
    }

    PictureCache(Optional<Path> folder, long mostBytes, Maker maker) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.maker = maker;
    }

    /** Without a folder: nothing is kept. */
    public static PictureCache none() {
        return new PictureCache(Optional.empty(), 0, PictureMaker::make);
    }

    /**
     * One of a picture, of a width that it has.
     *
     * @param path with the ending of the format it was made in
     */
    public Optional<ContentFile> find(Picture picture, int width, ContentFile file) {
        var name = picture.fingerprint() + "-" + width;
        return kept(name).or(() -> made(name, picture, width, file));
    }

    private Optional<ContentFile> kept(String name) {
        for (var ending : ENDINGS.values()) {
            var path = folder.map(known -> known.resolve(name + ending)).filter(Files::isRegularFile);
            if (path.isEmpty()) continue;
            try {
                var bytes = Files.readAllBytes(path.get());
                Files.setLastModifiedTime(path.get(), FileTime.from(Instant.now()));
                return Optional.of(new ContentFile(name + ending, name, bytes));
            } catch (IOException e) {
                LOG.debug("a picture that is kept went away while it was read file={}", path.get(), e);
            }
        }
        return Optional.empty();
    }

    private Optional<ContentFile> made(String name, Picture picture, int width, ContentFile file) {
        var turn = turns.compute(picture.fingerprint(), (_, now) -> {
            var joined = now == null ? new Turn() : now;
            joined.asking++;
            return joined;
        });
        turn.lock.lock();
        try {
            if (failed.contains(name)) return Optional.empty();
            var meanwhile = kept(name);
            return meanwhile.isPresent() ? meanwhile : Optional.of(made(name, picture, width, file.bytes()));
        } catch (IOException e) {
            LOG.warn("no smaller picture can be made, people are sent the file as it is file={} width={}: {}", file.path(), width, e.getMessage(), e);
            if (failed.size() >= MOST_FAILED) failed.clear();
            failed.add(name);
            return Optional.empty();
        } finally {
            turn.lock.unlock();
            turns.compute(picture.fingerprint(), (_, now) -> --now.asking == 0 ? null : now);
        }
    }

    private ContentFile made(String name, Picture picture, int width, byte[] file) throws IOException {
        atOnce.acquireUninterruptibly();
        try {
            var made = maker.make(file, picture, width);
            var result = new ContentFile(name + ENDINGS.get(made.mediaType()), name, made.bytes());
            keep(result);
            return result;
        } finally {
            atOnce.release();
        }
    }

    /** A disk that is full makes pictures dear, and nothing worse. */
    private void keep(ContentFile made) {
        if (folder.isEmpty()) return;
        try {
            Files.createDirectories(folder.get());
            var part = folder.get().resolve("." + made.path() + ".part");
            Files.write(part, made.bytes());
            Files.move(part, folder.get().resolve(made.path()), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            makeRoom();
        } catch (IOException e) {
            LOG.warn("a picture cannot be kept folder={}: {}", folder.get(), e.toString());
        }
    }

    private record Kept(Path path, long size, FileTime read) {}

    private void makeRoom() throws IOException {
        try (var paths = Files.list(folder.orElseThrow())) {
            var all = paths.flatMap(path -> kept(path).stream()).sorted(Comparator.comparing(Kept::read)).toList();
            var over = all.stream().mapToLong(Kept::size).sum() - mostBytes;
            for (var oldest : all) {
                if (over <= 0) return;
                Files.deleteIfExists(oldest.path);
                over -= oldest.size;
            }
        }
    }

    private static Optional<Kept> kept(Path path) {
        try {
            return Optional.of(new Kept(path, Files.size(path), Files.getLastModifiedTime(path)));
        } catch (IOException e) {
            return Optional.empty(); // gone meanwhile
        }
    }
}
