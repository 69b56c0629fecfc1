package torg.terms;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What {@code terms.yml} says, as the part of the site.
 *
 * @param versions the earliest first; no two hold from the same day
 */
record Terms(List<Version> versions) {
    /** Of a site without terms: nobody has to accept anything. */
    static final Terms NONE = new Terms(List.of());

    Terms {
        versions = versions.stream().sorted(Comparator.comparing(Version::from)).toList();
    }

    /**
     * One of them.
     *
     * @param name as people read it
     * @param from the day from which it holds, in the site's time zone
     */
    record Version(String name, LocalDate from) {
        boolean holds(Instant now, ZoneId zone) {
            return !from.atStartOfDay(zone).toInstant().isAfter(now);
        }
    }

    /** The one that holds; empty before the first. */
    Optional<Version> inForce(Instant now, ZoneId zone) {
        return versions.reversed().stream().filter(version -> version.holds(now, zone)).findFirst();
    }
}
