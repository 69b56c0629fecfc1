package torg.web;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the web room, PID {@code torg.web}. */
@ObjectClassDefinition(name = "Torg web", description = "The HTTP walk")
public @interface WebSettings {
    /** The address browsers use, when it is not the one this process listens on; {@code https} makes cookies secure. */
    @AttributeDefinition(name = "public-url", required = false)
    String public$_$url() default "";

    /** Whether browsers reach the portal over HTTPS although this process does not see it. */
    @AttributeDefinition(name = "secure")
    boolean secure() default false;

    /** Host names the portal answers to, beside that of the public address. None at all: every name, or only loopback names while bound to loopback. */
    @AttributeDefinition(name = "allowed-hosts", required = false)
    String[] allowed$_$hosts() default {};

    /** Network addresses of proxies whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} are believed. */
    @AttributeDefinition(name = "trusted-proxies", required = false)
    String[] trusted$_$proxies() default {};

    /** Seconds that a page or a call may take; what takes longer is ended, its statements of the database with it, and answered with 503. */
    @AttributeDefinition(name = "answer-seconds", required = false, min = "1", max = "3600")
    int answer$_$seconds() default AnswerTime.USUAL;
}
