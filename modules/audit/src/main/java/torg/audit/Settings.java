package torg.audit;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of this module, by the name {@code keep-days}. */
@ObjectClassDefinition(name = "Audit log", description = "How long entries of the audit log are kept")
public @interface Settings {
    String PID = "torg.audit";

    @AttributeDefinition(name = "Days", description = "Days after which an entry goes, 30 to 36500; 0 keeps all", min = "0", max = "36500")
    int keep$_$days() default 365;
}
