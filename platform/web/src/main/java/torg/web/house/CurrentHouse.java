package torg.web.house;

import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.AnyService;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows who comes and goes. */
@Component(service = CurrentHouse.class)
public final class CurrentHouse {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentHouse.class);

    /** Everybody the walk works with. Templates and whoever answers for rows are not asked for anything here, but pages look different when they come or go. */
    private static final String WANTED = "(|(objectClass=torg.api.site.Sites)(objectClass=torg.api.audit.AuditLog)(objectClass=torg.api.health.HouseHealth)(objectClass=torg.api.health.Metrics)"
            + "(objectClass=torg.spi.identity.Identity)(objectClass=torg.spi.access.PageAccess)(objectClass=torg.spi.view.PageGuide)"
            + "(objectClass=torg.spi.view.Painter)(objectClass=torg.spi.view.Component)(objectClass=torg.spi.view.Templates)(objectClass=torg.spi.view.PageTools)(objectClass=torg.spi.view.Annex)"
            + "(objectClass=torg.api.table.Tables)(objectClass=torg.spi.access.TableAccess)"
            + "(objectClass=torg.spi.web.Previews)(objectClass=torg.spi.web.RequestFilter)(objectClass=torg.spi.web.RestResource))";

    private final TreeMap<ServiceReference<?>, Object> services = new TreeMap<>(Collections.reverseOrder());
    private volatile House now = House.of(List.of());

    /** The house as it is now; a request asks once. */
    public House now() {
        return now;
    }

    @Reference(name = "services", service = AnyService.class, target = WANTED, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            unbind = "leave")
    synchronized void come(ServiceReference<?> reference, Object service) {
        services.put(reference, service);
        renew();
    }

    synchronized void leave(ServiceReference<?> reference) {
        services.remove(reference);
        renew();
    }

    private void renew() {
        services.entrySet().removeIf(entry -> !saysWhoItIs(entry.getKey(), entry.getValue()));
        now = House.of(services.values());
    }

    /** One that cannot, such as one whose module lost a class, would keep everybody out who comes after it. */
    private static boolean saysWhoItIs(ServiceReference<?> reference, Object service) {
        try {
            House.of(List.of(service));
            return true;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a service that cannot say who it is stays outside service={}", reference, e);
            return false;
        }
    }
}
