package torg.spi.identity;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Names and passwords of another house. Asked by whoever takes names and passwords here, within its limits of attempts, for a name with which nobody came in by a password of the
 * portal's. Thread-safe; may block for some seconds.
 */
@ConsumerType
public interface Directory {
    /** Whether names such as this one are its; told by the name alone, and without asking anybody. */
    boolean speaksFor(String name);

    /**
     * Who comes with this name and password.
     *
     * @param name for which it speaks
     * @param password at most 1,000 characters; an empty one is nobody's
     * @return empty when the two do not belong together, or it is nobody here; these take the same steps
     * @throws torg.api.problem.TorgException BUSY when it cannot be asked: that counts as an attempt too, for by it one learns that the password is none of the portal's
     */
    Optional<Arrived> arrive(String name, String password);

    /**
     * Somebody who is a contact.
     *
     * @param begun as in {@link Entrance#enter}
     */
    record Arrived(Entrance.Proof proof, Runnable begun) {}
}
