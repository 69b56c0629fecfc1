package torg.web.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Detour;
import torg.api.web.Tickets;
import torg.web.door.DetourCookie;
import torg.web.reply.Answer.Session;

/**
 * Makes an answer of a {@link Detour}: where the browser goes, what it keeps, and the session that begins. Nobody else may hold on to it. In a preview nobody is sent
 * anywhere, and no session begins.
 */
final class Detours implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Detour detour)) return;
        var turn = Injected.turn(request);
        if (turn.inPreview()) throw TorgException.of(ProblemKind.DENIED, "web.preview-read-only", "nothing is sent from a preview");
        var secure = turn.in().peer().secure();
        response.setEntity(null);
        response.setStatus(303);
        response.getHeaders().putSingle(HttpHeaders.LOCATION, detour instanceof Detour.SecondFactor(var ticket, var location) ? Tickets.at(location, ticket) : detour.location());
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getHeaders().add(HttpHeaders.SET_COOKIE, detour instanceof Detour.Begins(var _, var kept) ? DetourCookie.give(kept, secure) : DetourCookie.take(secure));
        if (detour instanceof Detour.SignedIn(var token, var _)) turn.session(new Session.Begins(token));
        if (detour instanceof Detour.SecondFactor(var ticket, var _)) turn.session(new Session.Halfway(ticket));
    }
}
