package torg.spi.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What GET of this resource answers with 200 carries an {@code ETag} of its bytes, and who has these gets 304. Browsers keep it for callers who are not signed in.
 * For answers that others ask for again and again.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Revalidated {}
