package torg.api.web;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import torg.api.file.Bytes;

/**
 * A body that is sent a little at a time and need not be in memory: what a resource's method returns, or gives its {@code Response} as entity. It is never compressed.
 *
 * @param length how many bytes there are
 */
public record Stream(long length, Bytes bytes) {
    /**
     * What was made for one answer: on disk when this returns, so that whoever reads slowly keeps no memory, and gone when it has been read. It is opened once; a second time is an
     * {@link IllegalStateException}.
     *
     * @throws IOException when it cannot be read or written
     */
    public static Stream once(Bytes made) throws IOException {
        return written(to -> {
            try (var from = made.open()) {
                from.transferTo(to);
            }
        });
    }

    /**
     * The same for what is written and not read.
     *
     * @throws IOException when it cannot be written
     */
    public static Stream written(Writing writing) throws IOException {
        var file = Files.createTempFile("torg-answer", null);
        try {
            try (var to = new BufferedOutputStream(Files.newOutputStream(file))) {
                writing.to(to);
            }
            var length = Files.size(file);
            // Open from now on: where the system allows it, no file has a name any more that nobody comes to read.
            var kept = new AtomicReference<>(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
            return new Stream(length, () -> Optional.ofNullable(kept.getAndSet(null)).orElseThrow(() -> new IllegalStateException("what was made for one answer is opened once")));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Writes what is sent, from its beginning to its end. */
    @FunctionalInterface
    public interface Writing {
        /** Write it there; whoever calls closes it. */
        void to(OutputStream out) throws IOException;
    }

    /** Some of these bytes: {@code most} of them from {@code first} on, which are there. */
    public Stream part(long first, long most) {
        return new Stream(most, () -> {
            var in = bytes.open();
            try {
                in.skipNBytes(first);
                return new Part(in, most);
            } catch (IOException e) {
                in.close();
                throw e;
            }
        });
    }

    /** The beginning of a stream. */
    private static final class Part extends FilterInputStream {
        private long left;

        Part(InputStream in, long most) {
            super(in);
            left = most;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (most == 0) return 0;
            var read = left == 0 ? -1 : super.read(into, from, (int) Math.min(most, left));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            var over = super.skip(Math.min(bytes, left));
            left -= over;
            return over;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
