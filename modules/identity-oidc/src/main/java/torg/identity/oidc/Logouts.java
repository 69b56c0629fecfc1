package torg.identity.oidc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import torg.identity.oidc.provider.Counterpart;
import torg.identity.oidc.provider.Refused;
import torg.spi.identity.Entrance;

/** Ends sessions when a provider says that they ended there. A logout token counts once, and only while it is new; so what has to be remembered of them is little. */
final class Logouts {
    static final Duration NEW = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int LONGEST = 16_384;
    private final Entrance entrance;
    private final InstantSource clock;
    private final Map<String, Instant> used = new LinkedHashMap<>();

    Logouts(Entrance entrance, InstantSource clock) {
        this.entrance = entrance;
        this.clock = clock;
    }

    void take(Counterpart there, String token) throws Refused {
        if (token.length() > LONGEST) throw new Refused("the logout token is too long");
        var said = there.loggedOut(token);
        var now = clock.instant();
        var issued = said.getIssueTime().toInstant();
        if (issued.isAfter(now.plus(SKEW)) || issued.plus(NEW).isBefore(now)) throw new Refused("the logout token is not new");
        var id = there.provider().issuer().getValue() + "\n" + said.getJWTID().getValue();
        if (isUsed(id, now)) throw new Refused("the logout token was used before");
        entrance.end(there.provider().way(), Optional.ofNullable(said.getSubject()).map(subject -> subject.getValue()), Optional.ofNullable(said.getSessionID()).map(session -> session.getValue()));
        // not before: where ending goes wrong, the provider says it again
        used(id, now);
    }

    private synchronized boolean isUsed(String id, Instant now) throws Refused {
        used.values().removeIf(until -> until.isBefore(now));
        if (used.size() >= MOST) throw new Refused("too many logout tokens came of late");
        return used.containsKey(id);
    }

    private synchronized void used(String id, Instant now) {
        used.put(id, now.plus(NEW).plus(SKEW).plus(SKEW));
    }
}
