package torg.table.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import org.osgi.service.component.annotations.Component;
import torg.spi.web.RestResource;

/**
 * Every answer of this module, a refusal too, says of which version of OData it is.
 *
 * <p>Source: OData Version 4.0 part 1, section 8.1.5.
 */
@Component(service = RestResource.class)
@Provider
public final class VersionHeaderResource implements RestResource, ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var path = request.getUriInfo().getPath();
        if (path.equals("tables") || path.startsWith("tables/")) response.getHeaders().putSingle("OData-Version", "4.0");
    }
}
