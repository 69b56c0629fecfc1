package torg.identity.oidc.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import torg.api.web.Outbound;

/** The providers of the settings, each asked for its description when it is first needed, and again after an hour; one that could not be asked is left alone for some seconds. */
public final class Counterparts {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private final Map<String, Provider> providers;
    private final InstantSource clock;
    private final Wire wire;
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    /** @param trouble empty when it answered */
    private record Asked(Optional<Counterpart> found, String trouble, Instant until) {}

    public Counterparts(Map<String, Provider> providers, Outbound outbound, InstantSource clock) {
        this.wire = new Wire(outbound);
        this.providers = providers;
        this.clock = clock;
    }

    /** Those that the settings name. */
    public Map<String, Provider> providers() {
        return providers;
    }

    /** One of them as it describes itself; empty when the settings do not name it. */
    public Optional<Counterpart> of(String name) throws Refused {
        var provider = providers.get(name);
        if (provider == null) return Optional.empty();
        var now = asked.compute(name, (_, before) -> before != null && clock.instant().isBefore(before.until) ? before : ask(provider));
        if (now.found.isEmpty()) throw new Refused(now.trouble);
        return now.found;
    }

    private Asked ask(Provider provider) {
        try {
            return new Asked(Optional.of(Counterpart.discover(provider, wire)), "", clock.instant().plus(KEPT));
        } catch (Refused e) {
            return new Asked(Optional.empty(), e.getMessage(), clock.instant().plus(PAUSE));
        }
    }
}
