package torg.identity.local.session;

import java.util.List;
import java.util.Optional;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.identity.local.session.Sessions.Known;

/** Where people see where they are signed in, and end it, and administrators do so for anybody. Only in a session: a program's token sees and ends none. */
public final class SessionDesk {
    /** Code of the problem of who has to prove first who they are. */
    public static final String PROVE = "identity-local.prove";
    private final Sessions sessions;

    public SessionDesk(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Whether who asks is a person in a session of their own. */
    public static boolean admits(Request request) {
        return request.csrf().isPresent() && request.caller().contact().isPresent() && request.caller().inPerson();
    }

    /** Whether who asks has web roles that demand a second factor and proved none in this session: nothing is theirs until they do. */
    public static boolean owesFactor(Request request) {
        return admits(request) && !request.caller().limits().withheld().isEmpty();
    }

    /** Whether who asks proved so short a time ago who they are that a sensitive act need not ask again. */
    public boolean isFresh(Request request) {
        return admits(request) && sessions.isFresh(request.caller().contact().orElseThrow(), own(request));
    }

    /** What whoever is not fresh is told. */
    public static TorgException prove() {
        return TorgException.of(ProblemKind.DENIED, PROVE, "it is too long ago that you proved who you are").help("sign in again");
    }

    /** Whether who asks may see and end the sessions of others. */
    public static boolean isAdministrator(Request request) {
        return admits(request) && request.site().settings().isAdministrator(request.caller());
    }

    /**
     * Sessions, the last used first.
     *
     * @param contact whose; empty for those of who asks
     * @return none where who asks may not see them, as where there are none
     */
    public List<Known> seen(Request request, Optional<String> contact) {
        return whose(request, contact).map(owner -> sessions.of(owner, own(request))).orElse(List.of());
    }

    /** End one from the next request on; false when there is none of this id that who asks may end. */
    public boolean end(Request request, Optional<String> contact, String id) {
        return whose(request, contact).filter(owner -> sessions.end(owner, session -> session.id().equals(id), own(request)) > 0).isPresent();
    }

    /** End all but the one from which it is asked; how many ended. */
    public long endOthers(Request request, Optional<String> contact) {
        return whose(request, contact).map(owner -> sessions.end(owner, session -> !session.own(), own(request))).orElse(0L);
    }

    private static Optional<String> whose(Request request, Optional<String> contact) {
        if (!admits(request)) return Optional.empty();
        var own = request.caller().contact();
        return contact.isEmpty() || contact.equals(own) ? own : contact.filter(_ -> isAdministrator(request));
    }

    private static String own(Request request) {
        return request.csrf().orElse("");
    }
}
