package torg.api.problem;

import java.util.List;

/**
 * A wrong value, to be shown beside its field.
 *
 * @param field the field's name as the form or document writes it; lines are {@code lines.2.quantity}
 * @param code stable and translatable, such as {@code required}; kebab-case
 * @param message one English sentence without personal data, used where no translation of the code exists
 * @param arguments values for a translated message's {@code {0}}, {@code {1}}, already formatted
 */
public record FieldProblem(String field, String code, String message, List<String> arguments) {
    public FieldProblem {
        arguments = List.copyOf(arguments);
    }

    /** A problem whose message has no places for values. */
    public FieldProblem(String field, String code, String message) {
        this(field, code, message, List.of());
    }
}
