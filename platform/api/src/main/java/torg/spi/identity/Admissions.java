package torg.spi.identity;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.identity.Caller;
import torg.api.table.Change;

/**
 * Lets contacts in by e-mail and password, and keeps them out, for whoever decides about people. What may be decided by whom is not asked here.
 * Thread-safe. Missing: nobody is
 * let in who is not in already.
 */
@ConsumerType
public interface Admissions {
    /** How it stands with a contact. */
    enum Standing {
        /** It has nothing with which to come in. */
        OUT,
        /** It may come in. */
        IN,
        /** It is locked out, until somebody lets it in again. */
        LOCKED
    }

    /** How it stands with the contact of this key; OUT for what is none. */
    Standing standing(String contact);

    /**
     * Whether somebody took from this contact what it came in with ({@link #remove}), and nobody let it in since. Whoever comes by another house's word alone is not
     * let in then: that takes somebody here.
     */
    boolean isRemoved(String contact);

    /** Key of the contact that signs in with this e-mail address, however it is written; empty when nobody does. */
    Optional<String> holder(String email);

    /**
     * The change by which a contact that is {@link Standing#OUT} comes in, for the write of a service that makes more than that. When that write is
     * made the contact, and the address, must still have
     * nothing: CONFLICT {@code table.exists} else.
     *
     * @param password one to which there is no {@link PasswordRules#objection}
     */
    Change admitted(String contact, String email, String password);

    /**
     * The change that holds only while the session is there from which something is wanted, for the write of a service that does it: NOT_FOUND else.
     *
     * @param by who wants it
     * @param csrf of the session
     * @return empty when the session is over already
     */
    Optional<Change> stays(Caller by, String csrf);

    /**
     * Lock somebody out, or let somebody in again. From the next request on no session and no token of a program is good any more; those that were do
     * not come back.
     *
     * @param by who wants it
     * @param csrf of the session from which it is wanted, which must still be there when it happens: of two who lock each other out one comes too late
     * @param with written together with it, as a service
     * @return false, and nothing is changed, when it does not stand so with the contact that this could be done, or the session is over
     */
    boolean lock(Caller by, String csrf, String contact, boolean locked, List<Change> with);

    /** Take from somebody what they come in with, until somebody lets them in again ({@link #isRemoved}); else as {@link #lock}. */
    boolean remove(Caller by, String csrf, String contact, List<Change> with);
}
