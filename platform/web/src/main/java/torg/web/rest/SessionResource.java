package torg.web.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.identity.Identity;
import torg.spi.web.Answers;
import torg.spi.web.RestResource;
import torg.web.door.Problem;
import torg.web.reply.Answer.Session;

/** Sign in, sign out, who one is, and for which account one acts. */
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource implements RestResource {
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_PASSWORD = 1_000;
    private static final int LONGEST_CODE = 100;

    private final ProblemDetails problems;

    SessionResource(ProblemDetails problems) {
        this.problems = problems;
    }

    /**
     * What a person signs in with: e-mail and password, or the ticket and the code of the second step.
     *
     * @param ticket of {@link Halfway}; null in the first step
     * @param code of the app, or one for recovery; null in the first step
     */
    public record Credentials(String email, String password, String ticket, String code) {}

    /** E-mail and password are right, and a code is wanted as well: send the ticket with it, and the cookie that came beside it. */
    public record Halfway(String ticket) {}

    /** What a session's writes have to carry. */
    public record Begun(String csrf) {}

    /**
     * Who one is, and the token that writes have to carry. Whoever is not signed in has roles only, the rest is null and left out.
     *
     * @param account the one acted for, if any
     * @param accounts those one may act for, the main one first
     * @param because by what one has the roles, the implicit ones left out
     * @param deputy who works in one's place; null for who is in person
     */
    public record Who(boolean signedIn, SortedSet<String> roles, String kind, String name, String contact, String account, List<Account> accounts, List<Because> because, Deputy deputy, String csrf) {}

    /** Who really sits there and works in one's place, until when. */
    public record Deputy(String contact, String name, String until) {}

    /** In whose place to work: key of a contact. */
    public record Behalf(String contact) {}

    /** An account by key and name. */
    public record Account(String key, String name) {}

    /** A role, and the {@code contact}, the {@code account} or the {@code membership} (of an account) that brings it, by key. */
    public record Because(String role, String from, String of) {}

    /** What a session may change. */
    public record Changes(String account) {}

    /** Who one is. */
    @GET
    public Who who(@Context Turn turn) {
        return who(turn.request().caller(), turn.request().csrf(), turn.house().identity());
    }

    private static Who who(Caller caller, Optional<String> csrf, Optional<Identity> identity) {
        if (caller.isAnonymous()) return new Who(false, caller.roles(), null, null, null, null, null, null, null, null);
        var accounts = identity.map(known -> known.accountsOf(caller)).orElse(List.of()).stream().map(account -> new Account(account.key(), account.name())).toList();
        var because = identity.map(known -> known.rolesOf(caller)).orElse(List.of()).stream().map(grant -> new Because(grant.role(), lower(grant.from()), grant.of())).toList();
        return new Who(true, caller.roles(), lower(caller.kind()), caller.name(), caller.contact().orElse(null), caller.accounts().stream().findFirst().orElse(null),
                accounts, because, caller.deputy().map(deputy -> new Deputy(deputy.contact(), deputy.name(), deputy.until().toString())).orElse(null), csrf.orElse(null));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Act for another of the accounts one belongs to, from the next request on; answers who one is then. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Who change(@Context Turn turn, Changes changes) {
        if (changes == null) throw TorgException.of(ProblemKind.MALFORMED, "web.no-body", "the request has no body").help("send {\"account\"}");
        var identity = identity(turn);
        var account = changes.account() == null ? "" : changes.account();
        if (!identity.actFor(turn.request().caller(), turn.request().csrf().orElse(""), account)) {
            throw TorgException.invalid("web.account", "that is no account to act for", List.of(new FieldProblem("account", "not-yours", "this is none of the accounts you may act for")));
        }
        return again(turn, identity);
    }

    /** Work on behalf of a contact, from the next request on; answers who one is then, and the token that writes carry from then on. */
    @PUT
    @Path("on-behalf")
    @Consumes(MediaType.APPLICATION_JSON)
    public Who beginOnBehalf(@Context Turn turn, Behalf behalf) {
        if (behalf == null || behalf.contact() == null) throw TorgException.of(ProblemKind.MALFORMED, "web.no-body", "the request names nobody").help("send {\"contact\"}");
        var identity = identity(turn);
        if (turn.request().csrf().isEmpty() || !identity.beginOnBehalf(turn.request().caller(), turn.request().csrf().get(), behalf.contact())) {
            throw TorgException.of(ProblemKind.DENIED, "web.on-behalf", "you cannot work on behalf of this contact")
                    .help("name a contact of a customer whose web roles are all among those that yours let you work for");
        }
        return again(turn, identity);
    }

    /** End that. */
    @DELETE
    @Path("on-behalf")
    public Who endOnBehalf(@Context Turn turn) {
        var identity = identity(turn);
        identity.endOnBehalf(turn.request().caller(), turn.request().csrf().orElse(""));
        return again(turn, identity);
    }

    private static Who again(Turn turn, Identity identity) {
        return turn.in().proof().session().flatMap(token -> identity.whoIs(token, turn.request().address())).map(session -> who(session.caller(), Optional.of(session.csrf()), Optional.of(identity)))
                .orElseThrow(() -> TorgException.of(ProblemKind.SIGN_IN, "web.sign-in-first", "the session has ended meanwhile"));
    }

    /** Begin a session; the cookie carries it from now on. With a second factor the first step is answered with 202 and a ticket, see {@link Halfway}. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Answers(status = 200, body = Begun.class)
    public Response signIn(@Context Turn turn, Credentials credentials) {
        check(credentials);
        var identity = identity(turn);
        var address = turn.request().address();
        var entry = credentials.ticket() == null ? identity.signIn(credentials.email(), credentials.password(), address)
                : identity.secondStep(own(turn, credentials.ticket()), credentials.code(), address);
        return switch (entry) {
            case Identity.Entry.Granted(var token, var session) -> {
                turn.session(new Session.Begins(token));
                yield Response.ok(new Begun(session.csrf())).build();
            }
            case Identity.Entry.SecondFactor(var ticket) -> {
                turn.session(new Session.Halfway(ticket));
                yield Response.accepted(new Halfway(ticket)).build();
            }
            case Identity.Entry.Refused() when credentials.ticket() != null -> throw TorgException.of(ProblemKind.SIGN_IN, "web.code-refused", "the code is not right, or it took too long").help("sign in again");
            case Identity.Entry.Refused() -> throw TorgException.of(ProblemKind.SIGN_IN, "web.sign-in-refused", "e-mail address and password do not belong together");
            case Identity.Entry.TooMany(var delay) -> problems.response(turn.request(), new Problem(429, "web.too-many-attempts",
                    "there were too many attempts to sign in", "wait, then try again", List.of(), Map.of("Retry-After", "" + Math.max(1, delay.toSeconds()))));
        };
    }

    /** A ticket counts with the cookie that came with it: whoever reads it in a log or over a shoulder is another. One that is somebody else's is as one that is none. */
    private static String own(Turn turn, String ticket) {
        return turn.in().proof().tickets().contains(ticket) ? ticket : "";
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
        if (credentials.ticket() != null) {
            check("ticket", credentials.ticket(), LONGEST_CODE, wrong);
            check("code", credentials.code(), LONGEST_CODE, wrong);
        } else {
            check("email", credentials.email(), LONGEST_EMAIL, wrong);
            check("password", credentials.password(), LONGEST_PASSWORD, wrong);
        }
        if (!wrong.isEmpty()) throw TorgException.invalid("web.credentials", "e-mail address or password is missing or too long", List.copyOf(wrong));
    }

    private static void check(String field, String value, int longest, List<FieldProblem> wrong) {
        if (value == null || value.isEmpty()) wrong.add(new FieldProblem(field, "required", field + " is missing"));
        else if (value.length() > longest) wrong.add(new FieldProblem(field, "too-long", field + " has more than " + longest + " characters", List.of("" + longest)));
    }
}
