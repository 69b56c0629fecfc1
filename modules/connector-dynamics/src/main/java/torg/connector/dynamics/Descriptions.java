package torg.connector.dynamics;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector.EntityInfo;

/**
 * What the ERP says about the entities somebody asks for. It only describes all of them at once, in tens of megabytes; so it is asked once for all that
 * are expected, and again for one that was not there no sooner than after a while.
 */
final class Descriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptions.class);
    /** The description of a whole environment is made while one waits. */
    static final Duration LONGEST = Duration.ofMinutes(2);
    /** Soon enough for an entity that was just deployed; a map may name first what an environment never has. */
    static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

    private final Http http;
    private final URI address;
    private final InstantSource clock;
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Known known = new Known(new Metadata(Map.of(), Set.of()), Set.of(), Instant.MIN);

    Descriptions(Http http, URI address, InstantSource clock) {
        this.http = http;
        this.address = address;
        this.clock = clock;
    }

    /**
     * The last description.
     *
     * @param asked the entities that were looked for in it
     */
    private record Known(Metadata metadata, Set<String> asked, Instant at) {
        boolean answers(String entity, Instant now) {
            return metadata.set(entity).isPresent() || asked.contains(entity) && now.isBefore(at.plus(LOOK_AGAIN));
        }
    }

    void expect(Set<String> entities) {
        wanted.addAll(entities);
    }

    /** Of the entities that were asked about. */
    Metadata metadata() {
        return known.metadata;
    }

    /**
     * An entity, or empty when the ERP has none of this name.
     *
     * @throws TorgException UPSTREAM when it is not known yet and the ERP does not say
     */
    Optional<EntityInfo> entity(String name, Deadline deadline) {
        var before = known;
        if (before.answers(name, clock.instant())) return before.metadata.set(name);
        wanted.add(name);
        var wasAsked = before.asked.contains(name);
        // What was not there is not there for the others while one looks again.
        if (!locked(wasAsked ? Duration.ZERO : deadline.left(LONGEST))) {
            if (wasAsked) return Optional.empty();
            throw TorgException.of(ProblemKind.UPSTREAM, "dynamics.describing", "the ERP has not finished describing itself");
        }
        try {
            if (!known.answers(name, clock.instant())) known = read(deadline, wasAsked);
            return known.metadata.set(name);
        } finally {
            reading.unlock();
        }
    }

    private boolean locked(Duration most) {
        try {
            return reading.tryLock(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Known read(Deadline deadline, boolean again) {
        var asked = Set.copyOf(wanted);
        try {
            return new Known(http.description(address, asked, deadline), asked, clock.instant());
        } catch (TorgException e) {
            if (!again) throw e;
            LOG.info("not described again because={}", e.getMessage());
            return new Known(known.metadata, known.asked, clock.instant());
        }
    }
}
