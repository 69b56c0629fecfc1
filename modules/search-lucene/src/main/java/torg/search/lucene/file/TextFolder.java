package torg.search.lucene.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import torg.search.lucene.file.FileText.Reason;
import torg.search.lucene.file.FileText.Unread;
import torg.search.lucene.file.FileText.Words;

/** Texts of files by the digest of their bytes: what is the same file anywhere is read once. A cache: what is missing is read again. Thread-safe. */
public final class TextFolder {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final String WORDS = "+";
    private static final String UNREAD = "-";

    private final Path folder;

    public TextFolder(Path folder) {
        this.folder = folder;
    }

    /** Empty when the file was not looked at yet. */
    public Optional<FileText> find(String digest) {
        try {
            var kept = Files.readString(place(digest));
            return Optional.of(kept.startsWith(WORDS) ? new Words(kept.substring(WORDS.length())) : new Unread(Reason.valueOf(kept.replaceFirst(UNREAD, ""))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // damaged: it is read again
        }
    }

    /** Whole or not at all, whenever the portal ends. */
    synchronized void put(String digest, FileText text) throws IOException {
        Files.createDirectories(folder);
        var beside = Files.createTempFile(folder, digest, ".new");
        try {
            Files.writeString(beside, switch (text) {
                case Words(var words) -> WORDS + words;
                case Unread(var reason) -> UNREAD + reason;
            });
            Files.move(beside, place(digest), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Throw away what nobody needs any more, and what was never finished. */
    public synchronized void keep(Predicate<String> needed) {
        if (!Files.isDirectory(folder)) return;
        try (var texts = Files.newDirectoryStream(folder, text -> !DIGEST.matcher(text.getFileName().toString()).matches() || !needed.test(text.getFileName().toString()))) {
            for (var text : texts) Files.delete(text);
        } catch (IOException e) {
            throw new UncheckedIOException("texts of files that are gone cannot be thrown away", e);
        }
    }

    private Path place(String digest) {
        if (!DIGEST.matcher(digest).matches()) throw new IllegalArgumentException("no digest: '" + digest + "'");
        return folder.resolve(digest);
    }
}
