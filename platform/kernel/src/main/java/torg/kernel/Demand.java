package torg.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.resource.Namespace;

/**
 * Something without which the framework does not connect a bundle.
 *
 * @param filter of its namespace, as the framework writes it
 */
record Demand(String namespace, String filter) {
    /** {@code ;name=value}, {@code ;name:Type=value} or {@code ;name:=value}, the value quoted or not. */
    private static final Pattern PARAMETER = Pattern.compile(";\\s*([\\w.-]+)(?::\\w+(?:<\\w+>)?)?\\s*(:?=)\\s*(\"[^\"]*\"|[^;,\"]*)");
    /** Nothing is given back, so that a long one does not fill the stack. */
    private static final Pattern CLAUSE = Pattern.compile("(?:[^,\"]|\"[^\"]*\")++");

    /** What a bundle that is installed demands. */
    static Stream<Demand> of(List<BundleRequirement> requirements) {
        return requirements.stream().filter(requirement -> isDemanded(requirement.getDirectives()))
                .map(requirement -> new Demand(requirement.getNamespace(), requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "")));
    }

    /**
     * The same of a bundle that is not, by its manifest: packages, and capabilities such as the Java it was built for.
     *
     * @throws IllegalArgumentException when a version in it is none
     */
    static Stream<Demand> of(Attributes headers) {
        return Stream.concat(clauses(headers.getValue(Constants.IMPORT_PACKAGE)).filter(clause -> isDemanded(clause.directives)).flatMap(Clause::packages),
                clauses(headers.getValue(Constants.REQUIRE_CAPABILITY)).filter(clause -> isDemanded(clause.directives))
                        .flatMap(clause -> clause.names.stream().map(name -> new Demand(name, clause.directives.getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "")))));
    }

    /** Whether these directives say that it cannot be done without. */
    static boolean isDemanded(Map<String, String> directives) {
        return !Namespace.RESOLUTION_OPTIONAL.equals(directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
                && Namespace.EFFECTIVE_RESOLVE.equals(directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE));
    }

    private static Stream<Clause> clauses(String header) {
        return header == null ? Stream.of() : CLAUSE.matcher(header).results().map(found -> Clause.of(found.group()));
    }

    /** One part of a header: names, and what is said of all of them. Source: OSGi Core 8, 3.2.3. */
    private record Clause(List<String> names, Map<String, String> attributes, Map<String, String> directives) {
        static Clause of(String text) {
            var attributes = new HashMap<String, String>();
            var directives = new HashMap<String, String>();
            PARAMETER.matcher(text).results().forEach(found -> (found.group(2).equals("=") ? attributes : directives).put(found.group(1), found.group(3).replace("\"", "").strip()));
            var names = new ArrayList<String>();
            for (var part : PARAMETER.matcher(text).replaceAll("").split(";")) {
                if (!part.isBlank()) names.add(part.strip());
            }
            return new Clause(names, attributes, directives);
        }

        Stream<Demand> packages() {
            var version = attributes.getOrDefault(Constants.VERSION_ATTRIBUTE, "");
            var range = version.isEmpty() ? "" : new VersionRange(version).toFilterString(Constants.VERSION_ATTRIBUTE);
            return names.stream().map(name -> {
                var named = "(" + PackageNamespace.PACKAGE_NAMESPACE + "=" + name + ")";
                return new Demand(PackageNamespace.PACKAGE_NAMESPACE, range.isEmpty() ? named : "(&" + named + range + ")");
            });
        }
    }
}
