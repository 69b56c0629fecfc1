package torg.web.rest;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import torg.api.site.Preview;
import torg.api.web.Request;
import torg.web.door.Inbound;
import torg.web.door.Problem;
import torg.web.house.House;
import torg.web.reply.Answer.Session;

/**
 * Everything known of a request when a resource's method runs; the house's own resources see all of it.
 *
 * @param becomes what becomes of the browser's session, once a resource has said so
 * @param failed what went wrong, once something has
 */
record Turn(Request request, Inbound in, House house, AtomicReference<Optional<Session>> becomes, AtomicReference<Optional<Problem>> failed) {
    Turn(Request request, Inbound in, House house) {
        this(request, in, house, new AtomicReference<>(Optional.empty()), new AtomicReference<>(Optional.empty()));
    }

    /** Whether the site is only looked at, by a link. */
    boolean inPreview() {
        return request.site().part(Preview.class).isPresent();
    }

    void session(Session session) {
        becomes.set(Optional.of(session));
    }
}
