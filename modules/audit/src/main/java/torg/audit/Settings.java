package torg.audit;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of this module, by the names {@code keep-days} and {@code warn-entries}. */
@ObjectClassDefinition(name = "Audit log", description = "How long entries of the audit log are kept, and how many are too many")
public @interface Settings {
    String PID = "torg.audit";

    @AttributeDefinition(name = "Days", description = "Days after which an entry goes, 30 to 36500; 0 keeps all", min = "0", max = "36500")
    int keep$_$days() default 365;

    @AttributeDefinition(name = "Entries", description = "Entries of which the health page warns that the log grows large", min = "1000")
    long warn$_$entries() default 10_000_000;
}
