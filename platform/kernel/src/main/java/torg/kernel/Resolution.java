package torg.kernel;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** Says in words why the framework cannot connect a bundle with what it imports. */
final class Resolution {
    private static final Pattern NAME = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");
    private static final Pattern LEAST = Pattern.compile("\\(version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");

    private final BundleContext context;

    Resolution(BundleContext context) {
        this.context = context;
    }

    /** One line for each thing it demands and nobody has; the framework's own words when each single thing is there but not all of them together. */
    List<String> reasons(Bundle bundle, String frameworkSays) {
        var lines = unmet(Demand.of(bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)));
        return lines.isEmpty() ? List.of("the framework cannot connect it: " + frameworkSays.lines().findFirst().orElse("")) : lines;
    }

    /** One line for each of these that nobody has. */
    List<String> unmet(Stream<Demand> demands) {
        return demands.filter(this::isUnmet).map(this::words).sorted().toList();
    }

    /** Whether a bundle that is no module has this name. */
    boolean isTaken(String name) {
        return ModuleBundles.rooms(context).contains(name);
    }

    private boolean isUnmet(Demand demand) {
        try {
            var filter = demand.filter().isEmpty() ? null : FrameworkUtil.createFilter(demand.filter());
            return capabilities(demand.namespace()).noneMatch(capability -> filter == null || filter.matches(capability.getAttributes()));
        } catch (InvalidSyntaxException e) {
            return true;
        }
    }

    private Stream<BundleCapability> capabilities(String namespace) {
        return Stream.of(context.getBundles()).map(bundle -> bundle.adapt(BundleRevision.class)).filter(Objects::nonNull).flatMap(revision -> revision.getDeclaredCapabilities(namespace).stream());
    }

    private String words(Demand demand) {
        return switch (demand.namespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE -> packageWords(demand.filter());
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> "it was built for another Java " + demand.filter() + " than the one that runs here";
            default -> "it demands " + demand.namespace() + " " + demand.filter() + ", which nothing in the house offers";
        };
    }

    private String packageWords(String filter) {
        var name = group(NAME, filter);
        var below = group(BELOW, filter);
        var least = group(LEAST, BELOW.matcher(filter).replaceAll(""));
        var range = (least.isEmpty() ? "" : " from " + least) + (below.isEmpty() ? "" : " below " + below);
        var offered = offered(name);
        if (offered.isEmpty()) return "it imports package " + name + range
                + ", which nothing in the house offers; pack that library into the module, or remove the import";
        return "it imports package " + name + range + ", and the house offers " + String.join(", ", offered) + "; build it against the house's version";
    }

    private List<String> offered(String name) {
        return capabilities(PackageNamespace.PACKAGE_NAMESPACE).filter(capability -> name.equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                .map(capability -> String.valueOf(capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE))).distinct().sorted().toList();
    }

    private static String group(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
