package torg.web.walk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import torg.api.file.Bytes;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Stream;
import torg.web.reply.Answer;

/** Sends so many streams to one reader, and to everybody, at a time: who reads slowly, or not at all, takes what is theirs, and not what is everybody's. */
final class Flows {
    static final int OF_ONE = 8;
    static final int OF_ALL = 64;
    private final Map<String, Integer> flowing = new HashMap<>();
    private int all;

    /**
     * The same answer; its stream is counted from its opening to its closing.
     *
     * @param who whose streams are counted together; empty when that is not known
     */
    Answer counted(Answer answer, Optional<String> who) {
        return answer instanceof Answer.Fresh fresh && fresh.stream().isPresent() ? fresh.with(counted(fresh.stream().get(), who)) : answer;
    }

    /** Opening it throws TOO_MANY when so many flow to this reader, BUSY when so many flow to everybody. */
    Stream counted(Stream stream, Optional<String> who) {
        return new Stream(stream.length(), () -> {
            begin(who);
            try {
                return new Flow(stream.bytes(), who);
            } catch (IOException | RuntimeException | Error e) {
                end(who);
                throw e;
            }
        });
    }

    private synchronized void begin(Optional<String> who) {
        if (who.isPresent() && flowing.getOrDefault(who.get(), 0) >= OF_ONE) throw TorgException.of(ProblemKind.TOO_MANY, "web.too-many-streams", "more than " + OF_ONE + " files are being sent to you at this moment");
        if (all >= OF_ALL) throw TorgException.of(ProblemKind.BUSY, "web.streams", "too many files are being sent at this moment");
        who.ifPresent(reader -> flowing.merge(reader, 1, Integer::sum));
        all++;
    }

    private synchronized void end(Optional<String> who) {
        who.ifPresent(reader -> flowing.computeIfPresent(reader, (_, some) -> some == 1 ? null : Integer.valueOf(some - 1)));
        all--;
    }

    /** Whether nothing flows. */
    synchronized boolean isIdle() {
        return all == 0 && flowing.isEmpty();
    }

    /** One that was begun; it ends once, however often it is closed. */
    private final class Flow extends FilterInputStream {
        private final Optional<String> who;
        private final AtomicBoolean ended = new AtomicBoolean();

        Flow(Bytes bytes, Optional<String> who) throws IOException {
            super(bytes.open());
            this.who = who;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                if (ended.compareAndSet(false, true)) end(who);
            }
        }
    }
}
