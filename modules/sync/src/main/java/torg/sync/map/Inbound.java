package torg.sync.map;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.Evaluation;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Tables;

/** Turns an ERP's record into a row's values, by a map. Remembers rows it looked up; for one page of records and one thread. */
public final class Inbound {
    /** The code of a part whose document is not here. */
    public static final String NO_PARENT = "sync.no-parent";
    private static final int MOST_DIGITS = 40;
    private final Tables tables;
    private final Caller caller;
    private final TableMaps maps;
    private final TableMap map;
    private final Table table;
    private final NaturalKeys naturalKeys;
    private final Map<String, Optional<Object>> looked = new HashMap<>();
    /** Rows that were looked up for records still to come, each for the first of them. */
    private final Map<String, Optional<Row>> expected = new HashMap<>();

    public Inbound(Tables tables, Caller caller, TableMaps maps, TableMap map) {
        this.tables = tables;
        this.caller = caller;
        this.maps = maps;
        this.map = map;
        this.table = tables.schema().table(map.table());
        this.naturalKeys = new NaturalKeys(tables, caller);
    }

    /**
     * Values by column; a column whose field has no value is emptied.
     *
     * @throws TorgException INVALID when a value has no place in the column, or the record's key is another document's here
     */
    public Map<String, Object> values(Map<String, Object> record) {
        var values = mapped(record);
        return settled(values, looksBeside() ? beside(String.valueOf(values.get(table.key()))) : Optional.empty());
    }

    /** Whether it depends on the row of the same key what of a record is written. */
    private boolean looksBeside() {
        return map.pairs().stream().anyMatch(Pair::onlyNew) || map.erpKey().isPresent() || !map.same().isEmpty();
    }

    /** An expected row is good for one record: when there is a second one, the first was written meanwhile. */
    private Optional<Row> beside(String key) {
        var row = expected.remove(key);
        return row == null ? tables.find(caller, map.table(), key, compared()) : row;
    }

    /**
     * Look up together what these records lead to, before each is asked for. What is not found so is looked for when it is its turn, and refused then.
     */
    public void expect(List<Map<String, Object>> records) {
        for (var pair : map.pairs()) {
            if (!pair.in()) continue;
            switch (pair.source()) {
                case Pair.Source.Parent(var field) -> map.partOf().flatMap(maps::named).ifPresent(whole -> {
                    if (!isText(whole)) return;
                    var numbers = records.stream().map(record -> text(record.get(field))).filter(ManyRows::isKey).<Object>map(number -> number).toList();
                    new ManyRows(tables, caller).only(whole.table(), whole.erpKey(tables.schema().table(whole.table())), numbers).forEach((number, key) -> looked.put("parent/" + number, Optional.of(key)));
                });
                case Pair.Source.Field field when field.by().isPresent() -> {
                    var column = table.columns().get(pair.column());
                    naturalKeys.keys(column, field.by().get(), records.stream().flatMap(record -> called(field, record).stream()).collect(Collectors.toSet()))
                            .forEach((called, key) -> looked.put(column.name() + "/" + called, Optional.of(key)));
                }
                default -> { }
            }
        }
    }

    private boolean isText(TableMap whole) {
        var documents = tables.schema().table(whole.table());
        return documents.column(whole.erpKey(documents)).filter(column -> column.type() == ColumnType.TEXT || column.type() == ColumnType.AUTONUMBER).isPresent();
    }

    /** The same, and the rows beside which they will be put, as they are now. */
    public void expectRows(List<Map<String, Object>> records) {
        expect(records);
        var pair = map.column(table.key()).filter(one -> looksBeside() && one.in());
        if (pair.isEmpty()) return;
        var keys = records.stream().flatMap(record -> key(pair.get(), record).stream()).collect(Collectors.toSet());
        var here = new ManyRows(tables, caller).byKey(map.table(), keys, compared());
        keys.forEach(key -> expected.put(key, Optional.ofNullable(here.get(key))));
    }

