package torg.spi.identity;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.web.Request;

/** Says what a password that somebody chooses has to keep, for whoever asks for one. Thread-safe. Missing: nobody chooses one. */
@ConsumerType
public interface PasswordRules {
    /** What it has to keep, in the words of the request's language. */
    String hint(Request request);

    /** What is wrong with this one, in the words of the request's language; empty when it is taken. */
    Optional<String> objection(Request request, String password, String email);
}
