package torg.spi.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says in the OpenAPI document what a resource's method answers whose return type cannot say it, because it also sets a status or headers. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {
    /** The statuses of what went well; problems need not be said. */
    int[] status();

    /** What is written as JSON with 200 and 201; nothing unless said. */
    Class<?> body() default void.class;
}
