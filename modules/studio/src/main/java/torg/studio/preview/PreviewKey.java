package torg.studio.preview;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import torg.api.text.Sha256;

/** The portal's own key for links of previews, in a file that only its owner reads. It is read each time, so another key, or none, counts at once. Thread-safe. */
final class PreviewKey {
    private static final int BYTES = 32;
    private final Path file;

    PreviewKey(Path file) {
        this.file = file;
    }

    /** The signature of a text; empty while there is no key, and then nothing was ever signed by it. */
    Optional<byte[]> signature(byte[] text) {
        return read().map(key -> Sha256.signed(key, text));
    }

    /** The same with a key that is made where there is none. */
    synchronized byte[] sign(byte[] text) {
        if (read().isEmpty()) renew();
        return Sha256.signed(read().orElseThrow(), text);
    }

    /** From now on nothing holds that was signed before. */
    synchronized void renew() {
        var key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var beside = Files.createTempFile(file.toAbsolutePath().getParent(), "preview-key", ".new");
            if (Files.getFileStore(beside).supportsFileAttributeView("posix")) Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(beside, HexFormat.of().formatHex(key) + "\n");
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the key of previews cannot be written to '" + file + "'", e);
        }
    }

    private Optional<byte[]> read() {
        try {
            var key = HexFormat.of().parseHex(Files.readString(file).strip());
            return Optional.of(key).filter(bytes -> bytes.length >= BYTES);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the key of previews cannot be read from '" + file + "'", e);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
