package torg.mail;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Settings of this module, by the names {@code host}, {@code port}, {@code security}, {@code user}, {@code password}, {@code from}, {@code pace} and
 * {@code show}.
 */
@ObjectClassDefinition(name = "Mail", description = "How mail to people leaves the house")
public @interface MailSettings {
    String PID = "torg.mail";

    @AttributeDefinition(name = "Mail server", description = "Host that takes mail by SMTP; without one mails wait")
    String host() default "";

    @AttributeDefinition(name = "Port", description = "Port of the mail server, 1 to 65535", min = "1", max = "65535")
    int port() default 587;

    @AttributeDefinition(name = "Encryption", description = "starttls, tls from the first byte, or none: for a mail server on this machine alone",
            options = {@Option(label = "STARTTLS", value = "starttls"), @Option(label = "TLS", value = "tls"), @Option(label = "None", value = "none")})
    String security() default "starttls";

    @AttributeDefinition(name = "User", description = "With which to sign in at the mail server; empty: without")
    String user() default "";

    @AttributeDefinition(name = "Password", description = "With which to sign in at the mail server")
    String password() default "";

    @AttributeDefinition(name = "Sender", description = "Address from which mails come")
    String from() default "";

    @AttributeDefinition(name = "Pace", description = "Mails a minute at most, 1 to 600", min = "1", max = "600")
    int pace() default 60;

    @AttributeDefinition(name = "Show", description = "Whether administrators may read mails that wait where there is no mail server, for trying out: whoever reads one can come in with it")
    boolean show() default false;
}
