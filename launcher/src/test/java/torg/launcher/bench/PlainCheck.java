package torg.launcher.bench;

import torg.api.health.Status;
import torg.spi.health.HealthCheck;

/** What {@link ModulesBench} calls, as a service of a bundle and as an object of its own. */
public final class PlainCheck implements HealthCheck {
    private final Status status = Status.ok("well");

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public Status check() {
        return status;
    }
}
