package torg.sync.map;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the sync. */
@ObjectClassDefinition(name = "Sync")
public @interface SyncSettings {
    /** Connectors whose maps rest, with commas between: a site may have maps for several ERPs, and a portal has one of them. */
    @AttributeDefinition(description = "Connectors whose maps rest, such as: tryton")
    String without() default "";
}
