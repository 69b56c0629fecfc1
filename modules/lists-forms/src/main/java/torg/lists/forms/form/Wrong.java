package torg.lists.forms.form;

import java.util.List;
import torg.api.problem.FieldProblem;
import torg.api.problem.TorgException;
import torg.lists.forms.row.Words;

/** Wrong values: their code is the key of a message, which people read in their language and scripts in English. */
final class Wrong {
    private Wrong() {}

    static FieldProblem value(String field, String code, String... arguments) {
        return new FieldProblem(field, code, Words.english().text("forms.problem." + code, (Object[]) arguments), List.of(arguments));
    }

    /** What the store would not write; a problem that no person can mend by typing is thrown again. */
    static List<FieldProblem> of(TorgException problem) {
        return switch (problem.kind()) {
            case INVALID -> problem.fields().isEmpty() ? List.of(value("", "refused")) : problem.fields();
            case STALE -> List.of(value("", "stale"));
            case CONFLICT -> List.of(value("", "exists"));
            case DENIED -> List.of(value("", "denied"));
            default -> throw problem;
        };
    }

    /** In the person's language; a problem that the store found has its own words. */
    static String words(FieldProblem problem, Words words) {
        var key = "forms.problem." + problem.code();
        var text = words.text(key, problem.arguments().toArray());
        return text.equals(key) ? problem.message() : text;
    }
}
