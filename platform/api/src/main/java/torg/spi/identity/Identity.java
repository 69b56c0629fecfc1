package torg.spi.identity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.identity.Caller;
import torg.api.identity.RoleGrant;

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

    /**
     * The second step of somebody whose {@link #signIn} was answered with {@link Entry.SecondFactor}.
     *
     * @param ticket of that answer
     * @param code what the person typed
     * @param address the network address the request came from, for limits
     * @return not {@link Entry.SecondFactor} again; Refused for a wrong code and for a ticket that is none any more alike
     */
    default Entry secondStep(String ticket, String code, String address) {
        return new Entry.Refused();
    }

    /**
     * The session of this token as it is now (a role, lock or account changed since counts), or empty when there is none: its browser is told to forget the token then.
     *
     * @param address the network address the request came from, for limits
     */
    Optional<Session> whoIs(String token, String address);

    /**
     * The same for a page that is open and asks by itself what became of it: that is no sign of somebody who sits there, and keeps no session from running out.
     *
     * @param address the network address the request came from, for limits
     */
    default Optional<Session> glimpse(String token, String address) {
        return whoIs(token, address);
    }

    /**
     * Whose token this is, for programs that come with {@code Authorization: Bearer}, as it is now: a role, lock or membership changed since counts.
     *
     * @param address the network address the request came from, for limits
     */
    default Client client(String token, String address) {
        return new Client.Unknown();
    }

    /**
     * Who this contact would be if it signed in now, so that an administrator can look at the portal with its eyes; empty when it may not come in.
     *
     * @param contact key in table {@code contact}
     */
    Optional<Caller> callerOf(String contact);

    /**
     * The same while it acts for one of its other accounts; empty too when it may not act for this one.
     *
     * @param account key in table {@code account}
     */
    default Optional<Caller> callerOf(String contact, String account) {
        return callerOf(contact).filter(caller -> caller.accounts().contains(account));
    }

    /**
     * Whether what this contact comes in with is known to everybody, as in a demo: so nobody can be held to what is done in its name. False for whoever may not come in.
     *
     * @param contact key in table {@code contact}
     */
    default boolean isShared(String contact) {
        return false;
    }

    /** The accounts that a caller who is in may act for, its main account first, the others by name; immutable. At any moment it acts for one of them. */
    default List<Account> accountsOf(Caller caller) {
        return List.of();
    }

    /** By what a caller has its web roles, the implicit ones left out; for showing, and for saying why. Immutable. */
    default List<RoleGrant> rolesOf(Caller caller) {
        return List.of();
    }

    /**
     * Let a session act for another account from the next request on.
     *
     * @param caller whose session it is
     * @param csrf of the session
     * @return false, and nothing is changed, when it is none of the accounts the caller may act for, or there is no such session
     */
    default boolean actFor(Caller caller, String csrf, String account) {
        return false;
    }

    /**
     * Let the session of somebody of the seller's people work on behalf of a contact from the next request on: it is that contact's then, with a {@link torg.api.identity.Deputy}
     * and with another token for writes. It ends by itself, with the session, and when either of the two may not come in any more.
     *
     * @param caller whose session it is
     * @param csrf of the session
     * @param contact key in table {@code contact}
     * @return false, and nothing is changed, when the caller may not, for whatever reason, or there is no such session
     */
    default boolean beginOnBehalf(Caller caller, String csrf, String contact) {
        return false;
    }

    /** End that: from the next request on the session is its owner's again. False when there is nothing to end. */
    default boolean endOnBehalf(Caller caller, String csrf) {
        return false;
    }

    /** End the session of this token; unknown tokens are ignored. */
    void signOut(String token);

    /**
     * An account somebody may act for.
     *
     * @param key in table {@code account}
     * @param name for people
     */
    record Account(String key, String name) {}

    /**
     * A session.
     *
     * @param caller who is in
     * @param csrf the token every write of this session has to carry
     * @param language the contact's language tag, or empty
     */
    record Session(Caller caller, String csrf, Optional<String> language) {}

    /** What a program's token turned out to be. */
    sealed interface Client {
        /** It is good; the language is the contact's, or empty. */
        record Known(Caller caller, Optional<String> language) implements Client {}

        /** There is none, any more or yet, or whom it stands for may not come in. */
        record Unknown() implements Client {}

        /** Too many that are none came from this address; ask again after the delay. */
        record TooMany(Duration delay) implements Client {}
    }

    /** How an attempt ended. */
    sealed interface Entry {
        /** In; the token is opaque, unguessable and goes into the cookie. */
        record Granted(String token, Session session) implements Entry {}

        /**
         * Name and password are right; a code is wanted as well, see {@link Identity#secondStep}. The ticket is unguessable and good for a few minutes: 1 to 200 letters of ASCII, digits,
         * {@code -} and {@code _}.
         */
        record SecondFactor(String ticket) implements Entry {}

        /** Not in; name and password are not told apart. */
        record Refused() implements Entry {}

        /** Too many attempts; ask again after the delay. */
        record TooMany(Duration delay) implements Entry {}
    }
}
