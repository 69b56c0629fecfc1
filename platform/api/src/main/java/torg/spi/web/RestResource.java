package torg.spi.web;

import org.osgi.annotation.versioning.ConsumerType;
import torg.api.web.Request;

/**
 * Marks a service whose class carries jakarta.ws.rs annotations: it is served below {@code /api}, one instance for all requests. The caller of a
 * request is a parameter {@code @Context torg.api.identity.Caller caller}; likewise {@code @Context torg.api.web.Request request}. Objects
 * returned are written as JSON; a {@link torg.api.problem.TorgException} becomes problem details. By the time a method runs, the CSRF token
 * of a write has been checked. A method that builds its own response says with {@link Answers} what it answers.
 */
@ConsumerType
public interface RestResource {
    /**
     * Paths below {@code /api/} that take writes without session and CSRF token because they prove their right otherwise; usually none. Only those at or below
     * the {@code @Path} of the resource's own class count, as long as no other resource claims them too.
     */
    default java.util.Set<String> openPaths() {
        return java.util.Set.of();
    }

    /** What {@code /api/openapi.json} says of this resource beyond what its annotations tell, as far as the caller of this request may know it. */
    default ApiDescription describe(Request request) {
        return ApiDescription.NONE;
    }
}
