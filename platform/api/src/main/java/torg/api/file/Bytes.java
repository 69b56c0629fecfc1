package torg.api.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that are read from their beginning as often as somebody wants them, and need not be in memory at once. */
@FunctionalInterface
public interface Bytes {
    /**
     * A stream of its own, to be closed by whoever reads it; {@link InputStream#skip} passes over any number of bytes at little cost.
     *
     * @throws IOException when they cannot be read, or not any more
     */
    InputStream open() throws IOException;

    /** These, as they are now. */
    static Bytes of(byte[] bytes) {
        var copy = bytes.clone();
        return () -> new ByteArrayInputStream(copy);
    }
}
