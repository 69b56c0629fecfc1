package torg.lists.forms.form.entry;

import java.time.LocalDate;
import java.util.List;
import torg.api.problem.FieldProblem;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.row.Formats;
import torg.lists.forms.row.Literal;
import torg.lists.forms.row.Words;

/** Wrong values: their code is the key of a message, which people read in their language and scripts in English. */
public final class Wrong {
    private static final Column DAY = Column.of("day", ColumnType.DATE);

    private Wrong() {}

    public static FieldProblem value(String field, String code, String... arguments) {
        return new FieldProblem(field, code, Words.english().text("forms.problem." + code, (Object[]) arguments), List.of(arguments));
    }

    /** What the store would not write; a problem that no person can mend by typing is thrown again. */
    public static List<FieldProblem> of(TorgException problem) {
        return switch (problem.kind()) {
            case INVALID -> problem.fields().isEmpty() ? List.of(value("", "refused")) : problem.fields();
            case STALE -> List.of(value("", "stale"));
            case CONFLICT -> problem.fields().isEmpty() ? List.of(value("", "exists")) : problem.fields();
            case DENIED -> List.of(value("", "denied"));
            default -> throw problem;
        };
    }

    /** All but those of fields that nobody has been shown yet. */
    public static List<FieldProblem> without(List<FieldProblem> problems, List<Field> unseen) {
        return problems.stream().filter(problem -> unseen.stream().noneMatch(field -> field.name().equals(problem.field()))).toList();
    }

    /** In the person's language; a problem that the store found has its own words. */
    public static String words(FieldProblem problem, Formats formats) {
        var key = "forms.problem." + problem.code();
        var text = formats.words().text(key, problem.arguments().stream().map(argument -> said(problem.code(), argument, formats)).toArray());
        return text.equals(key) ? problem.message() : text;
    }

    /** Bounds as people read them; scripts get them plain. */
    private static String said(String code, String argument, Formats formats) {
        return switch (code) {
            case "too-small", "not-above", "too-large" -> Literal.decimal(argument).map(formats::number).orElse(argument);
            case "file-too-large" -> formats.size(Long.parseLong(argument));
            case "too-early", "too-late" -> Literal.read(DAY, argument).map(LocalDate.class::cast).map(formats::date).orElse(argument);
            default -> argument;
        };
    }
}
