package torg.web.walk;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.web.door.Peer;

/**
 * Answers so many requests of one caller at a time; the next wait for a moment. Who asks without end then takes what is theirs, and not what is everybody's. Of those who
 * are not signed in, calls are counted by network, and pages are not: most of these are made once for all.
 */
final class Turns {
    static final int AT_A_TIME = 16;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Duration patience;

    /** @param patience how long a request waits for its turn */
    Turns(Duration patience) {
        this.patience = patience;
    }

    /**
     * Whose requests are counted together.
     *
     * @return empty for who is not signed in
     */
    static Optional<String> who(Caller caller) {
        return caller.isAnonymous() ? Optional.empty() : caller.contact().or(() -> Optional.of("program " + caller.name()));
    }

    /**
     * The same of who makes a call: for who is not signed in, the network they are in.
     *
     * @return empty when that is not known either
     */
    static Optional<String> who(Caller caller, Peer peer) {
        return who(caller).or(() -> peer.network().map(network -> "network " + network));
    }

    /**
     * The answer, in its turn.
     *
     * @param who whose requests are counted together; empty when they are not
     * @throws TorgException TOO_MANY when no turn came in time
     */
    <T> T take(Optional<String> who, Supplier<T> answer) {
        if (who.isEmpty()) return answer.get();
        var line = lines.compute(who.get(), (_, found) -> (found == null ? new Line() : found).joined());
        try {
            return inTurn(line.places, answer);
        } finally {
            lines.computeIfPresent(who.get(), (_, found) -> found.left());
        }
    }

    private <T> T inTurn(Semaphore places, Supplier<T> answer) {
        try {
            if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) throw TorgException.of(ProblemKind.TOO_MANY, "web.too-many-at-once", "more than " + AT_A_TIME + " requests of yours are being answered at this moment");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TorgException.of(ProblemKind.BUSY, "web.stopping", "the portal is stopping").causedBy(e);
        }
        try {
            return answer.get();
        } finally {
            places.release();
        }
    }

    /** Whether anybody is being answered or waits. */
    boolean isIdle() {
        return lines.isEmpty();
    }

    /** The requests of one caller; gone with the last of them. Counted while its entry is held. */
    private static final class Line {
        private final Semaphore places = new Semaphore(AT_A_TIME, true);
        private int requests;

        Line joined() {
            requests++;
            return this;
        }

        Line left() {
            return --requests == 0 ? null : this;
        }
    }
}
