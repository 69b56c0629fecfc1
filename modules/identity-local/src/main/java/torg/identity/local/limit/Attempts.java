package torg.identity.local.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import torg.api.web.Network;

/**
 * Counts failed attempts to sign in. Whoever guesses at a name is stopped soon, but only where it guesses from: nobody can keep a person out who
 * comes from elsewhere. All places together are stopped later, since a guess may come from many, and so is a place that tries many names. A name at a
 * place where it has come in before is stopped by neither, but by its own failures there: a guesser in a house has ten at each colleague's name, and
 * learns who else comes in from there. An attempt counts from its beginning, so that many at once are no way around; a good one is taken back. Else
 * whether a name exists makes no difference.
 */
public final class Attempts {
    private static final int MOST_PER_NAME_FROM_ONE_PLACE = 10;
    private static final int MOST_PER_NAME = 100;
    /** Many people can share an address. */
    private static final int MOST_PER_PLACE = 100;
    /** More than come and go within days; beyond it, who has not come for longest is like a stranger. */
    static final int MOST_FAMILIAR = 10_000;
    private final InstantSource clock;
    private final Failures ofNamesFromOnePlace = new Failures(MOST_PER_NAME_FROM_ONE_PLACE);
    private final Failures ofNames = new Failures(MOST_PER_NAME);
    private final Failures ofPlaces = new Failures(MOST_PER_PLACE);
    /** Names and the places they came in from, the latest last. */
    private final LinkedHashSet<String> familiar = new LinkedHashSet<>();

    public Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /** Begin an attempt, or how long to wait before the next. One that has to wait leaves nothing behind, so that a flood of them costs no memory. */
    public synchronized Optional<Duration> begin(String name, String address) {
        var now = clock.instant();
        var place = Network.of(address);
        var both = both(name, place);
        var wait = familiar.contains(both) ? ofNamesFromOnePlace.wait(both, now)
                : ofPlaces.wait(place, now).or(() -> ofNamesFromOnePlace.wait(both, now)).or(() -> ofNames.wait(name, now));
        if (wait.isPresent()) return wait;
        add(name, place, now);
        return Optional.empty();
    }

    /** One more that failed, though it is said of it that it came to nothing. */
    public synchronized void failed(String name, String address) {
        add(name, Network.of(address), clock.instant());
    }

    private void add(String name, String place, Instant now) {
        ofPlaces.add(place, now);
        ofNamesFromOnePlace.add(both(name, place), now);
        ofNames.add(name, now);
    }

    /** The attempt was good. */
    public synchronized void succeeded(String name, String address) {
        takeBack(name, address);
        familiar.addLast(both(name, Network.of(address)));
        if (familiar.size() > MOST_FAMILIAR) familiar.removeFirst();
    }

    /** The attempt came to nothing, and not because the password was wrong. */
    public synchronized void takeBack(String name, String address) {
        var place = Network.of(address);
        ofPlaces.takeBack(place);
        ofNamesFromOnePlace.takeBack(both(name, place));
        ofNames.takeBack(name);
    }

    /** How much is remembered, of failures and of good attempts. */
    synchronized int remembered() {
        return ofNames.remembered() + ofPlaces.remembered() + ofNamesFromOnePlace.remembered() + familiar.size();
    }

    private static String both(String name, String place) {
        return place + " " + name;
    }
}
