package torg.connector.dynamics;

import java.net.InetAddress;
import java.net.URI;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import torg.api.health.Status;
import torg.spi.health.HealthCheck;

/** Tells when anybody may wake the sync: harmless in a demo, where the ERP is on this machine. */
@Component(service = HealthCheck.class, configurationPid = "torg.connector.dynamics", configurationPolicy = ConfigurationPolicy.REQUIRE, property = "torg.idle:Boolean=true")
public final class WakeHealth implements HealthCheck {
    private final Status status;

    @Activate
    public WakeHealth(DynamicsSettings settings) {
        if (!settings.wake$_$secret().isBlank()) status = Status.ok("wake-ups carry a secret");
        else if (isHere(settings)) status = Status.ok("any wake-up counts; the ERP is on this machine");
        else status = Status.warn("anybody on the network may wake the sync, so it wakes once in ten seconds at most", "set torg.connector.dynamics/wake-secret and have the ERP send it with its business events");
    }

    @Override
    public String name() {
        return "connector-dynamics";
    }

    @Override
    public Status check() {
        return status;
    }

    /** Whether the ERP is on this machine, by the look of its name alone: nothing is looked up. */
    static boolean isHere(DynamicsSettings settings) {
        var host = URI.create(settings.url()).getHost();
        if (host == null) return false;
        if (host.equals("localhost") || host.endsWith(".localhost")) return true;
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
