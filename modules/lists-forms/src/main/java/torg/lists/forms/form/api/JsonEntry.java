package torg.lists.forms.form.api;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.problem.FieldProblem;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.entry.Entry;
import torg.lists.forms.form.entry.Wrong;
import torg.lists.forms.form.visit.Visit;

/** Reads JSON strictly: a number is a number, a text is a text, and a name that the form does not know is wrong. For one request. */
final class JsonEntry {
    private static final int MOST_DIGITS = 30;
    private final Visit visit;
    private final List<FieldProblem> problems = new ArrayList<>();

    JsonEntry(Visit visit) {
        this.visit = visit;
    }

    List<FieldProblem> problems() {
        return List.copyOf(problems);
    }

    Entry read(Map<String, Object> body) {
        var form = visit.form();
        var head = new LinkedHashMap<>(body);
        var items = form.lines().map(lines -> items(lines, head.remove(lines.name()))).orElse(List.of());
        return new Entry(values(visit.head(), head, ""), items);
    }

    private List<Entry.Item> items(FormView.Lines lines, Object given) {
        if (given == null) return List.of();
        if (!(given instanceof List<?> list)) {
            problems.add(Wrong.value(lines.name(), "not-a-list"));
            return List.of();
        }
        if (list.size() > lines.most()) {
            problems.add(Wrong.value(lines.name(), "too-many", "" + lines.most()));
            return List.of();
        }
        var fields = visit.fields(lines.group());
        var items = new ArrayList<Entry.Item>();
        for (var i = 0; i < list.size(); i++) {
            var name = lines.name() + "." + i;
            if (list.get(i) instanceof Map<?, ?> line) items.add(new Entry.Item(i + 1, values(fields, line, name + ".")));
            else {
                problems.add(Wrong.value(name, "not-an-object"));
                items.add(new Entry.Item(i + 1, Map.of()));
            }
        }
        return items;
    }

    private Map<String, String> values(List<Field> fields, Map<?, ?> given, String prefix) {
        var values = new LinkedHashMap<String, String>();
        given.forEach((key, value) -> {
            var name = key.toString();
            var field = fields.stream().filter(one -> one.name().equals(name) && !one.readOnly()).findFirst();
            if (field.isEmpty()) problems.add(Wrong.value(prefix + name, "unknown-field"));
            else if (value == null) values.put(name, "");
            else {
                text(field.get(), value).ifPresentOrElse(text -> values.put(name, text),
                        () -> problems.add(Wrong.value(prefix + name, expected(field.get()))));
            }
        });
        return values;
    }

    private static Optional<String> text(Field field, Object value) {
        return switch (field.column().type()) {
            case TEXT, LONG_TEXT, LOOKUP, AUTONUMBER, CHOICE, DATE, DATE_TIME -> value instanceof String text ? Optional.of(text) : Optional.empty();
            case BOOLEAN -> value instanceof Boolean flag ? Optional.of(flag.toString()) : Optional.empty();
            case FILE -> Optional.empty();
            case INTEGER, DECIMAL, MONEY -> number(value).map(BigDecimal::toPlainString);
        };
    }

    /** A few characters of JSON can be a number of a million digits; nobody orders that many. */
    private static Optional<BigDecimal> number(Object value) {
        var number = switch (value) {
            case Integer whole -> BigDecimal.valueOf(whole);
            case Long whole -> BigDecimal.valueOf(whole);
            case BigInteger whole -> new BigDecimal(whole);
            case BigDecimal decimal -> decimal;
            default -> null;
        };
        return Optional.ofNullable(number).filter(one -> one.precision() <= MOST_DIGITS && Math.abs(one.scale()) <= MOST_DIGITS);
    }

    private static String expected(Field field) {
        return switch (field.column().type()) {
            case TEXT, LONG_TEXT, LOOKUP, AUTONUMBER -> "not-a-text";
            case CHOICE -> "not-a-choice";
            case DATE, DATE_TIME -> "not-a-date";
            case BOOLEAN -> "not-a-flag";
            case FILE -> "file-elsewhere";
            case INTEGER, DECIMAL, MONEY -> "not-a-number";
        };
    }
}
