package torg.search.lucene.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.search.Found;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Query;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.search.lucene.site.SearchPlan.FoundBy;
import torg.search.lucene.site.SearchPlan.Searched;
import torg.search.lucene.text.Synonyms;

/** Understands {@code search.yml}. For one document. */
final class PlanReader {
    private static final int MOST_WEIGHT = 10;
    private static final int DEEPEST = 3;
    private static final int MOST_RANGES = 12;
    private static final Set<ColumnType> NUMBERS = Set.of(ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.MONEY);
    private static final int MOST_GROUPS = 500;
    private static final int LONGEST_SYNONYM = 60;

    private final Schema schema;
    private final Problems problems;
    private final Collection<Locale> locales;
    private final Map<FoundBy, Position> places = new LinkedHashMap<>();

    PlanReader(Schema schema, Collection<Locale> locales, Problems problems) {
        this.schema = schema;
        this.locales = locales;
        this.problems = problems;
    }

    SearchPlan read(Document document) {
        var reader = new Reader(document.fields(), problems);
        var tables = new LinkedHashMap<String, Searched>();
        reader.each("tables", one -> table(one, tables));
        var pages = pages(reader);
        var synonyms = synonyms(reader);
        reader.done();
        var plan = new SearchPlan(tables, pages, synonyms);
        tables.values().forEach(searched -> searched.foundBy().forEach(by -> checkTable(plan, by)));
        if (!problems.fatal()) tables.values().forEach(searched -> checkDepth(plan, searched, new LinkedHashSet<>()));
        return plan;
    }

    private Map<String, Integer> pages(Reader reader) {
        var pages = new LinkedHashMap<String, Integer>();
        if (reader.node("pages").isEmpty()) return pages;
        if (!(reader.node("pages").get() instanceof Node.Mapping mapping)) {
            error(reader.at("pages"), "bad-pages", "'pages' says of paths what their pages are worth", "write '{/terms: 3}'");
            return pages;
        }
        var paths = new Reader(mapping, problems);
        for (var path : paths.entries().keySet()) {
            if (!path.matches("/|(/[^/]+)+")) error(paths.at(path), "bad-pages", "'" + path + "' is no address of the site", "write it as '/terms', beginning with '/' and not ending so");
            pages.put(path, paths.number(path, 1, 1, MOST_WEIGHT));
        }
        return pages;
    }

    private Synonyms synonyms(Reader reader) {
        var groups = new ArrayList<List<String>>();
        for (var item : reader.items("synonyms")) group(item).ifPresent(groups::add);
        if (groups.size() > MOST_GROUPS) error(reader.at("synonyms"), "too-many-synonyms", "there are " + groups.size() + " groups of synonyms, of " + MOST_GROUPS, "take away what nobody looks for");
        return problems.fatal() ? Synonyms.NONE : Synonyms.of(groups, locales);
    }

    private Optional<List<String>> group(Node item) {
        if (!(item instanceof Node.Sequence(_, var words)) || !words.stream().allMatch(word -> word instanceof Node.Scalar)) {
            error(item.at(), "bad-synonyms", "'synonyms' is a list of lists of words", "write '- [invoice, bill]'");
            return Optional.empty();
        }
        var texts = words.stream().map(word -> ((Node.Scalar) word).value()).toList();
        if (texts.size() < 2 || texts.size() > Synonyms.MOST + 1) error(item.at(), "bad-synonyms", "a group of synonyms has 2 to " + (Synonyms.MOST + 1) + " words, this one " + texts.size(), "make another group, or take words away");
        for (var word : words) checkSynonym((Node.Scalar) word);
        return Optional.of(texts);
    }

    private void checkSynonym(Node.Scalar word) {
        var text = word.value();
        if (text.length() <= LONGEST_SYNONYM && text.codePoints().anyMatch(Character::isLetterOrDigit)) return;
        var cut = text.substring(0, Math.min(text.length(), LONGEST_SYNONYM));
        error(word.at(), "bad-synonyms", "'" + cut + "' is no word", "write a word, or several, of at most " + LONGEST_SYNONYM + " characters");
    }

