package torg.web.door;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * Why a request is answered with an error, before it is known whether a person or a script reads it.
 *
 * @param status 400 to 599
 * @param code stable, {@code room.kebab-case}
 * @param message one sentence, fit for the caller's eyes
 * @param help what to do, or empty
 * @param fields wrong values, each beside its field
 * @param headers that belong to the answer, such as {@code Allow}
 */
public record Problem(int status, String code, String message, String help, List<FieldProblem> fields, Map<String, String> headers) implements Entry {
    /** What callers are told about mistakes of ours: nothing but that they happened. */
    private static final String OURS = "something went wrong on our side; the request's number is in the log";

    public static Problem of(int status, String code, String message) {
        return new Problem(status, code, message, "", List.of(), Map.of());
    }

    /** The problem this exception is; what is inside the house stays there. */
    public static Problem of(Throwable fault) {
        if (!(fault instanceof TorgException problem)) return of(500, "web.failed", OURS);
        return switch (problem.kind()) {
            case BUG, CONFIG -> of(500, problem.code(), OURS);
            case BUSY, UPSTREAM -> described(problem, Map.of("Retry-After", "5"));
            case SIGN_IN -> described(problem, Map.of("WWW-Authenticate", "Bearer"));
            case TOO_MANY -> described(problem, Map.of("Retry-After", "1"));
            case MALFORMED, DENIED, NOT_FOUND, CONFLICT, STALE, TOO_LARGE, INVALID -> described(problem, Map.of());
        };
    }

    /** The same with more headers. */
    public Problem with(Map<String, String> more) {
        var all = new HashMap<>(headers);
        all.putAll(more);
        return new Problem(status, code, message, help, fields, Map.copyOf(all));
    }

    /** The method is not served here; these are. */
    public static Problem method(String method, String allowed) {
        return new Problem(405, "web.method", "the method '" + method + "' is not served here", "use one of " + allowed, List.of(),
                Map.of("Allow", allowed));
    }

    public static TorgException malformed(String code, String message) {
        return TorgException.of(ProblemKind.MALFORMED, code, message);
    }

    private static Problem described(TorgException problem, Map<String, String> headers) {
        return new Problem(problem.kind().status(), problem.code(), problem.getMessage(), problem.help(), problem.fields(), headers);
    }
}
