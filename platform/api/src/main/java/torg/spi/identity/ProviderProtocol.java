package torg.spi.identity;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A protocol in which other houses say of people who they are, beside OpenID Connect, whose module asks it: that one has the buttons, keeps what a browser needs to come back
 * ({@link torg.api.web.Detour}), knows by the site's documents what becomes of people, and lets them in. Here is only what is said, and whether it counts. Thread-safe; may block for some
 * seconds. Missing: there are OpenID providers alone.
 */
@ConsumerType
public interface ProviderProtocol {
    /** A query of the address where people sign in, by which they are told that it did not work, whatever was wrong. */
    String REFUSED = "elsewhere";

    /** What tells its ways in from others: {@code saml} of {@code saml/acme}, see {@link Entrance.Proof#way}. Lower-case letters, at most 20. */
    String name();

    /** The providers that can be asked, as their documents call them; a name that is an OpenID provider's as well is that one's. */
    Set<String> providers();

    /**
     * The address to which a browser goes.
     *
     * @param provider one of {@link #providers}
     * @param state of this errand: 43 letters, digits, {@code -} and {@code _}, by which nobody finds out what the browser keeps
     * @param again whether whoever sits before the browser shows once more who they are, although the provider knows them
     * @throws torg.api.problem.TorgException when the provider cannot be asked; its message is for the audit log
     */
    URI begin(String provider, String state, boolean again);

    /**
     * What the provider says of whoever came back to {@link #back}; it counts once, and only for the errand of which it speaks.
     *
     * @param state of the errand that the browser kept
     * @param query with which the browser came
     * @throws torg.api.problem.TorgException for whatever does not count; its message is for the audit log, people are told nothing but that
     */
    Vouched finish(String provider, String state, Map<String, List<String>> query);

    /** The path to which a browser comes back, with a query by which {@link #finish} finds what was said. */
    static String back(String provider) {
        return "/api/oidc/" + provider + "/back";
    }

    /**
     * Somebody for whom a provider vouches.
     *
     * @param stranger who that is, as the documents of providers read it
     * @param session of the person there, if it tells, at most 255 characters
     * @param authenticated when the person showed there who they are, by the provider's clock, if it tells
     * @param strong whether that was by more than one factor
     * @param until the latest moment at which the session here ends, if it tells
     */
    record Vouched(Newcomers.Stranger stranger, Optional<String> session, Optional<Instant> authenticated, boolean strong, Optional<Instant> until) {}
}
