package torg.web.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import torg.spi.web.Revalidated;

/** Marks what a {@link Revalidated} resource answers, so that {@link ReplyWriter} names its bytes. */
final class Revalidation implements ContainerResponseFilter {
    /** Not kept for others, and never shown without asking again. What is of somebody no browser keeps, after whom others may sit there: a program does so by itself. */
    private static final String OF_NOBODY = "private, no-cache";
    private static final String OF_SOMEBODY = "no-store";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var resources = request.getUriInfo().getMatchedResources();
        if (response.getStatus() != 200 || resources.isEmpty() || !resources.getFirst().getClass().isAnnotationPresent(Revalidated.class)) return;
        response.getHeaders().putSingle("Cache-Control", Injected.turn(request).request().caller().isAnonymous() ? OF_NOBODY : OF_SOMEBODY);
        request.setProperty(Revalidated.class.getName(), true);
    }

    /** Whether what this request is answered is of such a resource. */
    static boolean isMarked(ContainerRequestContext request) {
        return request.getProperty(Revalidated.class.getName()) != null;
    }
}
