package torg.lists.forms.form.entry;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.table.ColumnType;
import torg.api.table.Row;
import torg.lists.forms.form.FormView.Field;
import torg.lists.forms.form.visit.Scope;
import torg.lists.forms.form.visit.Visit;
import torg.lists.forms.row.Formats;
import torg.lists.forms.row.Literal;

/** Between what stands in a page's inputs, in the person's language, and the notation of an {@link Entry}. */
public final class Typed {
    private static final int MOST_TOO_MUCH = 300;

    private Typed() {}

    /** That a file is to be taken away, in the place of what is said of one. */
    static final String NO_FILE = "-";

    /** What was posted for these fields, as far as they stood on the page; a box that is not ticked is posted as nothing. A file stands there as the digest of its bytes, and empty when it stays as it is. */
    public static Map<String, String> posted(Visit visit, List<Field> fields) {
        var values = new LinkedHashMap<String, String>();
        var onPage = onPage(visit);
        for (var field : fields) {
            if (field.readOnly()) continue;
            if (!field.when().isEmpty() && !onPage.map(names -> names.contains(field.name())).orElse(true)) continue;
            var text = visit.request().form(field.name()).orElse("").strip();
            values.put(field.name(), switch (field.column().type()) {
                case BOOLEAN -> Boolean.toString(text.equals("true"));
                case DECIMAL, MONEY -> number(text, visit.formats().decimalMark());
                case FILE -> file(visit, field);
                default -> text;
            });
        }
        return values;
    }

    /** Names of the fields with conditions that the page showed; empty when it does not tell, as a theme's own template may not. */
    private static Optional<Set<String>> onPage(Visit visit) {
        return visit.request().form("_asked").map(names -> Set.copyOf(List.of(names.split(" "))));
    }

    /** Those that are asked for after what was posted, and were not on the page: somebody has to be shown them first. */
    public static List<Field> more(List<Field> fields, Map<String, String> posted, Scope scope) {
        return fields.stream().filter(field -> !field.readOnly() && !posted.containsKey(field.name()) && scope.holds(field.when())).toList();
    }

    private static String file(Visit visit, Field field) {
        var digest = visit.request().file(field.name()).map(upload -> field.column().file().orElseThrow().check(upload, field.name(), _ -> { }).map(file -> file.digest() + " " + file.name()).orElse("wrong"));
        return digest.orElseGet(() -> visit.request().form(field.name() + ".clear").isPresent() ? NO_FILE : "");
    }

    /** What stands in the fields of a row that is there; a file stays where it is. */
    public static Map<String, String> kept(Row row, List<Field> fields) {
        var values = new LinkedHashMap<String, String>();
        fields.stream().filter(field -> !field.isFile()).forEach(field -> row.value(field.name()).ifPresent(value -> values.put(field.name(), plain(value))));
        return values;
    }

    public static String plain(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** As it stands in the input. Of what is far too long for it, and refused, only so much comes back that one can see it is. */
    public static String input(Field field, String value, Formats formats) {
        var type = field.column().type();
        var isNumber = type == ColumnType.DECIMAL || type == ColumnType.MONEY;
        var text = isNumber ? Literal.decimal(value).map(formats::typed).orElse(value) : value;
        return text.substring(0, Math.min(text.length(), Check.longest(field.column()) + MOST_TOO_MUCH));
    }

    /** A point is always the decimal mark, the language's own mark is one too; marks between thousands are too easily misread. */
    private static String number(String text, char mark) {
        var plain = text.replaceAll("[\\s\\u00a0\\u202f]", "");
        return mark == ',' && !plain.contains(".") ? plain.replace(',', '.') : plain;
    }
}
