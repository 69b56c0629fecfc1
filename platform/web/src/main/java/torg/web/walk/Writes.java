package torg.web.walk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.web.door.Inbound;
import torg.web.door.Peer;
import torg.web.door.Problem;
import torg.web.door.Proof;
import torg.web.door.Sender;
import torg.web.house.House;

/** Tells a write that the visitor meant from one that a foreign page made the browser send. */
public final class Writes {
    private static final String BELOW = "/api/";
    private static final String SESSION = BELOW + "session";
    private final Optional<String> publicOrigin;

    /** With the origin browsers see, when it is not the name requests are sent to. */
    public Writes(Optional<String> publicOrigin) {
        this.publicOrigin = publicOrigin;
    }

    /** Who sends a body; asked before it is read, so that nobody without a session sends much. */
    public static Sender sender(String path, Proof proof, Peer peer, House house) {
        var who = Turns.who(Visitor.of(proof, peer, house).caller());
        if (who.isPresent()) return new Sender(Sender.Kind.SIGNED_IN, who);
        return new Sender(open(path, house) ? Sender.Kind.MACHINE : Sender.Kind.ANYBODY, peer.network());
    }

    /** Pages are read, and take forms; nothing else. */
    static Optional<Problem> unfitForPages(Inbound in) {
        if (in.method().equals("GET") || in.method().equals("HEAD")) return Optional.empty();
        if (!in.method().equals("POST")) return Optional.of(Problem.method(in.method(), "GET, HEAD, POST"));
        var type = in.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/form-data")) return Optional.empty();
        return Optional.of(Problem.of(415, "web.media-type", "pages take forms as application/x-www-form-urlencoded or multipart/form-data only"));
    }

    /** Let a posted form in. */
    void admitForm(Inbound in, Visitor visitor) {
        if (in.reads()) return;
        if (visitor.program()) throw TorgException.of(ProblemKind.DENIED, "web.program", "programs send no forms of pages").help("everything a form does can be done below /api");
        if (visitor.csrf().isPresent()) requireToken(visitor.csrf().get(), in.form().getOrDefault("_csrf", List.of("")).getFirst());
        else requireSameSite(in);
    }

    /** Let a call that changes something in. */
    void admitCall(Inbound in, Visitor visitor, House house) {
        if (in.reads()) return;
        if (visitor.program()) admitProgram(in, visitor);
        else if (in.path().equals(SESSION) && in.method().equals("POST")) requireSameSite(in);
        else if (open(in.path(), house)) return;
        else if (visitor.csrf().isEmpty()) throw TorgException.of(ProblemKind.SIGN_IN, "web.sign-in-first", "only callers that signed in may change anything");
        else requireToken(visitor.csrf().get(), in.headers().getOrDefault("x-csrf-token", ""));
    }

    /** No foreign page can make a browser send a program's token. */
    private static void admitProgram(Inbound in, Visitor visitor) {
        if (in.path().equals(SESSION)) throw TorgException.of(ProblemKind.DENIED, "web.program", "a program has no session");
        if (visitor.caller().limits().readOnly()) throw TorgException.of(ProblemKind.DENIED, "web.read-only", "the token is for reading only");
    }

    /** Whether a resource says that callers of this path prove their right in another way. */
    private static boolean open(String path, House house) {
        return path.startsWith(BELOW) && !path.equals(SESSION) && house.takesOpenly(path.substring(BELOW.length()));
    }

    private static void requireToken(String expected, String given) {
        if (MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8))) return;
        throw TorgException.of(ProblemKind.DENIED, "web.csrf", "the request does not carry the token of its session")
                .help("ask GET /api/session for the token and send it as X-CSRF-Token");
    }

    private void requireSameSite(Inbound in) {
        if (!sameSite(in)) throw TorgException.of(ProblemKind.DENIED, "web.cross-site", "the request was sent by a page of another site");
    }

    /** Browsers say where a request comes from in one of two headers; what says nothing is no browser, and holds nobody's session. */
    private boolean sameSite(Inbound in) {
        var fetch = in.headers().get("sec-fetch-site");
        if (fetch != null) return fetch.equals("same-origin") || fetch.equals("none");
        var origin = in.headers().get("origin");
        if (origin == null || publicOrigin.filter(origin::equals).isPresent()) return true;
        return origin.equals((in.peer().secure() ? "https://" : "http://") + in.headers().get("host"));
    }
}
