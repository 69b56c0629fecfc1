package torg.web.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import torg.api.file.Bytes;

/** Bytes in a file without a name: it goes when it is closed, and when the portal is killed. */
final class Spool implements Bytes, AutoCloseable {
    private final FileChannel channel;

    /** @throws Failed when no file can be made there */
    Spool(Path directory) {
        try {
            var path = Files.createTempFile(directory, "torg-", ".body");
            try {
                channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            } finally {
                forgetName(path);
            }
        } catch (IOException e) {
            throw new Failed(e);
        }
    }

    private static void forgetName(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // some systems keep the name of a file that is open: then it goes when it is closed
        }
    }

    /** @throws Failed when the disk does not take them */
    void add(byte[] bytes, int count) {
        try {
            for (var some = ByteBuffer.wrap(bytes, 0, count); some.hasRemaining(); ) channel.write(some);
        } catch (IOException e) {
            throw new Failed(e);
        }
    }

    /** It is not the body that is broken, but the place where it was to lie: the disk is full, or too many files are open. */
    static final class Failed extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        Failed(IOException cause) {
            super(cause);
        }
    }

    @Override
    public InputStream open() {
        return new Reader();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class Reader extends InputStream {
        private long at;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (most == 0) return 0;
            var read = channel.read(ByteBuffer.wrap(into, from, most), at);
            at += Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            var over = Math.clamp(bytes, 0, channel.size() - at);
            at += over;
            return over;
        }
    }
}
