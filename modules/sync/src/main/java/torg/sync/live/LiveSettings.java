package torg.sync.live;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of live questions. */
@ObjectClassDefinition(name = "Live questions")
public @interface LiveSettings {
    /** How long a page waits for what the ERP says of prices and stock, in milliseconds, 10,000 at most; 0: it is not asked. */
    @AttributeDefinition(description = "How long a page waits for the ERP's prices and stock, in milliseconds; 0: it is not asked")
    int deadline() default 800;
}