    /** The key that the record will get, unless more than the record is needed to tell, or it will be refused. */
    private Optional<String> key(Pair pair, Map<String, Object> record) {
        if (pair.source() instanceof Pair.Source.Calculated || pair.source() instanceof Pair.Source.From) return Optional.empty();
        try {
            return Optional.ofNullable(value(pair, record)).map(Object::toString).filter(ManyRows::isKey);
        } catch (TorgException e) {
            if (e.kind() == ProblemKind.BUSY) throw e;
            return Optional.empty();
        }
    }

    /** What the ERP calls the row to which a field leads, unless that will be refused. */
    private static Optional<Object> called(Pair.Source.Field field, Map<String, Object> record) {
        try {
            return Optional.ofNullable(called(field, field.field(), record));
        } catch (TorgException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether this is one of the records that the map takes ({@link TableMap#records}). One of which that cannot be told is, and is refused with its reason; a part of a document that the
     * map of documents does not take is none.
     */
    public boolean isTaken(Map<String, Object> record) {
        if (map.records() instanceof Condition.Everything && !isPartOfSome()) return true;
        try {
            var values = mapped(record);
            return Evaluation.holds(map.records(), path -> Optional.ofNullable(path.contains(".") ? from(path, values) : values.get(path)));
        } catch (TorgException e) {
            // A database that is busy says nothing about the record.
            if (e.kind() == ProblemKind.BUSY) throw e;
            return !(e.code().equals(NO_PARENT) && isPartOfSome());
        }
    }

    /** Whether only some documents are taken of those that these records are parts of. */
    private boolean isPartOfSome() {
        return map.partOf().flatMap(maps::named).filter(whole -> !(whole.records() instanceof Condition.Everything)).isPresent();
    }

    private String[] compared() {
        return Stream.concat(Stream.of(table.key()), Stream.concat(map.erpKey().stream(), map.same().stream())).toArray(String[]::new);
    }

    /** What the record says, whatever is here. */
    public Map<String, Object> mapped(Map<String, Object> record) {
        var values = new HashMap<String, Object>();
        for (var pair : map.pairs()) {
            if (pair.in()) values.put(pair.column(), value(pair, record, values));
        }
        return values;
    }

    /**
     * What the record says of one column that is paired with a field; null when it is empty.
     *
     * @throws TorgException INVALID when the value has no place in the column
     */
    Object value(Pair pair, Map<String, Object> record) {
        return value(pair, record, Map.of());
    }

    /** What of it is to be written, beside the row that has its key here. */
    public Map<String, Object> settled(Map<String, Object> mapped, Optional<Row> row) {
        if (row.isEmpty()) return mapped;
        mustBeTheSame(row.get(), mapped);
        var values = new HashMap<>(mapped);
        map.pairs().stream().filter(Pair::onlyNew).map(Pair::column).forEach(values::remove);
        return values;
    }

    /** Where the portal's key comes from a field that people type in the ERP, a record can carry the key of a row that it has nothing to do with. */
    private void mustBeTheSame(Row row, Map<String, Object> values) {
        var differ = new ArrayList<String>();
        map.erpKey().filter(column -> row.value(column).filter(known -> !same(values.get(column), known)).isPresent()).ifPresent(differ::add);
        map.same().stream().filter(column -> !same(values.get(column), row.value(column).orElse(null))).forEach(differ::add);
        if (!differ.isEmpty())
            throw refused("sync.key-taken", "the key '" + row.key() + "' is that of another row here, for " + String.join(" and ", differ) + " is not the same; correct the reference in the ERP");
    }

    public static boolean same(Object erp, Object portal) {
        if (erp instanceof BigDecimal a && portal instanceof BigDecimal b) return a.compareTo(b) == 0;
        return Objects.equals(erp, portal);
    }

    private Object value(Pair pair, Map<String, Object> record, Map<String, Object> values) {
        var column = table.columns().get(pair.column());
        return switch (pair.source()) {
            case Pair.Source.Field field -> typed(column, field(column, field, record));
            case Pair.Source.Template(var text, var words) -> translated(words, text, Braces.fill(text, name -> text(values.containsKey(name) ? values.get(name) : record.get(name))));
            case Pair.Source.From(var path) -> from(path, values);
            case Pair.Source.Calculated(var formula) -> Evaluation.value(column, formula, name -> Optional.ofNullable(values.get(name))).orElse(null);
            case Pair.Source.Parent(var field) -> parent(text(record.get(field)));
        };
    }

    private Object field(Column column, Pair.Source.Field field, Map<String, Object> record) {
        var called = called(field, field.field(), record);
        if (called == null) return null;
        return field.by().map(by -> looked.computeIfAbsent(column.name() + "/" + called, _ -> Optional.of(naturalKeys.key(column, by, called))).get()).orElse(called);
    }

    private static Object called(Pair.Source.Field field, String name, Map<String, Object> record) {
        var value = record.get(name);
        if (value == null && field.otherwise().isPresent()) value = record.get(field.otherwise().get());
        return value == null ? null : translated(field.values(), name, value);
    }

    private static Object translated(Translation words, String source, Object value) {
        if (words.isEmpty()) return value;
        return words.here(value.toString()).orElseThrow(() -> refused("sync.unmapped-value", "field '" + source + "' has the value '" + value + "', which the map does not translate"));
    }

    private Object from(String path, Map<String, Object> values) {
        var point = path.indexOf('.');
        var lookup = path.substring(0, point);
        var key = values.get(lookup);
        var target = table.column(lookup).flatMap(Column::target);
        if (key == null || target.isEmpty()) return null;
        var rest = path.substring(point + 1);
        return looked.computeIfAbsent(target.get() + "/" + key + "/" + rest,
                _ -> tables.find(caller, target.get(), key.toString(), rest).flatMap(row -> row.value(rest))).orElse(null);
    }

    private Object parent(String erpKey) {
        var whole = map.partOf().flatMap(maps::named).orElseThrow(() -> refused("sync.no-whole", "map '" + map.name() + "' is part of no other map"));
        var column = whole.erpKey().orElse(tables.schema().table(whole.table()).key());
        return looked.computeIfAbsent("parent/" + erpKey, _ -> {
            var found = tables.query(caller, Query.of(whole.table()).where(Condition.eq(column, erpKey)).top(1)).rows();
            return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst().key());
        }).orElseThrow(() -> refused(NO_PARENT, "the document '" + erpKey + "' this is a part of is not here"));
    }

    /**
     * The plain value as the column's Java type has it.
     *
     * @throws TorgException INVALID when it has no place there
     */
    static Object typed(Column column, Object value) {
        if (value == null) return column.defaultValue().orElse(null);
        try {
            return parsed(column, value);
        } catch (ArithmeticException | IllegalArgumentException | DateTimeParseException e) {
            throw refused("sync.wrong-value", "column '" + column.name() + "' cannot take the value '" + value + "'; it is of type " + column.type().name().toLowerCase(Locale.ROOT)).causedBy(e);
        }
    }

    private static Object parsed(Column column, Object value) {
        return switch (column.type()) {
            case TEXT, LONG_TEXT, CHOICE, LOOKUP, AUTONUMBER -> value.toString();
            case INTEGER -> number(value).longValueExact();
            case DECIMAL, MONEY -> number(value).setScale(column.scale(), RoundingMode.HALF_UP);
            case DATE -> value instanceof Instant moment ? moment.atZone(ZoneOffset.UTC).toLocalDate() : LocalDate.parse(value.toString());
            // Noon, so that no time zone moves it to another day.
            case DATE_TIME -> value instanceof LocalDate day ? day.atTime(12, 0).toInstant(ZoneOffset.UTC) : value instanceof Instant ? value : Instant.parse(value.toString());
            case BOOLEAN -> value instanceof Boolean ? value : truth(value.toString());
            case FILE -> throw new IllegalArgumentException("no file is mapped");
        };
    }

    private static BigDecimal number(Object value) {
        var number = new BigDecimal(value.toString());
        if (number.signum() == 0) return BigDecimal.ZERO;
        // A few characters can stand for a number with more digits than there is memory, before the point or behind it.
        if (Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS) throw new ArithmeticException("it has too many digits");
        return number;
    }

    /** An ERP has many words for it; which of them means what is for the map to say. */
    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static TorgException refused(String code, String message) {
        return TorgException.of(ProblemKind.INVALID, code, message);
    }
}
