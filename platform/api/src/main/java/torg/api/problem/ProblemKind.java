package torg.api.problem;

/** What sort of problem it is; the borders (HTTP, sync) decide by kind and by nothing else. */
public enum ProblemKind {
    /** The request cannot be understood. */
    MALFORMED(400),
    /** Somebody has to sign in first. */
    SIGN_IN(401),
    /** The caller is known and may not. */
    DENIED(403),
    /** There is no such thing, or none that this caller may know of. */
    NOT_FOUND(404),
    /** It contradicts what is already there. */
    CONFLICT(409),
    /** The row changed since the caller read it. */
    STALE(412),
    /** Larger than the documented bound. */
    TOO_LARGE(413),
    /** Understood, but a value is wrong; see the field problems. */
    INVALID(422),
    /** Too many requests from there. */
    TOO_MANY(429),
    /** A mistake of ours. */
    BUG(500),
    /** A mistake in a setting or document; the customizer mends it. */
    CONFIG(500),
    /** Another system did not answer as it should. */
    UPSTREAM(502),
    /** Not now; the same request may succeed soon. */
    BUSY(503);

    private final int status;

    ProblemKind(int status) {
        this.status = status;
    }

    /** The HTTP status a browser or script is given, 400 to 503. */
    public int status() {
        return status;
    }
}
