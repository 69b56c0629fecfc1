package torg.identity.local;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.identity.local.token.ProgramToken;
import torg.identity.local.token.TokenDesk;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;

/** Tokens of programs, as JSON: made, looked at and revoked in a session. */
@Component(service = RestResource.class)
@Path("tokens")
public final class TokensResource implements RestResource {
    private final LocalIdentity identity;

    @Activate
    public TokensResource(@Reference LocalIdentity identity) {
        this.identity = identity;
    }

    /**
     * A token, without itself.
     *
     * @param contact in whose name; absent for a program that acts for itself
     * @param roles the only ones; none means all that the contact has
     * @param tables the only ones; none means all
     */
    public record Known(String id, String name, String contact, String account, List<String> roles, List<String> tables, boolean readOnly, String made, String used, String expires) {
        static Known of(ProgramToken token) {
            return new Known(token.id(), token.name(), token.contact().orElse(null), token.account().orElse(null), List.copyOf(token.roles()), List.copyOf(token.tables()), token.readOnly(),
                    token.created().toString(), token.seen().map(Objects::toString).orElse(null), token.expires().toString());
        }
    }

    /**
     * Tokens, the newest first.
     *
     * @param next for {@code after}, where there are more
     */
    public record All(List<Known> tokens, String next) {}

    /**
     * What is wanted.
     *
     * @param itself whether the program acts for itself and not in the name of who asks; for administrators
     * @param account of a program that acts for itself; otherwise nothing but the account acted for
     */
    public record Wanted(String name, Integer days, Boolean readOnly, List<String> roles, List<String> tables, Boolean itself, String account) {}

    /** What was made; the token is told this once. */
    public record Made(String token) {}

    /** One's own; for administrators with {@code of=everybody} those of all, a hundred at a time. */
    @GET
    public All all(@Context Request request, @QueryParam("of") @DefaultValue("") String of, @QueryParam("after") String after) {
        admit(request);
        if (!of.equals("everybody")) return new All(known(identity.desk().seen(request)), null);
        var page = identity.desk().everybodys(request, Optional.ofNullable(after));
        return new All(known(page.tokens()), page.next().orElse(null));
    }

    private static List<Known> known(List<ProgramToken> tokens) {
        return tokens.stream().map(Known::of).toList();
    }

    /** Make one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Answers(status = 201, body = Made.class)
    public Response make(@Context Request request, Wanted wanted) {
        admit(request);
        if (wanted == null) throw TorgException.of(ProblemKind.MALFORMED, "identity-local.no-body", "the request has no body").help("send {\"name\", \"days\", \"readOnly\"}");
        var wish = new TokenDesk.Wish(Objects.requireNonNullElse(wanted.name(), ""), Boolean.TRUE.equals(wanted.itself()), Objects.requireNonNullElse(wanted.account(), ""),
                names(wanted.roles()), names(wanted.tables()), !Boolean.FALSE.equals(wanted.readOnly()), Objects.requireNonNullElse(wanted.days(), 90));
        return Response.status(201).entity(new Made(identity.desk().issue(request, wish))).build();
    }

    /** Revoke one. */
    @DELETE
    @Path("{id}")
    @Answers(status = 204)
    public Response revoke(@Context Request request, @PathParam("id") String id) {
        admit(request);
        if (!identity.desk().revoke(request, id)) throw TorgException.of(ProblemKind.NOT_FOUND, "identity-local.no-token", "there is no such token");
        return Response.noContent().build();
    }

    private static void admit(Request request) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "identity-local.sign-in", "tokens are for who signed in");
        if (!TokenDesk.admits(request)) throw TorgException.of(ProblemKind.DENIED, "identity-local.token-denied", "tokens are made and looked at in a session");
    }

    private static Set<String> names(List<String> names) {
        if (names == null) return Set.of();
        return names.stream().map(name -> Objects.requireNonNullElse(name, "")).collect(java.util.stream.Collectors.toUnmodifiableSet());
    }
}
