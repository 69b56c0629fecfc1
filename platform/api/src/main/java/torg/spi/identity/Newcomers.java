package torg.spi.identity;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.site.Site;

/**
 * Knows what the site makes of people whom another house knows: {@code providers/}. For whoever made sure of somebody there and has a way in of its own; nobody is let in here of whom
 * the site's document does not say so. Thread-safe. Missing: nobody is let in.
 */
@ConsumerType
public interface Newcomers {
    /** Whether a document of the site says what becomes of a provider's people. */
    boolean describes(Site site, String provider);

    /** The contact somebody is; empty for whoever is none here, for whatever reason, of which the audit log is told. */
    Optional<Arrival> arrive(Stranger stranger);

    /**
     * Somebody of another house, of whom was made sure.
     *
     * @param provider as its document calls it
     * @param way as in {@link Entrance.Proof#way}
     * @param issuer what tells it from every other, also from one that had the same name before
     * @param subject the person's name there, which it gives to nobody else later; at most 255 characters
     * @param claims what it says of them, by the names of OpenID Connect where that has one ({@code email}, {@code given_name}): texts, truths and collections of texts
     */
    record Stranger(String provider, String way, String issuer, String subject, Map<String, Object> claims) {
        public Stranger {
            claims = Map.copyOf(claims);
        }
    }

    /**
     * Who that is here.
     *
     * @param contact key in table {@code contact}; it may be locked
     * @param begun gives the roles that the provider gives: to be done once the session has begun, see {@link Entrance#enter}
     */
    record Arrival(String contact, Runnable begun) {}
}
