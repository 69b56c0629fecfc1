package torg.store.schema;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import torg.api.file.FileRule;
import torg.api.file.MediaType;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.table.Choice;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Formula;
import torg.api.text.Text;
import torg.store.database.Bounds;
import torg.store.database.Cells;
import torg.store.database.Names;

/** Reads the description of one column. */
final class ColumnReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");
    private static final int LONGEST = 4_000;
    private static final int USUAL = 200;
    private static final int LONGEST_CHOICE = 64;
    /** The name of a table, a slash, a key. */
    private static final int POINTED = 40 + 1 + Cells.KEY_LENGTH;
    private static final long USUAL_SIZE = 5L * 1024 * 1024;
    private static final Map<String, ColumnType> TYPES = new LinkedHashMap<>();

    static {
        for (var type : ColumnType.values()) TYPES.put(type.name().toLowerCase(java.util.Locale.ROOT).replace("_", ""), type);
    }

    private final String name;
    private final boolean key;
    private final Reader reader;
    private final Problems problems;
    private Optional<String> formula = Optional.empty();
    /** The tables of a lookup that names them in a list. */
    private List<String> targets = List.of();

    ColumnReader(String name, boolean key, Reader reader, Problems problems) {
        this.name = name;
        this.key = key;
        this.reader = reader;
        this.problems = problems;
    }

    /** The column, and after a polymorphic lookup those it is kept in, one for each target; none when its type is unknown. */
    List<Column> columns() {
        var column = column();
        if (column.isEmpty() || targets.size() < 2) return column.stream().toList();
        var lookups = targets.stream().distinct().map(target -> Column.lookup(name + "_" + target, target).inGroup(name)).map(lookup -> new Column(lookup.name(), lookup.type(), column.get().label(),
                false, lookup.length(), 0, lookup.target(), false, List.of(), Optional.empty(), Optional.empty(), false, false, Optional.empty(), Optional.empty(), lookup.group(), Optional.empty())).toList();
        var all = new ArrayList<Column>(List.of(column.get().calculated(new Formula.Pointed(lookups))));
        all.addAll(lookups);
        return all;
    }

    /** Where the formula of a calculated column stands, and what it says; to be read when all columns of the table are known. */
    Optional<String> formula() {
        return formula;
    }

    Reader reader() {
        return reader;
    }

    private Optional<Column> column() {
        checkName("column", name, reader, problems);
        var word = reader.required("type");
        var type = TYPES.get(word);
        if (type == null) {
            if (!word.isEmpty()) unknownType(word);
            return Optional.empty();
        }
        var scale = type == ColumnType.DECIMAL || type == ColumnType.MONEY ? reader.number("scale", 2, 0, 10) : 0;
        var choices = choices();
        formula = reader.text("formula");
        if (reader.node("to").orElse(null) instanceof Node.Sequence) targets = reader.texts("to");
        var polymorphic = targets.size() > 1;
        var column = new Column(name, polymorphic ? ColumnType.TEXT : type, reader.label("label").orElse(Text.of(name)), reader.flag("required", false) || key,
                polymorphic ? POINTED : length(type), scale, polymorphic ? Optional.empty() : targets.isEmpty() ? reader.text("to") : targets.stream().findFirst(), reader.flag("part", false), choices, reader.text("currency"), reader.text("format"), reader.flag("unique", false),
                reader.flag("search", false), reader.text("default").filter(text -> !text.isEmpty()).flatMap(text -> value(type, scale, text)),
                Optional.empty(), Optional.empty(), fileRule(type));
        reader.done();
        if (formula.isPresent()) calculated();
        if (polymorphic) polymorphic(column);
        else check(column);
        return Optional.of(column);
    }

    private void calculated() {
        for (var word : List.of("required", "default", "unique", "format")) {
            if (reader.has(word)) problems.error(reader.at(word), "table.misplaced", "column '" + name + "' is calculated, so nobody gives it a value and '" + word + "' says nothing", "remove it");
        }
        if (key) problems.error(reader.at("formula"), "table.key-type", "the key '" + name + "' is calculated, and a key never changes", "make it a text or an autonumber");
    }

    private void polymorphic(Column column) {
        for (var word : List.of("default", "unique", "part", "search", "formula")) {
            if (reader.has(word)) problems.error(reader.at(word), "table.misplaced", "'" + word + "' does not go with a lookup that may lead to several tables", "remove it");
        }
        if (key) problems.error(reader.at("type"), "table.key-type", "the key '" + name + "' is neither text nor an autonumber", "make it one of these");
        if (Set.copyOf(targets).size() < targets.size()) problems.error(reader.at("to"), "table.target-twice", "column '" + name + "' names a table twice", "name each once");
        for (var target : targets) checkName("column", name + "_" + target, reader, problems);
    }

    /** @param kind of what is called so, for the message */
    static void checkName(String kind, String name, Reader reader, Problems problems) {
        if (NAME.matcher(name).matches() && !name.startsWith(Names.OURS)) return;
        problems.error(reader.at(), "table.name", "'" + name + "' is no name for a " + kind, "use lower case letters, digits and underscore, at most 60, a letter first");
    }

    private void unknownType(String word) {
        problems.error(reader.at("type"), "table.unknown-type", "column '" + name + "' has the unknown type '" + word + "'", new Unknown(word, TYPES.keySet()),
                "use one of " + String.join(", ", TYPES.keySet()));
    }

    private int length(ColumnType type) {
        return switch (type) {
            case TEXT, AUTONUMBER -> reader.number("length", key ? Cells.KEY_LENGTH : USUAL, 1, key ? Cells.KEY_LENGTH : LONGEST);
            case LONG_TEXT -> reader.has("length") ? reader.number("length", Cells.LONG_TEXT_LENGTH, 1, Cells.LONG_TEXT_LENGTH) : 0;
            case CHOICE -> LONGEST_CHOICE;
            case LOOKUP -> Cells.KEY_LENGTH;
            default -> 0;
        };
    }

    private List<Choice> choices() {
        var choices = new ArrayList<Choice>();
        reader.mapping("choices").ifPresent(all -> all.entries().keySet().forEach(value -> {
            if (value.length() > LONGEST_CHOICE) problems.error(all.at(value), "table.choice", "choice '" + Bounds.shown(value) + "' is longer than " + LONGEST_CHOICE + " characters", "shorten it");
            choices.add(new Choice(value, all.label(value).orElse(Text.of(value))));
        }));
        return choices;
    }

    /** Which files a file takes. */
    private Optional<FileRule> fileRule(ColumnType type) {
        var size = reader.text("max-size");
        var names = reader.texts("media-types");
        if (type != ColumnType.FILE) {
            for (var word : List.of("max-size", "media-types")) if (reader.has(word)) misplaced(word, "a file");
            return Optional.empty();
        }
        for (var word : List.of("required", "default", "unique", "search", "formula")) {
            if (reader.has(word)) problems.error(reader.at(word), "table.misplaced", "'" + word + "' does not go with a file", word.equals("required") ? "write it at the field of a form" : "remove it");
        }
        if (names.isEmpty()) problems.error(reader.at("media-types"), "table.media-types", "column '" + name + "' takes files of no kind", "name them: media-types: [application/pdf]");
        return Optional.of(new FileRule(size.map(this::size).orElse(USUAL_SIZE), names.stream().flatMap(media -> mediaType(media).stream()).distinct().toList()));
    }

    private Optional<MediaType> mediaType(String media) {
        var known = MediaType.find(media);
        var names = Arrays.stream(MediaType.values()).map(MediaType::mediaType).toList();
        if (known.isEmpty()) problems.error(reader.at("media-types"), "table.media-types", "column '" + name + "' takes '" + Bounds.shown(media) + "', which cannot be told by how it begins, or which browsers run",
                Problems.nearest(media, names).map(near -> "did you mean '" + near + "'?").orElse("use some of " + String.join(", ", names)));
        return known;
    }

    private long size(String text) {
        var bytes = FileRule.size(text);
        if (bytes.isPresent()) return bytes.getAsLong();
        problems.error(reader.at("max-size"), "table.max-size", "'max-size' of column '" + name + "' is '" + Bounds.shown(text) + "', expected a size of at most " + FileRule.LARGEST / 1024 / 1024 + " MB", "write for instance 5 MB, 200 KB, or a number of bytes");
        return USUAL_SIZE;
    }

    private void check(Column column) {
        demand(column.type() == ColumnType.LOOKUP, column.target().isPresent(), "to", "the table it points to");
        demand(column.type() == ColumnType.CHOICE, !column.choices().isEmpty(), "choices", "the values it may have");
        if (column.type() != ColumnType.AUTONUMBER && column.numberFormat().isPresent()) misplaced("format", "an autonumber");
        if (column.type() != ColumnType.MONEY && column.currency().isPresent()) misplaced("currency", "money");
        if (column.type() != ColumnType.LOOKUP && column.part()) misplaced("part", "a lookup");
        column.defaultValue().flatMap(value -> Bounds.problem(column, value)).ifPresent(problem -> problems.error(reader.at("default"), "table.default",
                "the default of column '" + name + "' is no value for it: " + problem.message(), column.type() == ColumnType.CHOICE ? "use one of the choices" : "write one that it holds"));
        if (key && column.type() != ColumnType.TEXT && column.type() != ColumnType.AUTONUMBER) {
            problems.error(reader.at("type"), "table.key-type", "the key '" + name + "' is neither text nor an autonumber", "make it one of these");
        }
    }

    private void demand(boolean ofThisType, boolean given, String word, String meaning) {
        if (ofThisType && !given) problems.error(reader.at(), "site.missing", "column '" + name + "' needs '" + word + "', " + meaning, "add '" + word + ":'");
        if (!ofThisType && given) misplaced(word, word.equals("to") ? "a lookup" : "a choice");
    }

    private void misplaced(String word, String type) {
        problems.error(reader.at(word), "table.misplaced", "'" + word + "' of column '" + name + "' belongs to " + type, "remove it, or change the type");
    }

    private Optional<Object> value(ColumnType type, int scale, String text) {
        try {
            return Optional.of(switch (type) {
                case TEXT, LONG_TEXT, CHOICE, LOOKUP, AUTONUMBER -> text;
                case INTEGER -> Long.valueOf(text);
                case DECIMAL, MONEY -> decimal(new BigDecimal(text), scale);
                case DATE -> LocalDate.parse(text);
                case DATE_TIME -> Instant.parse(text);
                case FILE -> throw new IllegalArgumentException("a file has no default");
                case BOOLEAN -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("neither true nor false");
                };
            });
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            problems.error(reader.at("default"), "table.default", "the default '" + Bounds.shown(text) + "' of column '" + name + "' is no value of its type", "write one that is");
            return Optional.empty();
        }
    }

    /** A short number may have more digits than there is memory for: {@code 1e999999999}. */
    private static BigDecimal decimal(BigDecimal number, int scale) {
        if (Bounds.wholeDigits(number) > Cells.WHOLE_DIGITS || number.scale() > 1_000) throw new ArithmeticException("too many digits");
        return number.setScale(scale, RoundingMode.UNNECESSARY);
    }
}
