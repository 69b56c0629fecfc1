package torg.spi.health;

import org.osgi.annotation.versioning.ConsumerType;
import torg.api.health.Status;

/** Says how a part of the house is. Called for each look at {@code /health}; must answer within a second. */
@ConsumerType
public interface HealthCheck {
    /** Name in the answer, kebab-case. */
    String name();

    /** How it is now. */
    Status check();
}