    private Optional<Searched> table(Reader one, Map<String, Searched> tables) {
        var name = one.required("table");
        var table = schema.find(name);
        if (table.isEmpty()) {
            if (!name.isEmpty()) error(one.at("table"), "unknown-table", "there is no table '" + name + "'", new Unknown(name, schema.tables().keySet()));
            return Optional.empty();
        }
        if (name.equals(Found.Hit.PAGE) || name.equals(Found.Hit.FILE)) error(one.at("table"), "table-page", "rows of a table '" + name + "' could not be told from " + name + "s", "give the table another name");
        var searched = new Searched(table.get(), one.number("boost", 1, 1, MOST_WEIGHT), weights(one, table.get()), foundBy(one, table.get()), link(one, table.get()), facets(one, table.get()), ranges(one, table.get()), trees(one, table.get()), sorts(one, table.get()));
        if (searched.weights().isEmpty() && searched.foundBy().isEmpty()) error(one.at(), "nothing-searched", "nothing says what rows of table '" + name + "' are found by", "add 'columns:' or 'found-by:'");
        if (searched.read().size() > Query.MOST_SELECTED) error(one.at(), "too-much", "of table '" + name + "' more than " + Query.MOST_SELECTED + " columns would be read", "take some columns or facets away");
        one.done();
        if (tables.putIfAbsent(name, searched) != null) error(one.at("table"), "twice", "table '" + name + "' stands here twice", "put the two together");
        return Optional.of(searched);
    }

    /** A mapping of column to weight, or a list of columns, of which each word is worth 1. */
    private Map<Column, Integer> weights(Reader one, Table table) {
        var weights = new LinkedHashMap<Column, Integer>();
        if (one.node("columns").orElse(null) instanceof Node.Mapping mapping) {
            var reader = new Reader(mapping, problems);
            for (var name : reader.entries().keySet()) column(table, name, reader.at(name)).ifPresent(column -> weights.put(column, reader.number(name, 1, 1, MOST_WEIGHT)));
        } else {
            for (var name : one.texts("columns")) column(table, name, one.at("columns")).ifPresent(column -> weights.put(column, 1));
        }
        weights.keySet().stream().filter(column -> !hasWords(column)).forEach(column -> error(one.at("columns"), "no-words",
                "column '" + column.name() + "' has no words", "name a text, number, choice, lookup, date, moment or file"));
        return weights;
    }

    private static boolean hasWords(Column column) {
        return switch (column.type()) {
            case TEXT, LONG_TEXT, AUTONUMBER, INTEGER, CHOICE, LOOKUP, DATE, DATE_TIME, FILE -> true;
            case DECIMAL, MONEY, BOOLEAN -> false;
        };
    }

    /** Those that are names of columns; of others {@link #ranges} reads. */
    private List<Column> facets(Reader one, Table table) {
        var facets = new ArrayList<Column>();
        for (var item : one.items("facets")) if (item instanceof Node.Scalar(var at, var name)) column(table, name, at).ifPresent(facets::add);
        facets.stream().filter(column -> !tellsApart(column)).forEach(column -> error(one.at("facets"), "no-facet",
                "rows are not told apart by column '" + column.name() + "'", "name a text, choice, lookup, date, moment or boolean, or say which ranges"));
        return facets;
    }

    /** A mapping of a column to its ranges; of others {@link #trees} reads. */
    private Map<Column, List<Range>> ranges(Reader one, Table table) {
        var ranges = new LinkedHashMap<Column, List<Range>>();
        for (var item : one.items("facets")) {
            switch (item) {
                case Node.Mapping mapping -> {
                    var reader = new Reader(mapping, problems);
                    for (var name : reader.entries().keySet()) column(table, name, reader.at(name)).filter(_ -> !isTree(reader, name)).ifPresent(column -> {
                        if (one.items("facets").stream().anyMatch(other -> other instanceof Node.Scalar(_, var same) && same.equals(name))) {
                            twice(reader, name);
                        }
                        ranges.put(column, ranges(reader, column));
                    });
                }
                case Node.Sequence _ -> error(item.at(), "bad-facet", "'facets' is a list of columns", "write the name of one, or '{price: [0..100, 100..]}'");
                case Node.Scalar _ -> { }
            }
        }
        return ranges;
    }

