package torg.identity.local.factor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import torg.identity.local.contact.People.Credential;
import torg.identity.local.session.Tokens;
import torg.spi.identity.Entrance.Proof;

/** Who proved with one factor who they are and is still to give a code, by a ticket that only their browser has; in memory, for a few minutes. */
public final class Halfway {
    static final Duration LONGEST = Duration.ofMinutes(5);
    /** Whoever proves who they are again and again ends their own tickets, and nobody else's. */
    static final int MOST_OF_A_CONTACT = 20;
    /** Each stands for a proof, so they are never many; the oldest go. */
    private static final int MOST = 10_000;
    private final InstantSource clock;
    private final Tokens random = new Tokens();
    private final Map<String, Half> halves = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Half> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Somebody halfway in.
     *
     * @param credential as it was then
     * @param begun what is to be done once the session has begun
     */
    public record Half(Credential credential, Proof proof, Runnable begun, Instant until) {}

    public Halfway(InstantSource clock) {
        this.clock = clock;
    }

    /** A ticket for whoever this credential's contact was proved to be. */
    public synchronized String begin(Credential credential, Proof proof, Runnable begun) {
        var ticket = random.next();
        halves.values().removeIf(half -> !clock.instant().isBefore(half.until));
        var own = halves.entrySet().stream().filter(half -> half.getValue().credential.contact().equals(credential.contact())).map(Map.Entry::getKey).toList();
        own.stream().limit(Math.max(0, own.size() + 1 - MOST_OF_A_CONTACT)).forEach(halves::remove);
        halves.put(Tokens.hash(ticket), new Half(credential, proof, begun, clock.instant().plus(LONGEST)));
        return ticket;
    }

    /** Whose ticket it is; empty when it is none, or none any more. */
    public synchronized Optional<Half> of(String ticket) {
        return Optional.ofNullable(halves.get(Tokens.hash(ticket))).filter(half -> clock.instant().isBefore(half.until));
    }

    /** It counts no more. */
    public synchronized void end(String ticket) {
        halves.remove(Tokens.hash(ticket));
    }
}
