package torg.spi.web;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Lets requests in. Implemented by whoever serves HTTP, and used when a module is replaced, so that each request finishes on what it started with
 * and none sees half of a change.
 */
@ConsumerType
public interface Turnstile {
    /**
     * Make a change while no request is inside: those that began before have ended, those that come wait at the door until the change is made.
     * One change at a time; must not be called from within a request.
     *
     * @param patience how long to wait for requests to end; after that the change is made regardless
     */
    void whileEmpty(Duration patience, Runnable change);
}
