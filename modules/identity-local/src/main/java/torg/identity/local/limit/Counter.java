package torg.identity.local.limit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import torg.api.problem.TorgException;

/** Lets attempts at passwords be made, unless they have to wait: for those who are at it, or for having failed too often. */
public final class Counter {
    private final Crowd crowd = new Crowd();
    private final Attempts attempts;

    public Counter(InstantSource clock) {
        this.attempts = new Attempts(clock);
    }

    /**
     * Make an attempt, unless it has to wait. It counts as failed until it is said that it {@link #succeeded}; what it throws says nothing of the password, so that does not count.
     *
     * @param tooMany what is answered in its place, by how long it has to wait
     */
    public <T> T counted(String email, String address, Function<Duration, T> tooMany, Supplier<T> attempt) {
        if (!crowd.enter(email, address)) return tooMany.apply(Crowd.WAIT);
        try {
            return begun(email, address, tooMany, attempt);
        } finally {
            crowd.leave(email, address);
        }
    }

    private <T> T begun(String email, String address, Function<Duration, T> tooMany, Supplier<T> attempt) {
        var wait = attempts.begin(email, address);
        if (wait.isPresent()) return tooMany.apply(wait.get());
        try {
            return attempt.get();
        } catch (TorgException e) {
            attempts.takeBack(email, address);
            throw e;
        }
    }

    /** The attempt that is being made counts as failed, though it throws: by that as well whoever makes it learns that the password is wrong. */
    public void failed(String email, String address) {
        attempts.failed(email, address);
    }

    /** The attempt that is being made was right. */
    public void succeeded(String email, String address) {
        attempts.succeeded(email, address);
    }
}
