package torg.alerts;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of this module, by the names {@code to}, {@code after-minutes} and {@code again-hours}. */
@ObjectClassDefinition(name = "Alerts", description = "Who is written to when something is not well for long")
public @interface AlertSettings {
    String PID = "torg.alerts";

    @AttributeDefinition(name = "To", description = "E-mail addresses of those who run the portal, with commas between them")
    String to() default "";

    @AttributeDefinition(name = "After minutes", description = "So long something has to be not well before anybody is written to, 0 to 1440", min = "0", max = "1440")
    int after$_$minutes() default 5;

    @AttributeDefinition(name = "Again hours", description = "While it lasts, once more after so long, 1 to 720", min = "1", max = "720")
    int again$_$hours() default 24;
}