    private static boolean isTree(Reader reader, String name) {
        return reader.node(name).orElse(null) instanceof Node.Mapping;
    }

    private void twice(Reader reader, String name) {
        error(reader.at(name), "twice", "column '" + name + "' stands here twice", "tell rows apart by what it holds, by ranges, or in levels");
    }

    /** A mapping of a column to how its values lie within others. */
    private Map<Column, Tree> trees(Reader one, Table table) {
        var trees = new LinkedHashMap<Column, Tree>();
        var others = new HashSet<String>();
        for (var item : one.items("facets")) {
            if (item instanceof Node.Scalar(_, var name)) others.add(name);
            if (!(item instanceof Node.Mapping mapping)) continue;
            var reader = new Reader(mapping, problems);
            for (var name : reader.entries().keySet()) {
                if (!isTree(reader, name)) others.add(name);
                else table.column(name).flatMap(column -> tree(reader.mapping(name).orElseThrow(), column)).ifPresent(tree -> trees.put(table.columns().get(name), tree));
            }
        }
        trees.keySet().stream().filter(column -> others.contains(column.name())).forEach(column -> twice(one, column.name()));
        return trees;
    }

    private Optional<Tree> tree(Reader reader, Column column) {
        var written = reader.required("tree");
        reader.done();
        if (written.isBlank()) return Optional.empty();
        if (column.type() == ColumnType.TEXT) return Optional.of(Tree.of(written));
        if (!hasDays(column)) error(reader.at("tree"), "no-facet", "values of column '" + column.name() + "' lie within no others", "name a text, a date or a moment");
        else if (!Tree.OF_DAYS.containsKey(written)) error(reader.at("tree"), "bad-tree", "'" + written + "' is no level of days", "write 'month', or 'day'");
        return Optional.ofNullable(Tree.OF_DAYS.get(written));
    }

    private List<Range> ranges(Reader reader, Column column) {
        var numbers = NUMBERS.contains(column.type());
        if (!numbers && !hasDays(column)) error(reader.at(column.name()), "no-facet", "column '" + column.name() + "' has no ranges", "name a number, an amount, a date or a moment");
        var ranges = new LinkedHashMap<String, Range>();
        for (var text : reader.texts(column.name())) {
            var range = numbers ? Range.numbers(text) : Range.days(text);
            if (range.isEmpty()) error(reader.at(column.name()), "bad-range", "'" + text + "' is no range of column '" + column.name() + "'", numbers
                    ? "write '0..100', '100..' or '..0'" : "known here: " + String.join(", ", Range.DAYS.stream().map(Range::name).toList()));
            range.ifPresent(one -> ranges.put(text, one));
        }
        if (ranges.isEmpty() || ranges.size() > MOST_RANGES) error(reader.at(column.name()), "bad-range", "column '" + column.name() + "' has 1 to " + MOST_RANGES + " ranges", "name some");
        return List.copyOf(ranges.values());
    }

    private List<Column> sorts(Reader one, Table table) {
        var sorts = one.texts("sort").stream().flatMap(name -> column(table, name, one.at("sort")).stream()).distinct().toList();
        sorts.stream().filter(column -> !NUMBERS.contains(column.type()) && !hasDays(column)).forEach(column -> error(one.at("sort"), "no-sort",
                "hits are not put in order by column '" + column.name() + "'", "name a number, an amount, a date or a moment"));
        return sorts;
    }

    private static boolean hasDays(Column column) {
        return column.type() == ColumnType.DATE || column.type() == ColumnType.DATE_TIME;
    }

