package torg.mustache;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.health.Status;
import torg.api.site.Position;

/** Templates that failed while they were painted, each place told once. Another set of templates begins anew. Thread-safe. */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    /** More than anybody mends at one go. */
    private static final int MOST = 20;

    private final Map<Position, String> told = new LinkedHashMap<>();

    /** Note that a template failed; the place, for whoever goes on. */
    synchronized Position note(Position at, String reason) {
        if (told.size() < MOST && told.putIfAbsent(at, reason) == null) LOG.warn("left out of pages: {} {}", at, reason);
        return at;
    }

    synchronized Status status() {
        if (told.isEmpty()) return Status.ok("templates paint what they are handed");
        var first = told.entrySet().iterator().next();
        var more = told.size() == 1 ? "" : " (and " + (told.size() - 1) + " more)";
        return Status.warn("left out of pages: " + first.getKey() + " " + first.getValue() + more, "mend the template");
    }
}
