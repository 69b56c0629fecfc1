package torg.connector.dynamics;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.web.RestResource;

/**
 * Where the ERP sends its business events. An event is never believed, it only makes the next poll come at once; so a forged or repeated one does no
 * harm. The first wakes at once; those that come within a fifth of a second after it, or while a poll is under way, become one poll.
 */
@Component(service = RestResource.class, configurationPid = "torg.connector.dynamics", configurationPolicy = ConfigurationPolicy.REQUIRE, property = "torg.idle:Boolean=true")
@Path("erp/wake/dynamics")
public final class WakeResource implements RestResource {
    /** A poll looks at everything that is open: whoever sends many events gets no more of it than this, and the sync leaves the ERP alone for as long as a poll took. */
    private static final Duration LEAST = Duration.ofMillis(200);
    /** The same where anybody on the network may, because no secret is set. */
    private static final Duration LEAST_OF_ANYBODY = Duration.ofSeconds(10);
    private final Coalesced wake;
    private final byte[] secret;

    @Activate
    public WakeResource(@Reference DynamicsConnector connector, DynamicsSettings settings) {
        this.secret = settings.wake$_$secret().getBytes(StandardCharsets.UTF_8);
        this.wake = new Coalesced(least(settings), connector::wake);
    }

    /** How long it is from one wake-up to the next. */
    static Duration least(DynamicsSettings settings) {
        return !settings.wake$_$secret().isBlank() || WakeHealth.isHere(settings) ? LEAST : LEAST_OF_ANYBODY;
    }

    @Override
    public Set<String> openPaths() {
        return Set.of("erp/wake/dynamics");
    }

    /** Wake the poll. */
    @POST
    public void wake(@HeaderParam("X-Torg-Wake-Secret") String given) {
        var bytes = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
        if (secret.length > 0 && !MessageDigest.isEqual(secret, bytes)) throw TorgException.of(ProblemKind.DENIED, "dynamics.wake-denied", "this wake-up does not carry the secret");
        wake.run();
    }
}
