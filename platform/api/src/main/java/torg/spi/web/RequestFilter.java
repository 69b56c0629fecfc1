package torg.spi.web;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.web.Reply;
import torg.api.web.Request;

/**
 * Stands before every page and every resource below {@code /api}, when the caller is known and the CSRF token of a write was checked: answers, or lets
 * pass; it cannot wrap. Service property {@code service.ranking}: higher goes first. What it throws is answered by its kind.
 */
@ConsumerType
public interface RequestFilter {
    /** An early answer, or empty to let the request pass. */
    Optional<Reply> pass(Request request);

    /**
     * Whether it may also answer whoever is not signed in. As long as no filter does, a page for everybody that is still good is sent without asking any.
     */
    default boolean concernsEverybody() {
        return true;
    }
}
