package torg.kernel;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

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
        var lines = bundle.adapt(BundleRevision.class).getDeclaredRequirements(null).stream().filter(Resolution::isDemanded).filter(this::isUnmet)
                .map(this::words).sorted().toList();
        return lines.isEmpty() ? List.of("the framework cannot connect it: " + frameworkSays.lines().findFirst().orElse("")) : lines;
    }

    private static boolean isDemanded(BundleRequirement requirement) {
        var directives = requirement.getDirectives();
        return !Namespace.RESOLUTION_OPTIONAL.equals(directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
                && Namespace.EFFECTIVE_RESOLVE.equals(directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE));
    }

    private boolean isUnmet(BundleRequirement requirement) {
        return Stream.of(context.getBundles()).map(bundle -> bundle.adapt(BundleRevision.class)).filter(revision -> revision != null)
                .flatMap(revision -> revision.getDeclaredCapabilities(requirement.getNamespace()).stream()).noneMatch(requirement::matches);
    }

    private String words(BundleRequirement requirement) {
        var filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        return switch (requirement.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE -> packageWords(filter);
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> "it was built for another Java " + filter + " than the one that runs here";
            default -> "it demands " + requirement.getNamespace() + " " + filter + ", which nothing in the house offers";
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
        return Stream.of(context.getBundles()).map(bundle -> bundle.adapt(BundleRevision.class)).filter(revision -> revision != null)
                .flatMap(revision -> revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .filter(capability -> name.equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                .map(capability -> String.valueOf(capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE))).distinct().sorted().toList();
    }

    private static String group(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
