package torg.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import torg.api.file.Bytes;
import torg.api.file.StoredFile;
import torg.api.file.Upload;
import torg.api.problem.FieldProblem;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Formula;
import torg.api.table.Table;
import torg.testkit.World.Kept;

/** Whether a row's values are what its table says, and the row with those values. */
final class Cells {
    private static final Pattern NAMES = Pattern.compile("\\{([^{}]+)}");
    private static final int LONGEST_TEXT = 1_000_000;
    private final Table table;
    private final UnaryOperator<String> field;
    private final Map<String, Object> cells = new TreeMap<>();
    private final List<FieldProblem> wrong = new ArrayList<>();
    private final BiConsumer<StoredFile, Bytes> files;

    /**
     * Cells of a row.
     *
     * @param field what a problem of a column is called
     * @param files takes the files that are given
     */
    Cells(Table table, Map<String, Object> before, UnaryOperator<String> field, BiConsumer<StoredFile, Bytes> files) {
        this.files = files;
        this.table = table;
        this.field = field;
        cells.putAll(before);
    }

    /** Put these values over those that are there; null or an empty text empties a cell. */
    Cells with(Map<String, Object> values) {
        values.forEach((name, value) -> {
            var column = table.columns().get(name);
            if (column == null) wrong.add(new FieldProblem(name, "unknown-column", "there is no such column"));
            else if (value == null || value.equals("")) cells.remove(name);
            else if (value instanceof Upload upload && column.type() == ColumnType.FILE) column.file().orElseThrow().check(upload, name, wrong::add).ifPresent(file -> file(name, file, upload));
            else problem(column, value).ifPresentOrElse(wrong::add, () -> cells.put(name, normal(column, value)));
        });
        for (var column : table.columns().values()) if (column.formula().orElse(null) instanceof Formula.Pointed(var lookups)) oneTarget(lookups, values);
        return this;
    }

    private void file(String name, StoredFile file, Upload upload) {
        try (var in = upload.bytes().open()) {
            files.accept(file, Bytes.of(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cells.put(name, file);
    }

    /** Who points to one row points to no other any more. */
    private void oneTarget(List<Column> lookups, Map<String, Object> values) {
        var set = lookups.stream().map(Column::name).filter(name -> values.get(name) != null && !values.get(name).equals("")).toList();
        if (set.size() == 1) lookups.stream().map(Column::name).filter(name -> !set.contains(name)).forEach(cells::remove);
        set.stream().skip(1).forEach(name -> wrong.add(new FieldProblem(name, "second-target", "only one of " + String.join(", ", set) + " may have a value")));
    }

    Cells withDefaults() {
        for (var column : table.columns().values()) column.defaultValue().ifPresent(value -> cells.putIfAbsent(column.name(), value));
        return this;
    }

    /** Autonumbers that were not given, the key's first: the others may name it. */
    Cells numbered(long number) {
        var key = table.columns().get(table.key());
        Stream.concat(Stream.of(key), table.columns().values().stream()).filter(column -> column.type() == ColumnType.AUTONUMBER)
                .forEach(column -> cells.computeIfAbsent(column.name(), _ -> format(column.numberFormat().orElse("000000"), number)));
        return this;
    }

    /** The row, or a complaint about every value that does not hold. */
    Kept row(long version) {
        for (var column : table.columns().values()) {
            var empty = column.formula().map(formula -> formula.uses().stream().noneMatch(cells::containsKey)).orElse(!cells.containsKey(column.name()));
            var missing = empty && wrong.stream().noneMatch(problem -> problem.field().equals(column.name()));
            if (missing && (column.required() || column.name().equals(table.key()))) {
                wrong.add(new FieldProblem(column.name(), "required", "a value is needed here"));
            }
        }
        if (!wrong.isEmpty()) throw TorgException.invalid("table.invalid-values", "some values do not fit their columns", wrong.stream().map(this::named).toList());
        return new Kept((String) cells.get(table.key()), version, cells);
    }

    private FieldProblem named(FieldProblem problem) {
        return new FieldProblem(field.apply(problem.field()), problem.code(), problem.message(), problem.arguments());
    }

    private static Optional<FieldProblem> problem(Column column, Object value) {
        if (!column.type().javaType().isInstance(value) || column.type() == ColumnType.FILE) return Optional.of(new FieldProblem(column.name(), "wrong-type", "this is no such value"));
        var most = column.type() == ColumnType.LONG_TEXT && column.length() == 0 ? LONGEST_TEXT : column.length();
        if (most > 0 && value instanceof String text && text.length() > most) {
            return Optional.of(new FieldProblem(column.name(), "too-long", "at most " + most + " characters", List.of("" + most)));
        }
        if (column.type() == ColumnType.CHOICE && column.choice((String) value).isEmpty()) {
            return Optional.of(new FieldProblem(column.name(), "unknown-choice", "this is none of the choices"));
        }
        return Optional.empty();
    }

    private static Object normal(Column column, Object value) {
        return switch (value) {
            case BigDecimal number -> number.setScale(column.scale(), RoundingMode.HALF_UP);
            case Instant instant -> instant.truncatedTo(ChronoUnit.MICROS);
            default -> value;
        };
    }

    /** Either one run of zeros for the number, or names of columns in braces, of which the first with a value counts. */
    private String format(String format, long number) {
        if (format.contains("{")) return NAMES.matcher(format).replaceAll(names -> Matcher.quoteReplacement(firstValue(names.group(1))));
        var first = format.indexOf('0');
        var last = format.lastIndexOf('0');
        return format.substring(0, first) + String.format(Locale.ROOT, "%0" + (last - first + 1) + "d", number) + format.substring(last + 1);
    }

    private String firstValue(String names) {
        return Arrays.stream(names.split("\\|")).map(cells::get).filter(Objects::nonNull).map(Object::toString).findFirst().orElse("");
    }
}
