package torg.pages.former;

import java.time.Instant;
import java.util.Optional;

/**
 * An address at which a page is or was.
 *
 * @param mark of the page that is there, or was the last
 * @param now where the page is that went; empty while it is here, or nobody knows
 * @param gone when it went; empty while it is here
 */
record Known(Mark mark, Optional<String> now, Optional<Instant> gone) {
    static Known here(Mark mark) {
        return new Known(mark, Optional.empty(), Optional.empty());
    }

    boolean isHere(Mark page) {
        return gone.isEmpty() && now.isEmpty() && mark.equals(page);
    }

    Known at(String address) {
        return new Known(mark, Optional.of(address), gone);
    }
}
