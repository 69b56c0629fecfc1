package torg.spi.view;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Brings a module's own templates; a theme overrides one by a file of the same name. */
@ConsumerType
public interface Templates {
    /** Template name ({@code components/example}) to Mustache text. */
    Map<String, String> templates();
}
