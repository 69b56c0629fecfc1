package torg.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import torg.api.health.ModuleControl;

/** Says which modules may not be stopped: without them nobody is answered, or nobody could start them again. */
final class Needed {
    /** Without one of each there is no page, nobody to sign in, or no row for anybody. */
    private static final List<String> OFFERED = List.of("torg.spi.access.PageAccess", "torg.spi.access.TableAccess", "torg.spi.access.WebRoles", "torg.spi.identity.Identity",
            "torg.spi.site.ContentStore", "torg.spi.view.PageGuide", "torg.spi.view.Painter");
    private static final String CONTROL = ModuleControl.class.getName();

    private final BundleContext context;
    private final StoppedModules stops;

    /** @param stops which are to stand still: what still runs of these is as good as gone */
    Needed(BundleContext context, StoppedModules stops) {
        this.context = context;
        this.stops = stops;
    }

    /** What this bundle alone offers of that; {@link ModuleControl} where it is the only one by which modules are stopped and started. Sorted. */
    List<String> of(Bundle bundle) {
        var still = stops.now().keySet();
        var offered = OFFERED.stream().filter(name -> isAlone(bundle, givers(name), still));
        var controls = Stream.of(CONTROL).filter(name -> isAlone(bundle, users(name), still));
        return Stream.concat(controls, offered).toList();
    }

    private static boolean isAlone(Bundle bundle, Set<Bundle> all, Set<String> still) {
        return all.contains(bundle) && all.stream().allMatch(one -> one.equals(bundle) || still.contains(one.getSymbolicName()));
    }

    private Set<Bundle> givers(String name) {
        return bundles(name, reference -> Stream.of(reference.getBundle()));
    }

    private Set<Bundle> users(String name) {
        return bundles(name, reference -> reference.getUsingBundles() == null ? Stream.of() : Arrays.stream(reference.getUsingBundles()));
    }

    private Set<Bundle> bundles(String name, Function<ServiceReference<?>, Stream<Bundle>> which) {
        try {
            var references = context.getAllServiceReferences(name, null);
            return references == null ? Set.of() : Stream.of(references).flatMap(which).filter(Objects::nonNull).collect(Collectors.toSet());
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is always well written", e);
        }
    }
}
