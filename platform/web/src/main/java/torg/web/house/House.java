package torg.web.house;

import jakarta.ws.rs.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.FrameworkUtil;
import torg.api.audit.AuditLog;
import torg.api.health.HouseHealth;
import torg.api.health.Metrics;
import torg.api.health.ModuleRights;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.Sites;
import torg.spi.access.PageAccess;
import torg.spi.identity.Identity;
import torg.spi.view.Annex;
import torg.spi.view.Component;
import torg.spi.view.PageGuide;
import torg.spi.view.PageTools;
import torg.spi.view.Painter;
import torg.spi.web.RequestFilter;
import torg.spi.web.Previews;
import torg.spi.web.RestResource;

/**
 * Who is in the house at one moment. A request takes it once, at the door, and keeps to it; when somebody comes or goes there is a new one.
 *
 * @param components by the name authors write
 * @param annexes by the first name of their addresses
 * @param filters in the order they stand
 * @param resources what is served below {@code /api}
 */
public record House(
        Optional<Sites> sites,
        Optional<Identity> identity,
        Optional<PageGuide> guide,
        Optional<PageAccess> access,
        Optional<Painter> painter,
        Optional<Previews> previews,
        Map<String, Component> components,
        Map<String, Annex> annexes,
        List<PageTools> tools,
        List<RequestFilter> filters,
        List<RestResource> resources,
        Optional<HouseHealth> health,
        Optional<Metrics> metrics,
        Optional<AuditLog> audit) {

    /** The house of these services, the preferred ones first. */
    public static House of(Collection<Object> services) {
        var components = new LinkedHashMap<String, Component>();
        all(services, Component.class).forEach(component -> components.putIfAbsent(component.name(), component));
        var annexes = new LinkedHashMap<String, Annex>();
        all(services, Annex.class).forEach(annex -> annexes.putIfAbsent(annex.name(), annex));
        return new House(first(services, Sites.class), first(services, Identity.class), first(services, PageGuide.class),
                first(services, PageAccess.class), first(services, Painter.class), first(services, Previews.class), Map.copyOf(components), Map.copyOf(annexes), all(services, PageTools.class),
                all(services, RequestFilter.class), all(services, RestResource.class), first(services, HouseHealth.class), first(services, Metrics.class),
                first(services, AuditLog.class));
    }

    /**
     * The site as it is now.
     *
     * @throws TorgException BUSY when there is none yet
     */
    public Site site() {
        return sites.orElseThrow(() -> TorgException.of(ProblemKind.BUSY, "web.no-site", "the site is not there yet")).current();
    }

    /** Whose pages those at this path are, when they are not the site's. */
    public Optional<Annex> annex(String path) {
        return annexes.isEmpty() ? Optional.empty() : Optional.ofNullable(annexes.get(path.substring(1).split("/", 2)[0]));
    }

    /**
     * Whether who writes to this path below {@code /api/} proves the right in another way than with a session. Only the resource whose own path it is can say so, and
     * where several claim it all of them have to.
     */
    public boolean takesOpenly(String path) {
        var claiming = resources.stream().filter(resource -> claims(resource, path)).filter(House::mayServe).toList();
        var longest = claiming.stream().map(House::ownPath).max(Comparator.comparing(String::length));
        return longest.isPresent() && claiming.stream().filter(resource -> ownPath(resource).equals(longest.get())).allMatch(resource -> resource.openPaths().contains(path));
    }

    private static boolean claims(RestResource resource, String path) {
        var own = ownPath(resource);
        return path.equals(own) || path.startsWith(own + "/");
    }

    /** Whether a resource is served at all: a module that says in its manifest what it acts with serves only what it says, and has no part in what others answer. */
    public static boolean mayServe(RestResource resource) {
        var rights = Optional.ofNullable(FrameworkUtil.getBundle(resource.getClass())).flatMap(bundle -> ModuleRights.in(bundle.getHeaders("")));
        if (rights.isEmpty()) return true;
        var path = resource.getClass().getAnnotation(Path.class);
        return path != null && !hasPartInOthers(resource.getClass()) && rights.get().serves(path.value());
    }

    /** Whether Jersey would ask it about the requests and answers of others too, as it asks filters. */
    private static boolean hasPartInOthers(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (var is : at.getInterfaces()) {
                if (is.getName().startsWith("jakarta.ws.rs.") || is.getName().startsWith("org.glassfish.") || hasPartInOthers(is)) return true;
            }
        }
        return false;
    }

    /** What its class says, up to the first variable; empty for one that says nothing. */
    private static String ownPath(RestResource resource) {
        var path = resource.getClass().getAnnotation(Path.class);
        return path == null ? "" : path.value().replaceFirst("\\{.*", "").replaceAll("^/+|/+$", "");
    }

    private static <T> Optional<T> first(Collection<Object> services, Class<T> type) {
        return services.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static <T> List<T> all(Collection<Object> services, Class<T> type) {
        return services.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
