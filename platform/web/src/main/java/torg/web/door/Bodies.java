package torg.web.door;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * Buffers bodies within bounds: those of one request, of all requests at one moment, and of time. Room is taken before a byte is read, since a body
 * that never ends costs its sender nothing and the portal all that came of it.
 */
public final class Bodies {
    private static final int FIRST = 8 * 1024;

    private final Map<Sender, Semaphore> free = new EnumMap<>(Sender.class);
    private final Duration longest;

    /** With the time a body may take to arrive; it is looked at whenever something of it does, and silence is the container's to end. */
    public Bodies(Duration longest) {
        this.longest = longest;
        for (var sender : Sender.values()) free.put(sender, new Semaphore(sender.budgetBytes()));
    }

    /** Room for the body of one request; close it when the request is answered. */
    public Room room() {
        return new Room();
    }

    /** What the body of one request takes. For one thread. */
    public final class Room implements AutoCloseable {
        private Semaphore from;
        private int taken;

        private Room() {}

        /**
         * Read a body.
         *
         * @param length as announced, or -1
         * @param largest bytes that are taken
         * @throws TimeoutException when it takes too long
         * @throws TorgException TOO_LARGE, or BUSY when all others take too much at the moment
         */
        byte[] read(InputStream in, long length, int largest, Sender sender) throws IOException, TimeoutException {
            from = free.get(sender);
            if (length > largest) throw tooLarge(largest, sender);
            var end = System.nanoTime() + longest.toNanos();
            var bytes = new byte[take(length < 0 ? Math.min(FIRST, largest) : (int) length)];
            for (var filled = 0; ; ) {
                if (filled == length) return bytes;
                if (filled == bytes.length) {
                    if (filled == largest) return atItsEnd(in, bytes, sender);
                    bytes = Arrays.copyOf(bytes, filled + take(Math.min(filled, largest - filled)));
                }
                var read = in.read(bytes, filled, bytes.length - filled);
                if (read < 0) return filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled);
                filled += read;
                if (filled != length && System.nanoTime() - end > 0) throw new TimeoutException();
            }
        }

        private int take(int bytes) {
            if (!from.tryAcquire(bytes)) throw TorgException.of(ProblemKind.BUSY, "web.bodies", "too much is being sent at this moment");
            taken += bytes;
            return bytes;
        }

        private static byte[] atItsEnd(InputStream in, byte[] bytes, Sender sender) throws IOException {
            if (in.read() < 0) return bytes;
            throw tooLarge(bytes.length, sender);
        }

        /** Give the room back. */
        @Override
        public void close() {
            if (from != null) from.release(taken);
            taken = 0;
        }
    }

    private static TorgException tooLarge(int largest, Sender sender) {
        var more = sender == Sender.ANYBODY ? ", which is what is taken from whoever is not signed in" : "";
        return TorgException.of(ProblemKind.TOO_LARGE, "web.body-too-large", "the body is larger than " + largest / 1024 + " KB" + more);
    }
}
