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

    /** So many requests a second the server takes of the portal; 0: it says so itself, by asking for pauses. */
    @AttributeDefinition(description = "Requests a second, at most; 0: until the server asks for a pause", min = "0", max = "10000")
    int requests$_$per$_$second() default 0;

    /** So many requests are under way at once, at most; 0: any number. */
    @AttributeDefinition(description = "Requests at once, at most; 0: any number", min = "0", max = "10000")
    int requests$_$at$_$once() default 0;
}
