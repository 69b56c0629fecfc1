package torg.identity.local.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of this module, by the names {@code session-hours}, {@code idle-minutes}, {@code proof-minutes}, {@code on-behalf-minutes}, {@code demo}, {@code loopback} and {@code passwords}. */
@ObjectClassDefinition(name = "Local sign-in", description = "Sign-in with e-mail and password")
public @interface Settings {
    String PID = "torg.identity.local";

    @AttributeDefinition(name = "Longest session", description = "Hours after which a session ends, 1 to 720", min = "1", max = "720")
    int session$_$hours() default 12;

    @AttributeDefinition(name = "Longest silence", description = "Minutes without a request after which a session ends, 1 to 43200", min = "1", max = "43200")
    int idle$_$minutes() default 120;

    @AttributeDefinition(name = "Fresh proof", description = "Minutes for which sensitive acts do not ask again who somebody is, 1 to 720", min = "1", max = "720")
    int proof$_$minutes() default 15;

    @AttributeDefinition(name = "Longest on behalf", description = "Minutes after which working on behalf of a contact ends, 1 to 480", min = "1", max = "480")
    int on$_$behalf$_$minutes() default 30;

    @AttributeDefinition(name = "Demo sign-ins", description = "Whether the people of demo/sign-ins.yml may sign in")
    boolean demo() default false;

    @AttributeDefinition(name = "Loopback only", description = "Whether the portal is reached from this machine only; elsewhere nobody of the demo may sign in")
    boolean loopback() default true;

    @AttributeDefinition(name = "New passwords", description = "Folder into which torg password puts them; without one nothing is looked for")
    String passwords() default "";
}
