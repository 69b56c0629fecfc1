package torg.spi.view;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A module's own templates; a theme overrides one by a file of the same name. The painter makes one of what lies in each module's jar below {@code templates/} in
 * the folder that is named as the module; a module offers one itself only where it has templates that are no files.
 */
@ConsumerType
public interface Templates {
    /** Template name ({@code components/example}) to Mustache text. */
    Map<String, String> templates();
}
