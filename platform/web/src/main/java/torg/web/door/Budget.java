package torg.web.door;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What all bodies of one kind of senders may take at one moment; one known sender gets an eighth, which holds the largest body, and never keeps out the others. */
final class Budget {
    private static final int SHARES = 8;

    private final int most;
    private final Map<String, Integer> takenBy = new HashMap<>();
    private int taken;

    Budget(int mostBytes) {
        this.most = mostBytes;
    }

    /** Whether there was room. */
    synchronized boolean take(Optional<String> who, int bytes) {
        if (taken + bytes > most) return false;
        if (who.isPresent() && takenBy.getOrDefault(who.get(), 0) + bytes > most / SHARES) return false;
        taken += bytes;
        who.ifPresent(sender -> takenBy.merge(sender, bytes, Integer::sum));
        return true;
    }

    synchronized void giveBack(Optional<String> who, int bytes) {
        taken -= bytes;
        who.ifPresent(sender -> takenBy.computeIfPresent(sender, (_, held) -> held == bytes ? null : Integer.valueOf(held - bytes)));
    }
}
