package torg.web.door;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import torg.api.file.Bytes;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * Buffers bodies within bounds: those of one request, of all requests of one sender and of everybody at one moment, and of time. Room is taken before a byte is read, and
 * as much again as has come, whatever was announced: who sends nothing holds next to nothing.
 */
public final class Bodies {
    private static final int FIRST = 1024;
    private static final int WASTE = 8 * 1024;
    private static final long MOST_PASSING = 4 * 1024 * 1024;
    private static final Duration LONGEST_PASSING = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofMillis(10);
    private static final int MOST_SILENCES = 20;

    private static final int SPOOLED_AT_ONCE = 64 * 1024;
    /** Files come over slow lines, and cost nobody anything meanwhile. */
    private static final int LONGER_FOR_FILES = 10;
    /** For the files of everybody at one moment; a sender's share holds the largest. */
    private static final int ON_DISK = 200 * 1024 * 1024;

    private final Budget disk = new Budget(ON_DISK);
    private final Map<Sender.Kind, Budget> budgets = new EnumMap<>(Sender.Kind.class);
    private final Duration longest;
    private final Path directory;

    /** With the time a body may take to arrive. */
    public Bodies(Duration longest) {
        this(longest, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param directory where files lie */
    Bodies(Duration longest, Path directory) {
        this.longest = longest;
        this.directory = directory;
        for (var kind : Sender.Kind.values()) budgets.put(kind, new Budget(kind.budgetBytes()));
    }

    /** Room for the body of one request; close it when the request is answered. */
    public Room room() {
        return new Room();
    }

    /** What the body of one request takes. For one thread. */
    public final class Room implements AutoCloseable {
        private Sender sender;
        private int taken;
        private int spooled;
        private Spool spool;

        private Room() {}

        /**
         * Read a body.
         *
         * @param length as announced, or -1
         * @param largest bytes that are taken
         * @throws TimeoutException when it takes too long
         * @throws TorgException TOO_LARGE, or BUSY when this sender or everybody takes too much at the moment
         */
        byte[] read(InputStream in, long length, int largest, Sender sender) throws IOException, TimeoutException {
            this.sender = sender;
            if (length > largest) throw tooLarge(largest, sender);
            return within(longest, inTime -> fill(in, length, largest, inTime));
        }

        /**
         * Read a body that may be larger than what there is memory for; see {@link #read}. A file is made when something comes.
         *
         * @throws Spool.Failed when it cannot be laid on disk
         */
        Bytes spool(InputStream in, long length, long largest, Sender sender) throws IOException, TimeoutException {
            this.sender = sender;
            if (length > largest) throw tooLarge(largest, sender);
            return within(longest.multipliedBy(LONGER_FOR_FILES), inTime -> {
                var buffer = new byte[SPOOLED_AT_ONCE];
                for (var filled = 0L; filled != length; ) {
                    var read = in.read(buffer);
                    if (read < 0) break;
                    filled += read;
                    if (filled > largest) throw tooLarge(largest, sender);
                    if (!disk.take(sender.who(), read)) {
                        close(); // whoever else is being read needs it
                        throw busy();
                    }
                    spooled += read;
                    if (spool == null) spool = new Spool(directory);
                    spool.add(buffer, read);
                    if (filled != length && inTime.isDone()) throw new InterruptedIOException("its time is over");
                }
                return spool == null ? Bytes.of(new byte[0]) : spool;
            });
        }

        private <T> T within(Duration time, Reading<T> reading) throws IOException, TimeoutException {
            var inTime = new CompletableFuture<Void>().orTimeout(time.toNanos(), TimeUnit.NANOSECONDS);
            var reader = Thread.currentThread();
            var woken = inTime.handle((_, late) -> {
                if (late != null) reader.interrupt(); // it may be waiting for a byte that never comes
                return late != null;
            });
            try {
                return reading.within(inTime);
            } catch (IOException | RuntimeException e) {
                if (!inTime.complete(null) && woken.join()) throw new TimeoutException();
                throw e;
            } finally {
                inTime.complete(null);
                if (woken.join()) Thread.interrupted(); // meant for this body, not for what the thread does next
            }
        }

        private byte[] fill(InputStream in, long length, int largest, CompletableFuture<Void> inTime) throws IOException {
            var most = length < 0 ? largest : (int) length;
            var bytes = new byte[take(Math.min(FIRST, most))];
            for (var filled = 0; ; ) {
                if (filled == length) return bytes;
                if (filled == bytes.length) {
                    if (filled == largest) return atItsEnd(in, bytes);
                    bytes = Arrays.copyOf(bytes, filled + take(Math.min(filled, most - filled)));
                }
                var read = in.read(bytes, filled, bytes.length - filled);
                if (read < 0) return filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled);
                filled += read;
                if (filled != length && inTime.isDone()) throw new InterruptedIOException("its time is over");
            }
        }

        private int take(int bytes) {
            if (!budgets.get(sender.kind()).take(sender.who(), bytes)) {
                close(); // whoever else is being read needs it
                throw busy();
            }
            taken += bytes;
            return bytes;
        }

        private byte[] atItsEnd(InputStream in, byte[] bytes) throws IOException {
            if (in.read() < 0) return bytes;
            throw tooLarge(bytes.length, sender);
        }

        /** Give the room back. */
        @Override
        public void close() {
            if (taken > 0) budgets.get(sender.kind()).giveBack(sender.who(), taken);
            taken = 0;
            if (spooled > 0) disk.giveBack(sender.who(), spooled);
            spooled = 0;
            if (spool == null) return;
            try {
                spool.close();
            } catch (IOException e) {
                // nobody needs it any more
            }
        }
    }

    private interface Reading<T> {
        T within(CompletableFuture<Void> inTime) throws IOException;
    }

    private static TorgException busy() {
        return TorgException.of(ProblemKind.BUSY, "web.bodies", "too much is being sent at this moment");
    }

    private static TorgException tooLarge(long largest, Sender sender) {
        var more = sender.kind() == Sender.Kind.ANYBODY ? ", which is what is taken from whoever is not signed in" : "";
        return TorgException.of(ProblemKind.TOO_LARGE, "web.body-too-large", "the body is larger than " + largest / 1024 + " KB" + more);
    }

    /** Throw away what is on its way, for a moment: a connection that ends on bytes nobody has read takes the answer along. */
    static void letPass(ServletInputStream in) throws IOException {
        var waste = new byte[WASTE];
        var end = System.nanoTime() + LONGEST_PASSING.toNanos();
        var silences = 0;
        for (long passed = 0; passed < MOST_PASSING && silences < MOST_SILENCES && !in.isFinished() && System.nanoTime() - end < 0; ) {
            if (in.available() > 0) {
                passed += Math.max(0, in.read(waste));
                silences = 0;
            } else {
                silences++;
                LockSupport.parkNanos(SILENCE.toNanos());
            }
        }
    }
}
