package torg.lists.forms.form.entry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import torg.api.problem.FieldProblem;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Row;
import torg.api.text.Characters;
import torg.api.text.Text;
import torg.lists.forms.form.Expr;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.FormView.Group;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.visit.Offer;
import torg.lists.forms.form.visit.Scope;
import torg.lists.forms.form.visit.Visit;
import torg.lists.forms.row.Literal;

/** Turns what was given into values, or says beside each field what is wrong. Nothing is written here. For one request. */
public final class Check {
    // beyond them are years people do not mean; every database and every ERP has its own idea of them
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2999, 12, 31);
    /** Of a text of many lines whose column says nothing of its length: what people type, and not all that a table holds. */
    private static final int USUAL_TEXT = 10_000;
    /** Whatever a column says: a page that shows it is painted within a bound. */
    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_OTHER = 64;

    private final Visit visit;
    private final List<FieldProblem> problems = new ArrayList<>();
    private final List<String> unasked = new ArrayList<>();

    public Check(Visit visit) {
        this.visit = visit;
    }

    public List<FieldProblem> problems() {
        return List.copyOf(problems);
    }

    /** What was given although nothing asked for it; it counts as not given. Names as those of problems. */
    public List<String> unasked() {
        return List.copyOf(unasked);
    }

    /** The whole form. */
    public Scope whole(Entry entry) {
        var form = visit.form();
        var scope = new Scope(visit);
        var holds = fields(visit.head(), entry.values(), scope, "");
        form.lines().filter(lines -> !scope.holds(lines.when()) && !entry.items().isEmpty()).ifPresent(lines -> unasked.add(lines.name()));
        form.lines().filter(lines -> scope.holds(lines.when())).ifPresent(lines -> {
            count(lines, entry.items().size());
            for (var i = 0; i < Math.min(entry.items().size(), lines.most()); i++) {
                var line = scope.line();
                line(lines.group(), entry.items().get(i).values(), line, lines.name() + "." + i + ".", holds);
            }
        });
        if (problems.isEmpty()) set(form.head(), scope, entry.values(), "");
        if (problems.isEmpty()) refuse(form.head(), scope, "");
        return scope;
    }

    /**
     * A row that is there, with new values for some fields. What was not touched is not complained of, unless it is asked for only now; what is no longer asked for stays
     * in the row as it is.
     */
    public Edited edited(Row row, List<Field> touched, Map<String, String> given) {
        var head = visit.form().head();
        var offered = visit.fields(head);
        var before = new Scope(visit);
        head.fields().forEach(field -> row.value(field.name()).ifPresent(value -> before.put(field.name(), value)));
        Predicate<Field> isKept = field -> field.readOnly() || !touched.contains(field) && (before.holds(field.when()) || !offered.contains(field));
        var all = Typed.kept(row, head.fields());
        all.putAll(given);
        var scope = new Scope(visit);
        if (fields(head.fields(), field -> isKept.test(field) ? before.get(field.name()) : Optional.empty(), isKept, all, scope, "")) {
            set(head, scope, given, "");
            refuse(head, scope, "");
        }
        unasked.retainAll(given.keySet());
        return new Edited(scope, head.fields().stream().filter(field -> !isKept.test(field) && scope.holds(field.when())).toList());
    }

    /** @param fields those that are to be written */
    public record Edited(Scope scope, List<Field> fields) {}

    /** Some of the fields, as one page of the form has them. */
    public Scope some(List<Field> fields, Map<String, String> given) {
        var scope = new Scope(visit);
        fields(fields, given, scope, "");
        return scope;
    }

    /** One line by itself, below what is known of its row. */
    public Scope line(Scope head, Group group, Map<String, String> given) {
        var line = head.line();
        line(group, given, line, "", true);
        return line;
    }

    private void line(Group group, Map<String, String> given, Scope line, String prefix, boolean headHolds) {
        var holds = fields(visit.fields(group), given, line, prefix);
        if (!holds || !headHolds) return;
        set(group, line, given, prefix);
        refuse(group, line, prefix);
    }

    /** Too few or too many lines. */
    public void count(FormView.Lines lines, int count) {
        if (count < lines.least()) problems.add(Wrong.value(lines.name(), "too-few", "" + lines.least()));
        if (count > lines.most()) problems.add(Wrong.value(lines.name(), "too-many", "" + lines.most()));
    }

    private boolean fields(List<Field> all, Map<String, String> given, Scope scope, String prefix) {
        return fields(all, _ -> Optional.empty(), _ -> false, given, scope, prefix);
    }

    /**
     * Whether all of them hold. What has a condition is looked at in the order of the form, when everything that its condition may name has its value.
     *
     * @param kept the value of a field that stays as it is
     */
    private boolean fields(List<Field> all, Function<Field, Optional<Object>> kept, Predicate<Field> isKept, Map<String, String> given, Scope scope, String prefix) {
        var before = problems.size();
        Set<Field> wrong = new HashSet<>();
        Consumer<Field> read = field -> {
            if (isKept.test(field)) kept.apply(field).ifPresent(value -> scope.put(field.name(), value));
            else if (field.isFile()) file(field, scope);
            else typed(field, given, scope, wrong);
        };
        all.stream().filter(field -> field.when().isEmpty()).forEach(read);
        var asked = new ArrayList<Field>();
        for (var field : all) {
            if (!scope.holds(field.when())) {
                if (!Characters.isBlank(given.getOrDefault(field.name(), ""))) unasked.add(prefix + field.name());
                continue;
            }
            if (!field.when().isEmpty()) read.accept(field);
            if (isKept.test(field) || field.isFile()) continue;
            asked.add(field);
            if (!wrong.contains(field) && scope.get(field.name()).isEmpty()) absent(field, scope, prefix);
        }
        for (var field : asked) {
            if (wrong.contains(field)) problems.add(Wrong.value(prefix + field.name(), notA(field, scope)));
            else scope.get(field.name()).flatMap(value -> bound(field, value, scope, prefix)).ifPresent(problems::add);
        }
        return problems.size() == before;
    }

    private static void typed(Field field, Map<String, String> given, Scope scope, Set<Field> wrong) {
        var text = given.getOrDefault(field.name(), "").strip();
        if (Characters.isBlank(text)) return;
        Literal.read(field.column(), text).ifPresentOrElse(value -> scope.put(field.name(), value), () -> wrong.add(field));
    }

    private void absent(Field field, Scope scope, String prefix) {
        if (field.required()) problems.add(Wrong.value(prefix + field.name(), "required"));
        else field.preset().flatMap(preset -> scope.work(preset, field.column(), field.options())).ifPresent(value -> scope.put(field.name(), value));
    }

    /** A file is not typed: it came with the form, or there is none. */
    private void file(Field field, Scope scope) {
        var upload = visit.request().file(field.name());
        if (upload.isPresent()) field.column().file().orElseThrow().check(upload.get(), field.name(), problems::add).ifPresent(_ -> scope.put(field.name(), upload.get()));
        else if (field.required()) problems.add(Wrong.value(field.name(), "file-required"));
    }

    /** Only once all that was typed holds: what it names may not be there otherwise. */
    private void set(Group group, Scope scope, Map<String, String> given, String prefix) {
        group.set().forEach((column, worked) -> scope.work(worked.how(), column).ifPresentOrElse(value -> scope.put(column.name(), value),
                () -> missing(worked.missing(), given, prefix).ifPresent(problems::add)));
    }

    /** What is fine by itself may not be together. */
    private void refuse(Group group, Scope scope, String prefix) {
        group.refusals().stream().filter(refusal -> scope.holds(List.of(refusal.when()))).forEach(refusal -> problems.add(new FieldProblem(prefix + refusal.field(), "refused-together", refusal.says().in(visit.request().locale()), List.of())));
    }

    /** Said where a person can mend it: beside what was filled in, not beside what stood there by itself. */
    private Optional<FieldProblem> missing(SequencedMap<String, Text> words, Map<String, String> given, String prefix) {
        if (words.isEmpty()) return Optional.empty();
        var field = words.keySet().stream().filter(name -> !Characters.isBlank(given.getOrDefault(name, ""))).findFirst().orElseGet(() -> words.lastEntry().getKey());
        return Optional.of(new FieldProblem(prefix + field, "nothing-found", words.get(field).in(visit.request().locale()), List.of()));
    }

    private Optional<FieldProblem> bound(Field field, Object value, Scope scope, String prefix) {
        var name = prefix + field.name();
        return switch (value) {
            case BigDecimal number -> number(field, number, scope, name);
            case Long number -> number(field, BigDecimal.valueOf(number), scope, name);
            case LocalDate date -> date(field, date, scope, name);
            case String text when field.column().type() == ColumnType.LOOKUP -> lookup(field, text, name);
            case String text when !field.choices().isEmpty() -> field.choices().stream().anyMatch(choice -> choice.value().equals(text))
                    ? Optional.empty() : Optional.of(Wrong.value(name, "not-a-choice"));
            case String text -> text(field, text, name);
            default -> Optional.empty();
        };
    }

    private Optional<FieldProblem> lookup(Field field, String key, String name) {
        if (new Offer(visit, field.options().orElseThrow()).row(key).isEmpty()) return Optional.of(Wrong.value(name, "not-offered"));
        if (!visit.saysForWhom(field) || visit.lacks().isEmpty()) return Optional.empty();
        return Optional.of(Wrong.value(name, "contact-lacks", Visit.labels(visit.lacks(), visit.request().locale())));
    }

    private Optional<FieldProblem> number(Field field, BigDecimal value, Scope scope, String name) {
        var decimals = decimals(field, scope);
        if (Math.max(0, value.stripTrailingZeros().scale()) > decimals) {
            return Optional.of(Wrong.value(name, decimals == 0 ? "no-decimals" : "decimals", "" + decimals));
        }
        if (value.precision() - value.scale() > 18) return Optional.of(Wrong.value(name, "too-large", "1" + "0".repeat(18)));
        var least = limit(field.min(), field.column(), scope).map(Check::decimal).filter(bound -> value.compareTo(bound) < 0);
        if (least.isPresent()) return Optional.of(Wrong.value(name, "too-small", least.get().stripTrailingZeros().toPlainString()));
        var above = limit(field.above(), field.column(), scope).map(Check::decimal).filter(bound -> value.compareTo(bound) <= 0);
        if (above.isPresent()) return Optional.of(Wrong.value(name, "not-above", above.get().stripTrailingZeros().toPlainString()));
        return limit(field.max(), field.column(), scope).map(Check::decimal).filter(bound -> value.compareTo(bound) > 0)
                .map(bound -> Wrong.value(name, "too-large", bound.stripTrailingZeros().toPlainString()));
    }

    private Optional<FieldProblem> date(Field field, LocalDate value, Scope scope, String name) {
        if (value.getYear() < 0 || value.getYear() > 9999) return Optional.of(Wrong.value(name, "not-a-date"));
        var least = limit(field.min(), field.column(), scope).map(LocalDate.class::cast).filter(value::isBefore);
        if (least.isPresent()) return Optional.of(Wrong.value(name, "too-early", least.get().toString()));
        var most = limit(field.max(), field.column(), scope).map(LocalDate.class::cast).filter(value::isAfter);
        if (most.isPresent()) return Optional.of(Wrong.value(name, "too-late", most.get().toString()));
        if (value.isBefore(FIRST_DAY)) return Optional.of(Wrong.value(name, "too-early", FIRST_DAY.toString()));
        return value.isAfter(LAST_DAY) ? Optional.of(Wrong.value(name, "too-late", LAST_DAY.toString())) : Optional.empty();
    }

    private Optional<FieldProblem> text(Field field, String text, String name) {
        var column = field.column();
        if (Characters.unfit(text, column.type() == ColumnType.LONG_TEXT)) return Optional.of(Wrong.value(name, "characters"));
        var most = longest(column);
        if (text.length() > most) return Optional.of(Wrong.value(name, "too-long", "" + most));
        return field.shape().filter(shape -> !shape.fits(text)).map(shape -> new FieldProblem(name, "not-as-wanted", shape.says().in(visit.request().locale()), List.of()));
    }

    /** Most characters a field of this column takes. */
    public static int longest(Column column) {
        return switch (column.type()) {
            case TEXT, AUTONUMBER, CHOICE -> column.length();
            case LONG_TEXT -> column.length() > 0 ? Math.min(column.length(), LONGEST_TEXT) : USUAL_TEXT;
            case LOOKUP, INTEGER, DECIMAL, MONEY, BOOLEAN, DATE, DATE_TIME, FILE -> LONGEST_OTHER;
        };
    }

    private static Optional<Object> limit(Optional<Expr> expression, Column column, Scope scope) {
        return expression.flatMap(limit -> scope.work(limit, column));
    }

    private static BigDecimal decimal(Object value) {
        return value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
    }

    /** Most digits after the point. */
    private int decimals(Field field, Scope scope) {
        var scale = field.column().scale();
        return limit(field.decimals(), Column.of("decimals", ColumnType.INTEGER), scope).map(digits -> (int) Math.min((Long) digits, scale)).orElse(scale);
    }

    private String notA(Field field, Scope scope) {
        return switch (field.column().type()) {
            case DATE, DATE_TIME -> "not-a-date";
            case INTEGER -> "not-a-whole-number";
            case DECIMAL, MONEY -> decimals(field, scope) == 0 ? "not-a-whole-number" : "not-a-number";
            case CHOICE, BOOLEAN -> "not-a-choice";
            case TEXT, LONG_TEXT, LOOKUP, AUTONUMBER, FILE -> "not-a-text";
        };
    }
}
