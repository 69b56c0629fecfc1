package torg.lists.forms.row;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Reader;
import torg.api.table.ColumnType;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.web.Request;

/**
 * A value of a row as a list or record shows it.
 *
 * @param at where the document names it
 * @param path what the document names
 * @param read what is read for it: the title behind a lookup, else the path; the path itself is the fallback
 * @param currency where the currency of a money stands
 * @param label what people read
 * @param link where it leads
 * @param tones badge tones by value; empty for plain text
 * @param day whether of a moment only its day is shown
 * @param roles web roles it is of interest to, empty for all; what may be read is for permissions to say
 * @param unlessEmpty whether a list leaves it out where none of the rows on the page has a value
 */
public record Shown(Position at, Path path, Path read, Optional<Path> currency, Text label, Optional<Link> link, Map<String, String> tones, boolean day, Set<String> roles, boolean unlessEmpty) {
    private static final Set<String> TONES = Set.of("neutral", "info", "success", "warning", "danger");

    public Shown {
        tones = Map.copyOf(tones);
        roles = Set.copyOf(roles);
    }

    /** The columns a document lists below {@code columns}: names, or mappings with more to say. */
    public static List<Shown> read(Ground ground, Reader reader, Table table) {
        var shown = new ArrayList<Shown>();
        for (var item : reader.items("columns")) {
            var mapping = item instanceof Node.Mapping one ? one : new Node.Mapping(item.at(), Map.of("column", item));
            one(ground, new Reader(mapping, ground.problems()), table).ifPresent(shown::add);
        }
        if (shown.isEmpty()) ground.error(reader.at("columns"), "no-columns", "no columns are listed here", "add 'columns:' with names of columns");
        return List.copyOf(shown);
    }

    private static Optional<Shown> one(Ground ground, Reader one, Table table) {
        var text = one.required("column");
        var label = one.label("label");
        var link = one.text("link").flatMap(address -> Link.read(ground, table, address, one.at("link")));
        var path = text.isEmpty() ? Optional.<Path>empty() : ground.path(table, text, one.at("column"));
        var tones = path.map(known -> tones(ground, one, known)).orElse(Map.of());
        var day = path.map(known -> day(ground, one, known)).orElse(false);
        var roles = Set.copyOf(one.texts("roles"));
        roles.forEach(role -> ground.known(ground.roles(), role, one.at("roles"), "role"));
        var unlessEmpty = one.word("empty", "show", "hide").equals("hide");
        if (path.isPresent()) one.done();
        return path.map(known -> new Shown(one.at("column"), known, known.shown(ground.schema()), known.currency(ground.schema()),
                label.orElse(known.column().label()), link, tones, day, roles, unlessEmpty));
    }

    private static boolean day(Ground ground, Reader one, Path path) {
        var as = one.text("as");
        if (as.isPresent() && (!as.get().equals("date") || path.column().type() != ColumnType.DATE_TIME)) {
            ground.error(one.at("as"), "bad-as", "column '" + path.text() + "' cannot be shown as '" + as.get() + "'", "write 'as: date' beside a moment, or leave it out");
        }
        return as.isPresent();
    }

    private static Map<String, String> tones(Ground ground, Reader one, Path path) {
        var tones = new LinkedHashMap<String, String>();
        one.mapping("tones").ifPresent(all -> all.entries().forEach((value, node) -> {
            var tone = ground.scalar(node, "a tone").orElse("neutral");
            if (!TONES.contains(tone)) {
                ground.error(node.at(), "unknown-tone", "'" + tone + "' is no tone",
                        "use one of " + String.join(", ", new TreeSet<>(TONES)));
            }
            if (Literal.read(path.column(), value).isEmpty()) {
                ground.error(node.at(), "bad-value", "'" + value + "' is no value of column '" + path.column().name() + "'",
                        "use a value the column can have");
            }
            tones.put(value, tone);
        }));
        return tones;
    }

    /** Whether this caller is shown it at all. */
    public boolean visible(Sight sight) {
        return (roles.isEmpty() || roles.stream().anyMatch(sight.caller()::hasRole)) && sight.reads(path);
    }

    /** Whether a list of these rows has a place for it. */
    public boolean hasPlace(List<Row> rows) {
        return !unlessEmpty || rows.stream().anyMatch(row -> row.value(path.text()).isPresent());
    }

    /** The paths a query has to select for it. */
    public Set<String> select(Sight sight) {
        var paths = new TreeSet<String>();
        paths.add(path.text());
        if (sight.reads(read)) paths.add(read.text());
        currencyIn(sight).ifPresent(money -> paths.add(money.text()));
        link.ifPresent(to -> to.paths().stream().filter(sight::reads).forEach(place -> paths.add(place.text())));
        return paths;
    }

    /** What stands above it in a spreadsheet: a money's currency has a column of its own, so that the money can be counted with. */
    public List<Text> sheetHeads(Sight sight) {
        return currencyIn(sight).map(money -> List.of(label, money.column().label())).orElse(List.of(label));
    }

    /** Its values in a spreadsheet, one for each head. */
    public List<Optional<Object>> sheetValues(Row row, Formats formats, Sight sight) {
        var value = row.value(read.text()).or(() -> row.value(path.text())).map(found -> day && found instanceof Instant moment ? moment.atZone(formats.zone()).toLocalDate() : formats.plain(read.column(), found));
        return currencyIn(sight).map(money -> List.of(value, row.value(money.text()).filter(_ -> value.isPresent()))).orElse(List.of(value));
    }

    private Optional<Path> currencyIn(Sight sight) {
        return currency.filter(sight::reads);
    }

    /** Tables whose rows are read for it. */
    public Set<String> tables() {
        var names = new TreeSet<>(read.tables());
        currency.ifPresent(money -> names.addAll(money.tables()));
        link.ifPresent(to -> to.paths().forEach(path -> names.addAll(path.tables())));
        return names;
    }

    /** The cell of a row; its text is empty when the row has no value. */
    public Model cell(Row row, Formats formats, Request request) {
        var heading = label.in(request.locale());
        var value = row.value(path.text());
        var words = row.value(read.text()).or(() -> value)
                .map(found -> day && found instanceof Instant moment ? formats.day(moment) : formats.text(read.column(), found, currency.flatMap(money -> row.text(money.text())))).orElse("");
        var cell = Model.with("label", heading).with("number", Formats.isNumber(path.column()))
                .with("link", words.isEmpty() ? "" : address(row, request)).with("text", tones.isEmpty() ? words : "");
        if (!isBadge(value)) return cell.with("badge", "").build();
        return cell.with("badge", path.column().type() == ColumnType.BOOLEAN ? heading : words)
                .with("tone", tones.getOrDefault(value.orElseThrow().toString(), "neutral")).build();
    }

    private boolean isBadge(Optional<Object> value) {
        return !tones.isEmpty() && value.filter(found -> !found.equals(false)).isPresent();
    }

    private String address(Row row, Request request) {
        if (link.isEmpty() && path.column().type() == ColumnType.FILE && path.along().size() == 1) return FileAddress.of(row, path.text());
        return link.flatMap(to -> to.fill(row::text, request)).orElse("");
    }
}
