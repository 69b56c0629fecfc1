package torg.pages.tree;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a page is there for its readers.
 *
 * @param draft whether it is not there yet, whatever the moments say
 * @param from the first moment it is there
 * @param until the first moment it is gone
 */
public record Publishing(boolean draft, Optional<Instant> from, Optional<Instant> until) {
    /** Of a page that says nothing of it. */
    public static final Publishing ALWAYS = new Publishing(false, Optional.empty(), Optional.empty());

    /** How a page stands at a moment. */
    public enum Stage { DRAFT, UPCOMING, PUBLISHED, EXPIRED }

    /** How it stands at this moment. */
    public Stage at(Instant now) {
        if (draft) return Stage.DRAFT;
        if (from.filter(now::isBefore).isPresent()) return Stage.UPCOMING;
        return until.filter(end -> !now.isBefore(end)).isPresent() ? Stage.EXPIRED : Stage.PUBLISHED;
    }

    /** Whether a page is never there while one above it, that stands so, is not. */
    public boolean isWithin(Publishing above) {
        if (draft) return true;
        return !above.draft && above.from.stream().allMatch(begin -> from.filter(own -> !own.isBefore(begin)).isPresent())
                && above.until.stream().allMatch(end -> until.filter(own -> !own.isAfter(end)).isPresent());
    }

    /** The moments at which it comes or goes. */
    Stream<Instant> moments() {
        return draft ? Stream.empty() : Stream.concat(from.stream(), until.stream());
    }
}
