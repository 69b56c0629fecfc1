package torg.web.walk;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.web.Request;
import torg.spi.identity.Identity;
import torg.spi.identity.Identity.Client;
import torg.web.door.DeviceCookie;
import torg.web.door.Inbound;
import torg.web.door.Peer;
import torg.web.door.Problem;
import torg.web.door.Proof;
import torg.web.door.TicketCookie;
import torg.web.follow.Followers;
import torg.web.house.House;
import torg.web.reply.Answer;

/**
 * Who came through the door.
 *
 * @param caller who asks
 * @param csrf the token the session's writes have to carry; empty without a session
 * @param stale whether the browser holds a token of no session
 * @param program whether it is no browser but a program with a token of its own
 */
record Visitor(Caller caller, Optional<String> csrf, boolean stale, boolean program) {
    private static final Visitor NOBODY = new Visitor(Caller.ANONYMOUS, Optional.empty(), false, false);
    private static final Problem NO_TOKEN = Problem.of(401, "web.token", "the token is none, has run out, was revoked, or whom it stands for may not come in")
            .with(Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));

    /**
     * The visitor whose token the request carries; everybody is anonymous while nobody knows who may come in.
     *
     * @throws TorgException SIGN_IN for a program's token that is not good, see {@link #refused}
     */
    static Visitor of(Inbound in, House house) {
        return of(in.proof(), in.peer(), house, Followers.asks(in.headers()));
    }

    /** The same before anything else of the request is known. */
    static Visitor of(Proof proof, Peer peer, House house) {
        return of(proof, peer, house, false);
    }

    /** @param byItself whether an open page asks, and not somebody */
    private static Visitor of(Proof proof, Peer peer, House house, boolean byItself) {
        if (proof.bearer().isPresent()) return program(proof.bearer().get(), peer, house);
        if (proof.session().isEmpty() || house.identity().isEmpty()) return NOBODY;
        var identity = house.identity().get();
        var session = byItself ? identity.glimpse(proof.session().get(), peer.address()) : identity.whoIs(proof.session().get(), peer.address());
        return session
                .map(Visitor::signedIn)
                .orElseGet(() -> new Visitor(Caller.ANONYMOUS, Optional.empty(), true, false));
    }

    /** Who sees a preview is nobody else meanwhile, and has no session. */
    static Visitor previewing(Caller caller) {
        return new Visitor(caller, Optional.empty(), false, false);
    }

    private static Visitor program(String token, Peer peer, House house) {
        if (client(token, peer, house) instanceof Client.Known(var caller, _)) return new Visitor(caller, Optional.empty(), false, true);
        throw TorgException.of(ProblemKind.SIGN_IN, NO_TOKEN.code(), NO_TOKEN.message());
    }

    /** Why a program is not let in: who comes with a token that is not good is never taken for nobody in particular. Empty for everybody else. */
    static Optional<Problem> refused(Inbound in, House house) {
        return in.proof().bearer().flatMap(token -> switch (client(token, in.peer(), house)) {
            case Client.Known _ -> Optional.empty();
            case Client.Unknown() -> Optional.of(NO_TOKEN);
            case Client.TooMany(var delay) -> Optional.of(Problem.of(429, "web.too-many-attempts", "there were too many tokens that are none")
                    .with(Map.of("Retry-After", "" + Math.max(1, delay.toSeconds()))));
        });
    }

    private static Client client(String token, Peer peer, House house) {
        return house.identity().orElseThrow(() -> TorgException.of(ProblemKind.BUSY, "web.no-identity", "nobody knows tokens right now")).client(token, peer.address());
    }

    private static Visitor signedIn(Identity.Session session) {
        return new Visitor(session.caller(), Optional.of(session.csrf()), false, false);
    }

    /** What modules are shown of the request. */
    Request request(Inbound in, String path, Locale locale, Site site) {
        return new Request(in.id(), in.method(), path, locale, in.query(), in.form(), in.files(), in.headers(), caller, csrf, in.peer().address(), site, in.proof().tickets());
    }

    /** The answer as this browser gets it. One that gives or takes a session ends the one the browser had, and what it had of sign-ins that were not done; a token of no session is taken away. */
    Answer parting(Answer answer, Inbound in, House house) {
        var secure = in.peer().secure();
        return switch (answer.session().orElse(null)) {
            case null -> remembered(stale ? answer.with(new Answer.Session.Ends()) : answer, in);
            case Answer.Session.Halfway(var ticket) -> remembered(with(answer, TicketCookie.give(ticket, in.proof().tickets(), secure)), in);
            case Answer.Session.Begins begins -> parted(answer.with(begins.in(in.proof().device().map(DeviceCookie.Device::token))), in, house);
            case Answer.Session.Ends() -> parted(answer, in, house);
        };
    }

    private static Answer parted(Answer answer, Inbound in, House house) {
        in.proof().session().ifPresent(token -> house.identity().ifPresent(identity -> identity.signOut(token)));
        return in.proof().tickets().isEmpty() ? answer : with(answer, TicketCookie.take(in.peer().secure()));
    }

    private static Answer with(Answer answer, String cookie) {
        return answer instanceof Answer.Fresh fresh ? fresh.with(cookie) : answer;
    }

    private static Answer remembered(Answer answer, Inbound in) {
        var device = in.proof().device().filter(found -> !in.reads() && !found.held());
        return device.map(found -> with(answer, DeviceCookie.give(found.token(), in.peer().secure()))).orElse(answer);
    }
}
