package torg.web.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what a method answers whose return type cannot say it, because it also sets headers. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Answers {
    int status();

    /** What is written as JSON; nothing unless said. */
    Class<?> body() default void.class;
}
