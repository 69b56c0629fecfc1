package torg.spi.identity;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.identity.Caller;

/**
 * Knows who may come in and who is in. Called for every request that carries a session token; must be fast and thread-safe.
 * Without such a module everybody is anonymous. Whatever you throw, the caller stays out; a
 * {@link torg.api.problem.TorgException} is answered by its kind (BUSY while nobody can be known yet), anything else as a 500.
 */
@ConsumerType
public interface Identity {
    /**
     * Try to sign in. Takes the same time for known and unknown names.
     *
     * @param name what the person typed as e-mail, at most 254 characters
     * @param password what the person typed, at most 1,000 characters
     * @param address the network address the request came from, for limits
     */
    Entry signIn(String name, String password, String address);

    /** The session of this token as it is now (a role, lock or account changed since counts), or empty when there is none. */
    Optional<Session> whoIs(String token);

    /**
     * Who this contact would be if it signed in now, so that an administrator can look at the portal with its eyes; empty when it may not come in.
     *
     * @param contact key in table {@code contact}
     */
    Optional<Caller> callerOf(String contact);

    /** End the session of this token; unknown tokens are ignored. */
    void signOut(String token);

    /**
     * A session.
     *
     * @param caller who is in
     * @param csrf the token every write of this session has to carry
     * @param language the contact's language tag, or empty
     */
    record Session(Caller caller, String csrf, Optional<String> language) {}

    /** How an attempt ended. */
    sealed interface Entry {
        /** In; the token is opaque, unguessable and goes into the cookie. */
        record Granted(String token, Session session) implements Entry {}

        /** Not in; name and password are not told apart. */
        record Refused() implements Entry {}

        /** Too many attempts; ask again after the delay. */
        record TooMany(Duration delay) implements Entry {}
    }
}
