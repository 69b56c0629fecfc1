package torg.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Says in words which components of a bundle do not work, and follows what they wait for down to the cause. */
final class ComponentReasons {
    /** A component's property; see {@code modules/README.md}. */
    private static final String IDLE = "torg.idle";

    private final ServiceComponentRuntime components;
    private final ServiceReference<ServiceComponentRuntime> reference;

    ComponentReasons(ServiceComponentRuntime components, ServiceReference<ServiceComponentRuntime> reference) {
        this.components = components;
        this.reference = reference;
    }

    /**
     * Another number whenever a component anywhere has come, gone or changed its state; up to five seconds late.
     *
     * <p>Source: OSGi Compendium 8, 112.9, service property {@code service.changecount}.
     */
    long changes() {
        return reference.getProperty(Constants.SERVICE_CHANGECOUNT) instanceof Long count ? count : 0;
    }

    /**
     * One line a reason, each further level of causes set in by two blanks; empty when all components work.
     *
     * @param stopped of an interface, which modules offer it that somebody stopped, each as a part of a sentence
     */
    List<String> reasons(Bundle bundle, Function<String, List<String>> stopped) {
        var lines = new ArrayList<String>();
        causesFirst(bundle).stream().filter(component -> !isIdle(component)).forEach(component -> explain(component, "", new HashSet<>(), stopped, lines));
        return lines;
    }

    /** It says of itself that without settings there is nothing for it to do, and it has none. */
    private boolean isIdle(ComponentDescriptionDTO component) {
        return Boolean.TRUE.equals(component.properties.get(IDLE)) && "require".equals(component.configurationPolicy)
                && components.getComponentConfigurationDTOs(component).stream().allMatch(configuration -> configuration.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION);
    }

    /** Only what failed although it had all it waits for: waiting ends by itself, a failure stays. */
    List<String> failures(Bundle bundle) {
        var lines = new ArrayList<String>();
        for (var component : causesFirst(bundle)) {
            for (var configuration : components.getComponentConfigurationDTOs(component)) {
                if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) lines.add(name(component) + " failed to start: " + failure(configuration.failure));
            }
        }
        return lines;
    }

    /** The components of a bundle, those last that were to be given something by one that failed: they mostly fail for no reason of their own. */
    private List<ComponentDescriptionDTO> causesFirst(Bundle bundle) {
        var all = components.getComponentDescriptionDTOs(bundle);
        var notGiven = all.stream().filter(this::hasFailed).flatMap(component -> Stream.of(component.serviceInterfaces)).collect(Collectors.toSet());
        return all.stream().sorted(Comparator.comparing(component -> Stream.of(component.references).anyMatch(reference -> notGiven.contains(reference.interfaceName)))).toList();
    }

    private boolean hasFailed(ComponentDescriptionDTO component) {
        return components.getComponentConfigurationDTOs(component).stream().anyMatch(configuration -> configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION);
    }

    private void explain(ComponentDescriptionDTO component, String indent, Set<String> seen, Function<String, List<String>> stopped, List<String> lines) {
        if (!components.isComponentEnabled(component) || !seen.add(component.name)) return;
        var configurations = components.getComponentConfigurationDTOs(component);
        if (configurations.isEmpty() && "require".equals(component.configurationPolicy)) lines.add(indent + withoutSettings(component));
        for (var configuration : configurations) {
            switch (configuration.state) {
                case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> lines.add(indent + withoutSettings(component));
                case ComponentConfigurationDTO.FAILED_ACTIVATION -> lines.add(indent + name(component) + " failed to start: " + failure(configuration.failure));
                case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> Stream.of(configuration.unsatisfiedReferences)
                        .forEach(missing -> explain(component, missing, indent, seen, stopped, lines));
                default -> { }
            }
        }
    }

    private void explain(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO missing, String indent, Set<String> seen, Function<String, List<String>> stopped,
            List<String> lines) {
        var wanted = Stream.of(component.references).filter(reference -> reference.name.equals(missing.name))
                .map(reference -> reference.interfaceName).findFirst().orElse(missing.name);
        var target = missing.target == null || missing.target.isEmpty() ? "" : " with " + missing.target;
        var givers = components.getComponentDescriptionDTOs().stream().filter(giver -> List.of(giver.serviceInterfaces).contains(wanted)).toList();
        var still = stopped.apply(wanted);
        lines.add(indent + name(component) + " waits for a service " + wanted + target + (givers.isEmpty() && still.isEmpty() ? ", which no bundle gives" : ""));
        still.forEach(giver -> lines.add(indent + "  " + giver));
        givers.forEach(giver -> explain(giver, indent + "  ", seen, stopped, lines));
    }

    private static String withoutSettings(ComponentDescriptionDTO component) {
        return name(component) + " waits for its settings; write them into settings/" + String.join(" or ", component.configurationPid)
                + ".properties in the data folder";
    }

    private static String name(ComponentDescriptionDTO component) {
        return "component " + component.implementationClass + " of " + component.bundle.symbolicName;
    }

    /** The last cause of a stack trace, which is the one that says what happened; without the type's name. */
    private static String failure(String stackTrace) {
        if (stackTrace == null) return "it does not say why, but the log may";
        var lines = stackTrace.lines().filter(line -> !line.startsWith("\t")).toList();
        var cause = lines.stream().filter(line -> line.startsWith("Caused by: ")).reduce((_, last) -> last).orElse(lines.isEmpty() ? "" : lines.getFirst());
        return cause.replaceFirst("^Caused by: ", "").replaceFirst("^[\\w.$]+(Exception|Error): ", "");
    }
}
