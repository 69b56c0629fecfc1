package torg.spi.web;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.identity.Caller;
import torg.api.site.Site;

/**
 * Opens links by which somebody sees the site as it would be, whoever they are. Implemented by whoever gives such links; asked with each request that carries one. While nobody
 * implements it, no link opens.
 */
@ConsumerType
public interface Previews {
    /**
     * What a link shows.
     *
     * @param token of the link, as a request brings it: any text of up to 2,000 characters
     * @return empty when it is none, has run out, or was revoked
     * @throws torg.api.problem.TorgException CONFLICT {@code preview.incomplete} while what is to be seen makes no site
     */
    Optional<Seen> open(String token);

    /**
     * A site and who looks at it.
     *
     * @param site carries the part {@link torg.api.site.Preview}; the same object for the same site, since much is kept for it
     * @param caller {@link Caller#ANONYMOUS} or a {@link Caller#preview}
     */
    record Seen(Site site, Caller caller) {}
}
