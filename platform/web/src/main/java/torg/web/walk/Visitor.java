package torg.web.walk;

import java.util.Locale;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.web.Request;
import torg.spi.identity.Identity;
import torg.web.door.Inbound;
import torg.web.house.House;
import torg.web.reply.Answer;

/**
 * Who came through the door.
 *
 * @param caller who asks
 * @param csrf the token the session's writes have to carry; empty without a session
 * @param stale whether the browser holds a token of no session
 */
record Visitor(Caller caller, Optional<String> csrf, boolean stale) {
    private static final Visitor NOBODY = new Visitor(Caller.ANONYMOUS, Optional.empty(), false);

    /** The visitor whose token the request carries; everybody is anonymous while nobody knows who may come in. */
    static Visitor of(Inbound in, House house) {
        return of(in.token(), house);
    }

    /** The same before anything else of the request is known. */
    static Visitor of(Optional<String> token, House house) {
        if (token.isEmpty() || house.identity().isEmpty()) return NOBODY;
        return house.identity().get().whoIs(token.get())
                .map(Visitor::signedIn)
                .orElseGet(() -> new Visitor(Caller.ANONYMOUS, Optional.empty(), true));
    }

    private static Visitor signedIn(Identity.Session session) {
        return new Visitor(session.caller(), Optional.of(session.csrf()), false);
    }

    /** What modules are shown of the request. */
    Request request(Inbound in, String path, Locale locale, Site site) {
        return new Request(in.id(), in.method(), path, locale, in.query(), in.form(), in.headers(), caller, csrf, in.peer().address(), site);
    }

    /** The answer as this browser gets it. One that gives or takes a session ends the one the browser had; a token of no session is taken away. */
    Answer parting(Answer answer, Inbound in, House house) {
        if (answer.session().isEmpty()) return stale ? answer.with(new Answer.Session.Ends()) : answer;
        in.token().ifPresent(token -> house.identity().ifPresent(identity -> identity.signOut(token)));
        return answer;
    }
}
