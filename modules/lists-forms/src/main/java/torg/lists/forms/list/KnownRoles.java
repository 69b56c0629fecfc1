package torg.lists.forms.list;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.spi.access.WebRoles;

/** Whoever knows the web roles of contacts at the moment; lists go on while nobody does. */
@Component(service = KnownRoles.class)
public final class KnownRoles {
    private volatile WebRoles roles;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindRoles(WebRoles known) {
        roles = known;
    }

    synchronized void unbindRoles(WebRoles known) {
        if (roles == known) roles = null;
    }

    public Optional<WebRoles> now() {
        return Optional.ofNullable(roles);
    }
}
