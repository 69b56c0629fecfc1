package torg.web.roles;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.spi.web.RestResource;

/** Web roles of contacts and accounts, for administrators. Those of a membership stand in its row. */
@Component(service = RestResource.class)
@Path("roles")
public final class RolesResource implements RestResource {
    private static final int MOST = 100;
    private final AssignedRoles roles;

    @Activate
    public RolesResource(@Reference AssignedRoles roles) {
        this.roles = roles;
    }

    /** Names of roles, sorted; those that no document defines are left out. */
    public record Roles(List<String> roles) {}

    /** What a contact was given itself. */
    @GET
    @Path("contacts/{key}")
    public Roles ofContact(@Context Request request, @PathParam("key") String key) {
        admit(request);
        return new Roles(List.copyOf(roles.ofContact(key)));
    }

    /** Give a contact exactly these. */
    @PUT
    @Path("contacts/{key}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Roles giveContact(@Context Request request, @PathParam("key") String key, Roles wanted) {
        admit(request);
        roles.assign(key, names(wanted));
        return ofContact(request, key);
    }

    /** What an account was given. */
    @GET
    @Path("accounts/{key}")
    public Roles ofAccount(@Context Request request, @PathParam("key") String key) {
        admit(request);
        return new Roles(List.copyOf(roles.ofAccount(key)));
    }

    /** Give an account exactly these. */
    @PUT
    @Path("accounts/{key}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Roles giveAccount(@Context Request request, @PathParam("key") String key, Roles wanted) {
        admit(request);
        roles.assignToAccount(key, names(wanted));
        return ofAccount(request, key);
    }

    private static void admit(Request request) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "web-roles.sign-in", "web roles are given by administrators who signed in");
        if (!request.site().settings().isAdministrator(request.caller())) throw TorgException.of(ProblemKind.DENIED, "web-roles.denied", "web roles are given by administrators");
    }

    private static Set<String> names(Roles wanted) {
        if (wanted == null || wanted.roles() == null || wanted.roles().size() > MOST || wanted.roles().stream().anyMatch(Objects::isNull)) {
            throw TorgException.of(ProblemKind.MALFORMED, "web-roles.no-list", "the roles are not said").help("send {\"roles\": [...]} with at most " + MOST + " names");
        }
        return new TreeSet<>(wanted.roles());
    }
}
