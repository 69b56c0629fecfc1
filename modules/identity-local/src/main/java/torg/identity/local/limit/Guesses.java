package torg.identity.local.limit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import torg.api.web.Network;

/** Counts tokens that are none, by the place they come from. Nobody guesses 256 bits; this keeps who tries from keeping the store busy. */
public final class Guesses {
    private static final int MOST_PER_PLACE = 100;
    private final InstantSource clock;
    private final Failures ofPlaces = new Failures(MOST_PER_PLACE);

    public Guesses(InstantSource clock) {
        this.clock = clock;
    }

    /** How long this place has to wait before another is looked at, if it has to. */
    public synchronized Optional<Duration> wait(String address) {
        return ofPlaces.wait(Network.of(address), clock.instant());
    }

    public synchronized void wrong(String address) {
        ofPlaces.add(Network.of(address), clock.instant());
    }
}
