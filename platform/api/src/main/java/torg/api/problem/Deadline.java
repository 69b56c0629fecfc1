package torg.api.problem;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Until when an answer is of use to whoever waits for it. It goes with the thread that works. What may take long asks it now and then: the gate before it reads, and before it
 * commits, and a page before each of its components, and
 * whoever asks an ERP before each request.
 *
 * @param whole how long all of it may take
 * @param end when it is over, as {@link System#nanoTime} tells time
 */
public record Deadline(Duration whole, long end) {
    private static final Deadline NONE = new Deadline(Duration.ZERO, 0);
    private static final ScopedValue<Deadline> NOW = ScopedValue.newInstance();

    /** Do something within this time from now; what it throws is thrown. */
    public static <T> T within(Duration time, Supplier<T> work) {
        return ScopedValue.where(NOW, new Deadline(time, System.nanoTime() + time.toNanos())).call(work::get);
    }

    /** Do something that has bounds of its own, such as a file of many rows, however long it takes. */
    public static <T> T none(Supplier<T> work) {
        return ScopedValue.where(NOW, NONE).call(work::get);
    }

    /** In that long from now, for what takes several steps; sooner where nobody waits as long any more. */
    public static Deadline in(Duration most) {
        var time = left().filter(left -> left.compareTo(most) < 0).orElse(most);
        return new Deadline(time, System.nanoTime() + time.toNanos());
    }

    /** What is left of this one, zero when it is over, at most this long. */
    public Duration left(Duration most) {
        var left = rest();
        return left.compareTo(most) < 0 ? left : most;
    }

    private Duration rest() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** How much time is left, none or more; empty where nobody waits, or for as long as it takes. */
    public static Optional<Duration> left() {
        var now = NOW.orElse(NONE);
        return now == NONE ? Optional.empty() : Optional.of(now.rest());
    }

    /**
     * Go on only if there is time left.
     *
     * @throws TorgException BUSY {@code request.too-long}, with the limit in words
     */
    public static void check() {
        if (left().filter(Duration::isZero).isEmpty()) return;
        throw TorgException.of(ProblemKind.BUSY, "request.too-long", "it took longer than the " + NOW.get().whole.toSeconds() + " seconds that an answer may take").help("ask for less, or try again");
    }
}
