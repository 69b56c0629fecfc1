package torg.spi.health;

import org.osgi.annotation.versioning.ConsumerType;
import torg.api.health.Status;

/**
 * Says how a part of the house is. Called from any thread when somebody looks at {@code /health}, at most twice a second, and more often while a module
 * is replaced; must answer within a second. Who throws or is late counts as not ready: the message and help of a
 * {@link torg.api.problem.TorgException} are shown, anything else is logged.
 */
@ConsumerType
public interface HealthCheck {
    /** Name in the answer, kebab-case; asked once, when the check comes. */
    String name();

    /** How it is now; never null. */
    Status check();
}
