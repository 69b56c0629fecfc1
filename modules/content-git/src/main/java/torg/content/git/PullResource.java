package torg.content.git;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import torg.spi.web.RestResource;

/**
 * Where the host of the shared repository says that somebody has pushed, by a web hook. It is never believed: the next look there comes at once, and that is all, so a
 * forged or repeated one does no harm.
 */
@Component(configurationPid = "torg.content.git", configurationPolicy = ConfigurationPolicy.REQUIRE, property = "torg.idle:Boolean=true", service = RestResource.class)
@Path("content-git/pull")
public final class PullResource implements RestResource {
    private final GitStore store;

    /** @param store whose shared repository is looked at */
    @Activate
    public PullResource(@Reference GitStore store) {
        this.store = store;
    }

    @Override
    public Set<String> openPaths() {
        return Set.of("content-git/pull");
    }

    /** Look at the shared repository now, unless somebody has asked for it a moment ago. */
    @POST
    public void pull() {
        store.pull();
    }
}
