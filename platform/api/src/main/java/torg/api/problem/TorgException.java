package torg.api.problem;

import java.util.List;
import java.util.Objects;

/**
 * The one exception of the house. Expected outcomes are values; this is for what the code at hand cannot mend.
 *
 * <p>The message is one sentence in portal words: it names the thing, says what is wrong with it, and holds no secret, no personal data
 * and no type name. The help starts with a verb.
 */
public final class TorgException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ProblemKind kind;
    private final String code;
    private final String help;
    private final transient List<FieldProblem> fields;

    private TorgException(ProblemKind kind, String code, String message, String help, List<FieldProblem> fields, Throwable cause) {
        super(Objects.requireNonNull(message, "message is null"), cause);
        this.kind = Objects.requireNonNull(kind, "kind is null");
        this.code = Objects.requireNonNull(code, "code is null");
        this.help = help;
        this.fields = List.copyOf(fields);
    }

    /** A problem with a stable code ({@code room.kebab-case}) and one sentence. */
    public static TorgException of(ProblemKind kind, String code, String message) {
        return new TorgException(kind, code, message, "", List.of(), null);
    }

    /** Values that do not hold, of kind {@link ProblemKind#INVALID}; the caller is shown each beside its field. */
    public static TorgException invalid(String code, String message, List<FieldProblem> fields) {
        return new TorgException(ProblemKind.INVALID, code, message, "", fields, null);
    }

    /** The same problem with a remedy that starts with a verb. */
    public TorgException help(String remedy) {
        return new TorgException(kind, code, getMessage(), remedy, fields, getCause());
    }

    /** The same problem, said beside the values that it is about. */
    public TorgException beside(List<FieldProblem> values) {
        return new TorgException(kind, code, getMessage(), help, values, getCause());
    }

    /** The same problem, keeping what caused it for the log. */
    public TorgException causedBy(Throwable cause) {
        return new TorgException(kind, code, getMessage(), help, fields, cause);
    }

    /** Decides status, log level and retry. */
    public ProblemKind kind() {
        return kind;
    }

    /** Stable, {@code room.kebab-case}. */
    public String code() {
        return code;
    }

    /** The remedy, or the empty string. */
    public String help() {
        return help;
    }

    /** Immutable; empty when no value is at fault. */
    public List<FieldProblem> fields() {
        return fields == null ? List.of() : fields;
    }
}
