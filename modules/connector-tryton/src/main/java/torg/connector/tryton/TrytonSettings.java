package torg.connector.tryton;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the connector. */
@ObjectClassDefinition(name = "Tryton")
public @interface TrytonSettings {
    /** Address of the server and name of the database. */
    @AttributeDefinition(description = "Address of the server with the database, https://erp.example.com/company")
    String url();

    /** The portal's own user in Tryton. */
    @AttributeDefinition(description = "Login of the portal's user in Tryton")
    String user() default "portal";

    /** Its password. */
    @AttributeDefinition(description = "Password of that user")
    String password() default "";

    /** What a sale that came from the portal is left as: {@code quotation}, which has a number, or {@code draft}, which people look at first. */
    @AttributeDefinition(description = "State in which sales are left: quotation or draft")
    String order$_$state() default "quotation";
}
