package torg.web.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

class BodiesTest {
    private static final int LARGEST = Sender.Kind.ANYBODY.largestBytes();

    private final Bodies bodies = new Bodies(Duration.ofSeconds(30));

    @Test
    void aBodyComesAsItWasSent() throws Exception {
        for (var size : new int[] {1, 8 * 1024, 8 * 1024 + 1, LARGEST - 1, LARGEST}) {
            assertThat(read(bytes(size), size)).as("announced %d", size).isEqualTo(bytes(size));
            assertThat(read(bytes(size), -1)).as("not announced %d", size).isEqualTo(bytes(size));
        }
        assertThat(read(new byte[0], -1)).isEmpty();
    }

    @Test
    void whatIsTooLargeIsNotReadToItsEnd() {
        assertThatThrownBy(() -> read(bytes(LARGEST + 1), -1)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.TOO_LARGE));
        var silent = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("it was read although its announced size is too large");
            }
        };
        assertThatThrownBy(() -> bodies.room().read(silent, LARGEST + 1L, LARGEST, anybody("192.0.2.1"))).hasMessageContaining("16 KB").hasMessageContaining("not signed in");
    }

    @Test
    void allBodiesTogetherHaveABoundThatIsGivenBack() throws Exception {
        var rooms = new ArrayList<Bodies.Room>();
        for (var taken = 0; taken < Sender.Kind.ANYBODY.budgetBytes(); taken += LARGEST) {
            rooms.add(bodies.room());
            rooms.getLast().read(new ByteArrayInputStream(bytes(LARGEST)), LARGEST, LARGEST, anybody("10.0.0." + taken));
        }
        assertThatThrownBy(() -> read(bytes(1), 1)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.BUSY));
        try (var room = bodies.room()) {
            assertThat(room.read(new ByteArrayInputStream(bytes(9)), 9, 9, new Sender(Sender.Kind.SIGNED_IN, Optional.of("MARIA")))).as("somebody with a session").hasSize(9);
        }
        rooms.getFirst().close();
        assertThat(read(bytes(LARGEST), LARGEST)).hasSize(LARGEST);
        assertThat(read(bytes(LARGEST), -1)).as("again, and in steps").hasSize(LARGEST);
        rooms.forEach(Bodies.Room::close);
    }

    @Test
    void roomOfABodyThatBreaksOffIsGivenBack() throws Exception {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the client went away");
            }
        };
        for (var round = 0; round < 1_000; round++) {
            try (var room = bodies.room()) {
                room.read(broken, LARGEST, LARGEST, anybody("192.0.2.1"));
            } catch (IOException e) {
                assertThat(e).hasMessage("the client went away");
            }
        }
        assertThat(read(bytes(LARGEST), LARGEST)).hasSize(LARGEST);
    }

    @Test
    void aFileLiesOnDiskUntilItsRequestIsAnswered() throws Exception {
        var sender = new Sender(Sender.Kind.SIGNED_IN, Optional.of("MARIA"));
        var room = bodies.room();
        var file = room.spool(new ByteArrayInputStream(bytes(300_000)), -1, 300_000, sender);
        for (var again = 0; again < 2; again++) {
            try (var in = file.open()) {
                in.skipNBytes(200_000);
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes(300_000), 200_000, 300_000));
            }
        }
        room.close();
        assertThatThrownBy(() -> file.open().read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> bodies.room().spool(new ByteArrayInputStream(bytes(300_001)), -1, 300_000, sender)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.TOO_LARGE));
        assertThatThrownBy(() -> bodies.room().spool(new ByteArrayInputStream(bytes(1)), 300_001, 300_000, sender)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.TOO_LARGE));
    }

    @Test
    void aFileIsMadeWhenSomethingComesAndItsFaultsAreNotTheClients() throws Exception {
        var sender = new Sender(Sender.Kind.SIGNED_IN, Optional.of("MARIA"));
        var nowhere = new Bodies(Duration.ofSeconds(30), Path.of("no such directory"));
        try (var room = nowhere.room(); var in = room.spool(new ByteArrayInputStream(new byte[0]), -1, 10, sender).open()) {
            assertThat(in.readAllBytes()).isEmpty();
        }
        try (var room = nowhere.room()) {
            assertThatThrownBy(() -> room.spool(new Endless(10), 10, 10, sender)).isInstanceOf(Spool.Failed.class);
        }
    }

    @Test
    void filesOfOneSenderHaveABoundThatIsGivenBack() throws Exception {
        var sender = new Sender(Sender.Kind.SIGNED_IN, Optional.of("MARIA"));
        var largest = Door.LARGEST_FILE;
        for (var round = 0; round < 2; round++) {
            try (var room = bodies.room()) {
                room.spool(new Endless(largest), largest, largest, sender);
                for (var other = 0; other < 2; other++) {
                    assertThatThrownBy(() -> bodies.room().spool(new Endless(largest), largest, largest, sender)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.BUSY));
                    try (var small = bodies.room()) {
                        assertThat(small.spool(new Endless(1_000_000), 1_000_000, largest, sender).open().skip(2_000_000)).as("what was refused holds up nobody").isEqualTo(1_000_000);
                    }
                }
            }
        }
    }

    /** So many bytes that nobody holds. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'a' : -1;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            if (left <= 0) return -1;
            var some = (int) Math.min(most, left);
            left -= some;
            return some;
        }
    }

    @Test
    void aBodyThatComesByteByByteIsGivenUp() {
        var impatient = new Bodies(Duration.ofMillis(20));
        assertThatThrownBy(() -> impatient.room().read(new Slow(), 10_000, LARGEST, anybody("192.0.2.1"))).isInstanceOf(TimeoutException.class);
    }

    @Test
    void oneSenderLeavesRoomForTheOthers() throws Exception {
        var rooms = new ArrayList<Bodies.Room>();
        for (var taken = 0; taken < Sender.Kind.ANYBODY.budgetBytes() / 8; taken += LARGEST) {
            rooms.add(bodies.room());
            rooms.getLast().read(new ByteArrayInputStream(bytes(LARGEST)), LARGEST, LARGEST, anybody("192.0.2.1"));
        }
        assertThatThrownBy(() -> read(bytes(1), 1)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.BUSY));
        try (var room = bodies.room()) {
            assertThat(room.read(new ByteArrayInputStream(bytes(LARGEST)), LARGEST, LARGEST, anybody("192.0.2.2"))).as("somebody else").hasSize(LARGEST);
        }
        rooms.forEach(Bodies.Room::close);
        assertThat(read(bytes(LARGEST), LARGEST)).hasSize(LARGEST);
    }

    @Test
    void theLargestBodyFitsIntoAShare() throws Exception {
        for (var kind : Sender.Kind.values()) {
            try (var room = bodies.room()) {
                var largest = kind.largestBytes();
                assertThat(room.read(new ByteArrayInputStream(bytes(largest)), largest, largest, new Sender(kind, Optional.of("one")))).as(kind.name()).hasSize(largest);
            }
        }
    }

    @Test
    void whatIsRefusedIsLetPassAlsoWhereItComesInPieces() throws IOException {
        var body = new Pieces(25);
        Bodies.letPass(body);
        assertThat(body.isFinished()).isTrue();
    }

    @Test
    @Timeout(60)
    void aBodyThatStopsComingIsGivenUp() throws Exception {
        var impatient = new Bodies(Duration.ofMillis(20));
        try (var silent = new PipedInputStream(); var other = new PipedOutputStream(silent); var room = impatient.room()) {
            other.write('a');
            assertThatThrownBy(() -> room.read(silent, 10_000, LARGEST, anybody("192.0.2.1"))).isInstanceOf(TimeoutException.class);
        }
        assertThat(Thread.currentThread().isInterrupted()).as("the thread may go on").isFalse();
    }

    private static Sender anybody(String network) {
        return new Sender(Sender.Kind.ANYBODY, Optional.of(network));
    }

    /** A byte every few milliseconds. */
    private static final class Slow extends InputStream {
        @Override
        public int read() {
            throw new AssertionError("nobody asks for a single byte");
        }

        @Override
        public int read(byte[] into, int at, int most) throws IOException {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            into[at] = 'a';
            return 1;
        }
    }

    /** Before each piece there is nothing to read for a moment. */
    private static final class Pieces extends ServletInputStream {
        private int left;
        private boolean silent;

        Pieces(int pieces) {
            left = pieces;
        }

        @Override
        public int available() {
            silent = !silent;
            return silent ? 0 : 1;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'a' : -1;
        }

        @Override
        public int read(byte[] into, int at, int most) {
            into[at] = (byte) read();
            return 1;
        }

        @Override
        public boolean isFinished() {
            return left == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new AssertionError("nobody is told of pieces");
        }
    }

    private byte[] read(byte[] sent, long announced) throws IOException, TimeoutException {
        try (var room = bodies.room()) {
            return room.read(new ByteArrayInputStream(sent), announced, LARGEST, anybody("192.0.2.1"));
        }
    }

    private static byte[] bytes(int size) {
        var bytes = new byte[size];
        for (var i = 0; i < size; i++) bytes[i] = (byte) i;
        return bytes;
    }
}
