package torg.sync.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How quickly requests follow one another. An ERP that says it is asked too much is asked half as much; without another such word that grows by a tenth every
 * ten seconds, up to what the ERP declared.
 *
 * @param declared requests a second that the ERP takes; infinite when it did not say
 * @param rate requests a second that it gets
 * @param next when the next one may be sent
 * @param raised when the rate last changed
 * @param second the second in which the last one was sent
 * @param inSecond how many were sent in it
 */
record Pace(double declared, double rate, Instant next, Instant raised, long second, int inSecond) {
    private static final double SLOWEST = 1;
    /** Where nothing is declared, this is as good as no bound. */
    private static final double FREE = 1_000;
    /** What an ERP is thought to take at least, until it says otherwise once more. */
    private static final int ASSUMED = 20;
    private static final double GROWTH = 1.1;
    private static final Duration GROWS_EVERY = Duration.ofSeconds(10);
    /** As exactly as a database keeps a moment. */
    private static final double MICROS = 1e6;

    /** @param perSecond 0 when the ERP did not say */
    static Pace of(int perSecond) {
        var declared = perSecond == 0 ? Double.POSITIVE_INFINITY : perSecond;
        return new Pace(declared, declared, Instant.MIN, Instant.MIN, Long.MIN_VALUE, 0);
    }

    /** How long the next one has to wait, zero or less when it need not. */
    Duration wait(Instant now) {
        if (next.equals(Instant.MIN)) return Duration.ZERO;
        var wait = Duration.between(now, next);
        // A clock that was put back must not make anybody wait for the old time.
        return wait.compareTo(gap()) > 0 ? gap() : wait;
    }

    /** Whether it is slower than the ERP declared. */
    boolean isSlowed() {
        return rate < declared;
    }

    /** One is sent. */
    Pace sent(Instant now) {
        var grown = grown(now);
        var same = second == now.getEpochSecond();
        return new Pace(declared, grown.rate, Double.isInfinite(grown.rate) ? Instant.MIN : now.plus(grown.gap()), grown.raised, now.getEpochSecond(), same ? inSecond + 1 : 1);
    }

    /** The ERP said that this was too much. */
    Pace halved(Instant now) {
        // One that declared nothing and was hardly asked has other reasons than what it was asked just now.
        var before = Double.isInfinite(rate) ? Math.max(ASSUMED, inSecond) : rate;
        return new Pace(declared, Math.max(SLOWEST, before / 2), next, now, second, inSecond);
    }

    private Pace grown(Instant now) {
        if (!isSlowed() || now.isBefore(raised.plus(GROWS_EVERY))) return this;
        var steps = Duration.between(raised, now).dividedBy(GROWS_EVERY);
        var more = rate * Math.pow(GROWTH, steps);
        return new Pace(declared, more >= declared || more >= FREE && Double.isInfinite(declared) ? declared : more, next, now, second, inSecond);
    }

    private Duration gap() {
        return Double.isInfinite(rate) ? Duration.ZERO : Duration.of((long) Math.ceil(MICROS / rate), ChronoUnit.MICROS);
    }
}
