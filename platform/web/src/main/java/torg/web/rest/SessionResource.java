package torg.web.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.identity.Identity;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;
import torg.web.door.Problem;
import torg.web.reply.Answer.Session;

/** Sign in, sign out, and who one is. */
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource implements RestResource {
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_PASSWORD = 1_000;

    private final ProblemDetails problems;

    SessionResource(ProblemDetails problems) {
        this.problems = problems;
    }

    /** What a person signs in with. */
    public record Credentials(String email, String password) {}

    /** What a session's writes have to carry. */
    public record Begun(String csrf) {}

    /** Who one is, and the token that writes have to carry. Whoever is not signed in has roles only, the rest is null and left out. */
    public record Who(boolean signedIn, SortedSet<String> roles, String kind, String name, String contact, List<String> accounts, String csrf) {}

    /** Who one is. */
    @GET
    public Who who(@Context Turn turn) {
        var caller = turn.request().caller();
        if (caller.isAnonymous()) return new Who(false, caller.roles(), null, null, null, null, null);
        return new Who(true, caller.roles(), caller.kind().name().toLowerCase(Locale.ROOT), caller.name(), caller.contact().orElse(null), caller.accounts(),
                turn.request().csrf().orElse(null));
    }

    /** Begin a session; the cookie carries it from now on. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Answers(status = 200, body = Begun.class)
    public Response signIn(@Context Turn turn, Credentials credentials) {
        check(credentials);
        var identity = identity(turn);
        return switch (identity.signIn(credentials.email(), credentials.password(), turn.request().address())) {
            case Identity.Entry.Granted(var token, var session) -> {
                turn.session(new Session.Begins(token));
                yield Response.ok(new Begun(session.csrf())).build();
            }
            case Identity.Entry.Refused() -> throw TorgException.of(ProblemKind.SIGN_IN, "web.sign-in-refused", "e-mail address and password do not belong together");
            case Identity.Entry.TooMany(var delay) -> problems.response(turn.request(), new Problem(429, "web.too-many-attempts",
                    "there were too many attempts to sign in", "wait, then try again", List.of(), Map.of("Retry-After", "" + Math.max(1, delay.toSeconds()))));
        };
    }

    /** End the session. */
    @DELETE
    @Answers(status = 204)
    public Response signOut(@Context Turn turn) {
        turn.session(new Session.Ends());
        return Response.noContent().build();
    }

    private static Identity identity(Turn turn) {
        return turn.house().identity().orElseThrow(() -> TorgException.of(ProblemKind.BUSY, "web.no-identity", "nobody can sign in right now"));
    }

    private static void check(Credentials credentials) {
        if (credentials == null) throw TorgException.of(ProblemKind.MALFORMED, "web.no-body", "the request has no body").help("send {\"email\", \"password\"}");
        var wrong = new ArrayList<FieldProblem>();
        check("email", credentials.email(), LONGEST_EMAIL, wrong);
        check("password", credentials.password(), LONGEST_PASSWORD, wrong);
        if (!wrong.isEmpty()) throw TorgException.invalid("web.credentials", "e-mail address or password is missing or too long", List.copyOf(wrong));
    }

    private static void check(String field, String value, int longest, List<FieldProblem> wrong) {
        if (value == null || value.isEmpty()) wrong.add(new FieldProblem(field, "required", field + " is missing"));
        else if (value.length() > longest) wrong.add(new FieldProblem(field, "too-long", field + " has more than " + longest + " characters", List.of("" + longest)));
    }
}
