package torg.connector.dynamics;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the connector. */
@ObjectClassDefinition(name = "Dynamics 365 Finance and Operations")
public @interface DynamicsSettings {
    /** Address of the environment, without {@code /data}. */
    @AttributeDefinition(description = "Address of the environment, https://contoso.operations.dynamics.com")
    String url();

    /** Where tokens are had; empty for an ERP that asks for none. */
    @AttributeDefinition(description = "Token endpoint of the identity provider; empty: no token is sent")
    String token$_$url() default "";

    /** The registered client. */
    @AttributeDefinition(description = "Client id registered in the ERP")
    String client$_$id() default "";

    /** Its secret. */
    @AttributeDefinition(description = "Client secret")
    String client$_$secret() default "";

    /** What a wake-up has to carry in the header X-Torg-Wake-Secret; empty: anybody may wake the poll, which is all it does. */
    @AttributeDefinition(description = "Secret a wake-up event has to carry; empty: none")
    String wake$_$secret() default "";

    /** So many requests a second the environment takes of the portal's user; 0: it says so itself, by asking for pauses. */
    @AttributeDefinition(description = "Requests a second, at most; 0: until the ERP asks for a pause", min = "0", max = "10000")
    int requests$_$per$_$second() default 0;

    /** So many requests are under way at once, at most; 0: any number. The service takes 52 of one user. */
    @AttributeDefinition(description = "Requests at once, at most; 0: any number", min = "0", max = "10000")
    int requests$_$at$_$once() default 50;
}
