package torg.spi.identity;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.identity.Caller;
import torg.api.site.SiteMarkers;
import torg.api.table.Change;
import torg.api.web.Request;
import torg.api.web.Return;

/**
 * Lets in contacts of whom another module made sure, by a way of its own: a passkey, another house's word. What holds for everybody who signs in holds for
 * them as well: who may come in at all, the second factor, the session's bounds, what the audit log is told. Thread-safe. Missing: nobody is let in.
 */
@ConsumerType
public interface Entrance {
    /**
     * Begin a session.
     *
     * @param address the network address the request came from
     * @return SecondFactor when the contact has one and the proof is not strong: its ticket goes to {@link Identity#secondStep}; Refused when the contact may not come
     *     in, which the audit log is told; never TooMany
     */
    Identity.Entry enter(Proof proof, String address);

    /**
     * The same, with something to do as soon as the session has begun: before this returns, or when the code for the second factor was right; never for
     * whoever does not come in.
     *
     * @param begun must not throw
     */
    default Identity.Entry enter(Proof proof, String address, Runnable begun) {
        var entry = enter(proof, address);
        if (entry instanceof Identity.Entry.Granted) begun.run();
        return entry;
    }

    /**
     * How and when whoever is in last proved who they are; empty when the session is over.
     *
     * @param csrf of the session
     */
    Optional<Proof> proof(Caller caller, String csrf);

    /**
     * Whether whoever is in proved who they are so short a time ago that a sensitive act need not ask again; how long that is, is for whoever keeps the sessions
     * to say. Where it is not, lead them to {@link #again}.
     *
     * @param csrf of the session; whoever comes without one, as a program does, never did
     */
    default boolean isFresh(Caller caller, String csrf) {
        return false;
    }

    /**
     * The address at which whoever is in proves once more who they are: the page with the marker {@code prove}, {@code /prove} where there is none.
     *
     * @param back an address of this portal to which it leads on
     */
    static String again(Request request, String back) {
        return Return.by(request.link(SiteMarkers.path(request.site(), "prove")), back);
    }

    /**
     * Let a session go on as the one that began when its contact proved once more who they are: for the same account, and as begun by the way, subject, session
     * elsewhere and note of the former, so that it ends with them as well, and no later than {@link Proof#until} of the former where the other says none.
     * The former stays until the browser is handed the other.
     *
     * @param former CSRF token of the session in which whoever is in came
     * @param next CSRF token of the one that began
     * @return false when one of them is over or not the caller's own; whoever began the next one signs it out
     */
    boolean goesOn(Caller caller, String former, String next);

    /**
     * The mail by which whoever asks learns that there is another way in of theirs, for the write that adds it: somebody at their open browser does not do so unseen.
     *
     * @param request from a session, in whose language the mail is
     * @param way as in {@link Proof#way}
     * @return empty when they cannot be written to, which keeps nobody from adding it
     */
    default Optional<Change> warning(Request request, String way) {
        return Optional.empty();
    }

    /**
     * End sessions that began by a way, from the next request on.
     *
     * @param way as in {@link Proof#way}
     * @param subject whose, as in {@link Proof#subject}; empty for whoever has the session elsewhere
     * @param elsewhere as in {@link Proof#elsewhere}; empty for all of the subject
     * @return how many ended; none when both are empty
     */
    long end(String way, Optional<String> subject, Optional<String> elsewhere);

    /**
     * Let all that a contact proved by more than one factor count as one from now on, in its sessions and for its tokens, because it is about to take a factor away: where its
     * roles demand a second one, it is asked for anew.
     *
     * @param contact key in table {@code contact}
     */
    default void weaken(String contact) {}

    /**
     * By what somebody proved who they are.
     *
     * @param contact key in table {@code contact}
     * @param way {@code password}, {@code passkey}, {@code oidc/acme}: the kind, and which one if there are several; at most 64 characters
     * @param subject the person's name in that way, at most 255 characters; empty where it has none
     * @param elsewhere the session of whoever made sure, if there is one, at most 255 characters
     * @param strong whether it was more than one factor, so that no code is asked for
     * @param at when
     * @param note what whoever made sure wants to be told again while the session is there, at most 8,000 characters; it goes with the session, and lets nobody in
     * @param until the latest moment at which the session ends, when whoever made sure says so; it makes none longer
     */
    record Proof(String contact, String way, Optional<String> subject, Optional<String> elsewhere, boolean strong, Instant at, Optional<String> note, Optional<Instant> until) {
        private static final int LONGEST_WAY = 64;
        private static final int LONGEST_NAME = 255;
        private static final int LONGEST_NOTE = 8_000;

        /** @throws IllegalArgumentException for what is too long */
        public Proof {
            if (way.isEmpty() || way.length() > LONGEST_WAY) throw new IllegalArgumentException("a way has 1 to " + LONGEST_WAY + " characters");
            if (subject.orElse("").length() > LONGEST_NAME || elsewhere.orElse("").length() > LONGEST_NAME) throw new IllegalArgumentException("a subject or session has at most " + LONGEST_NAME + " characters");
            if (note.orElse("").length() > LONGEST_NOTE) throw new IllegalArgumentException("a note has at most " + LONGEST_NOTE + " characters");
        }

        /** One without a note, of which nobody says how long it lasts. */
        public Proof(String contact, String way, Optional<String> subject, Optional<String> elsewhere, boolean strong, Instant at) {
            this(contact, way, subject, elsewhere, strong, at, Optional.empty(), Optional.empty());
        }

        /** By one factor, in a way that knows people by nothing but their contact. */
        public static Proof of(String contact, String way, Instant at) {
            return new Proof(contact, way, Optional.empty(), Optional.empty(), false, at);
        }

        /** The same with a second factor beside it, at this moment. */
        public Proof strengthened(Instant moment) {
            return new Proof(contact, way, subject, elsewhere, true, moment, note, until);
        }
    }
}