    private static boolean tellsApart(Column column) {
        return switch (column.type()) {
            case TEXT, CHOICE, LOOKUP, DATE, DATE_TIME, BOOLEAN -> true;
            case LONG_TEXT, AUTONUMBER, INTEGER, DECIMAL, MONEY, FILE -> false;
        };
    }

    private Optional<RowLink> link(Reader one, Table table) {
        var link = one.text("link").map(RowLink::new);
        link.filter(to -> !to.pattern().startsWith("/")).ifPresent(to -> error(one.at("link"), "bad-link", "'" + to.pattern() + "' is no address of the site", "begin it with '/'"));
        link.ifPresent(to -> to.columns().forEach(name -> column(table, name, one.at("link")).filter(column -> !column.required() && !name.equals(table.key())).ifPresent(column ->
                error(one.at("link"), "bad-link", "rows without a value in column '" + name + "' could not be led to", "name the key, or a column that is required"))));
        return link;
    }

    private List<FoundBy> foundBy(Reader one, Table table) {
        var found = new ArrayList<FoundBy>();
        for (var item : one.items("found-by")) {
            if (!(item instanceof Node.Scalar(var at, var text))) error(item.at(), "bad-found-by", "'found-by' is a list of names", "write a lookup, or a table, a point and its lookup");
            else foundBy(table, text, at).ifPresent(by -> {
                places.put(by, at);
                found.add(by);
            });
        }
        return found;
    }

    private Optional<FoundBy> foundBy(Table table, String text, Position at) {
        var point = text.indexOf('.');
        if (point < 0) {
            var column = column(table, text, at);
            if (column.isPresent() && column.get().target().isEmpty()) error(at, "no-lookup", "column '" + text + "' leads to no row", "name a lookup");
            return column.flatMap(lookup -> lookup.target().map(target -> new FoundBy.Target(lookup, target)));
        }
        var other = schema.find(text.substring(0, point));
        if (other.isEmpty()) {
            error(at, "unknown-table", "there is no table '" + text.substring(0, point) + "'", new Unknown(text.substring(0, point), schema.tables().keySet()));
            return Optional.empty();
        }
        var column = column(other.get(), text.substring(point + 1), at);
        if (column.isPresent() && column.get().target().filter(table.name()::equals).isEmpty()) error(at, "no-lookup", "'" + text + "' does not lead to table '" + table.name() + "'", "name a lookup that does");
        return column.map(lookup -> new FoundBy.Rows(other.get().name(), lookup));
    }

    private void checkTable(SearchPlan plan, FoundBy by) {
        var name = tableOf(by);
        if (!plan.tables().containsKey(name)) error(places.get(by), "unsearched-table", "nothing says what rows of table '" + name + "' are found by", "add '- table: " + name + "' with 'columns:' or 'found-by:'");
    }

    private void checkDepth(SearchPlan plan, Searched at, Set<String> above) {
        above.add(at.table().name());
        for (var by : at.foundBy()) {
            if (above.contains(tableOf(by))) error(places.get(by), "circle", "rows of table '" + tableOf(by) + "' would be found by themselves", "take one 'found-by' of the circle away");
            else if (above.size() > DEEPEST) error(places.get(by), "too-deep", "rows are found by others over at most " + DEEPEST + " steps", "take one of the steps away");
            else checkDepth(plan, plan.tables().get(tableOf(by)), new LinkedHashSet<>(above));
        }
    }

    private static String tableOf(FoundBy by) {
        return switch (by) {
            case FoundBy.Target(_, var table) -> table;
            case FoundBy.Rows(var table, _) -> table;
        };
    }

    private Optional<Column> column(Table table, String name, Position at) {
        var column = table.column(name);
        if (column.isEmpty()) error(at, "unknown-column", "table '" + table.name() + "' has no column '" + name + "'", new Unknown(name, table.columns().keySet()));
        return column;
    }

    private void error(Position at, String code, String message, String help) {
        problems.error(at, "search." + code, message, help);
    }

    private void error(Position at, String code, String message, Unknown unknown) {
        problems.error(at, "search." + code, message, unknown, "known here: " + String.join(", ", unknown.known()));
    }
}
