package torg.spi.sync;

import java.io.IOException;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** Lets requests to one ERP pass: the most urgent ({@link Urgency}) first, and no more than the ERP takes. Thread-safe. */
@ProviderType
public interface Governor {
    /** Of a connector that nobody governs: everything passes at once. */
    Governor NONE = new Governor() {
        @Override
        public <T> T pass(Duration most, Request<T> request) throws IOException, InterruptedException {
            return request.send();
        }

        @Override
        public void pause(Duration asked) {}
    };

    /**
     * Wait for the turn, then send. An IOException of the request says that no answer came, unless it is {@link NotSent} or {@link Unusable}; after several of them the ERP is left
     * alone for some seconds.
     *
     * @param most how long the turn may be waited for; less where the {@link torg.api.problem.Deadline} of the request is sooner
     * @throws torg.api.problem.TorgException UPSTREAM when the turn did not come in time or the ERP is left alone: nothing was sent
     */
    <T> T pass(Duration most, Request<T> request) throws IOException, InterruptedException;

    /** The ERP said that it is asked too much: nothing passes before that long, and then less than until now. */
    void pause(Duration asked);

    /** One request, from its first byte to the last one of its answer. */
    @FunctionalInterface
    interface Request<T> {
        /** Send it and wait for the answer; an IOException says that there was none, unless it is {@link NotSent} or {@link Unusable}. */
        T send() throws IOException, InterruptedException;
    }

    /** A request that was not sent although it had its turn, as when no time is left for it: it says nothing of the ERP. */
    final class NotSent extends IOException {
        private static final long serialVersionUID = 1L;

        /** @param why for the log */
        public NotSent(String why) {
            super(why);
        }
    }

    /** An answer that came and is of no use, such as one with more bytes than it may have: the ERP is there. */
    final class Unusable extends IOException {
        private static final long serialVersionUID = 1L;

        /** @param cause what was met while it was read */
        public Unusable(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /**
     * What an ERP takes.
     *
     * @param perSecond requests a second; 0 when it did not say
     * @param atOnce requests under way at the same time; 0 when it did not say
     */
    record Limits(int perSecond, int atOnce) {
        /** It said neither. */
        public static final Limits NONE = new Limits(0, 0);

        /** The most that a setting may say. */
        public static final int MOST = 10_000;

        /**
         * As the settings {@code requests-per-second} and {@code requests-at-once} of this PID say them.
         *
         * @throws TorgException CONFIG {@code sync.limits} when one is less than 0 or more than {@link #MOST}
         */
        public static Limits set(String pid, int perSecond, int atOnce) {
            return new Limits(within(pid, "requests-per-second", perSecond), within(pid, "requests-at-once", atOnce));
        }

        private static int within(String pid, String name, int value) {
            if (value >= 0 && value <= MOST) return value;
            throw TorgException.of(ProblemKind.CONFIG, "sync.limits", "setting '" + name + "' of " + pid + " is " + value + ", expected 0 to " + MOST).help("set it to a number in these bounds; 0 is no limit");
        }

        /** @throws IllegalArgumentException when one is less than 0 */
        public Limits {
            if (perSecond < 0 || atOnce < 0) throw new IllegalArgumentException("limits of an ERP are " + perSecond + " requests a second and " + atOnce + " at once, expected none below 0");
        }
    }
}
