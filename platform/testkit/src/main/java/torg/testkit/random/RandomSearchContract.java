package torg.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.search.Found;
import torg.api.search.Sought;
import torg.api.search.Sought.Sort;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.api.text.Plain;
import torg.api.web.Request;
import torg.spi.search.Search;
import torg.spi.site.SiteCompiler;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;

/** Random tables, rows, rules, callers and words: a search is compared with somebody who reads every row through the gate, hit for hit and number for number, right after each change. */
public interface RandomSearchContract {
    /** A part of the house, which may do everything. */
    Caller HOUSE = Caller.service("test");
    /** What is looked for: whole words, beginnings, several, marks left out, codes, keys, and what nothing has. */
    List<String> TEXTS = List.of("ape", "Äpe", "zebra", "zeb", "zebra crossing", "crossing zebra", "\"zebra crossing\"", "\"crossing zebra\"", "aerlig", "ær", "b%c", "bc", "b_c", "x", "y", "account1", "nowhere-at-all");
    /** What many rows have, so that there are pages to turn. */
    String PAGED = "x";
    /** What each house is asked. */
    int ROUNDS = 4;

    /** Reads {@code search.yml} for the search under test. */
    SiteCompiler<?> documents();

    /** A search over the rows of a site; it has to hear of their changes ({@link MemoryTables#listener}). Called several times in a test, closed by whoever implements this. */
    Search open(TestSites sites, MemoryTables tables);

    /** Whether the search that was opened last has taken in all that was written until now. */
    boolean isCurrent(Site site);

    /** How many random houses are tried, unless {@code -Dcases=} says so. */
    default int houses() {
        return 3;
    }

    @Test
    default void hitsAndNumbersAreThoseOfSomebodyWhoReadsEveryVisibleRow() {
        inEveryHouse((house, world) -> {
            for (var i = 0; i < ROUNDS; i++) {
                var caller = house.caller();
                for (var text : TEXTS) world.compare(caller, text);
                world.change(house.change());
            }
        });
    }

    @Test
    default void whatIsHiddenHasNoPartInTheAnswer() {
        var compared = new AtomicInteger();
        inEveryHouse((house, world) -> {
            for (var caller : house.callers()) {
                var before = world.visible(caller);
                var answers = TEXTS.stream().map(text -> world.find(caller, text)).toList();
                var pages = world.firstPages(caller, PAGED);
                var hidden = house.rows().getFirst().changes().stream().map(change -> again((Change.Put) change)).filter(row -> world.hides(row, caller, before)).toList();
                for (var i = 0; i < TEXTS.size(); i++) {
                    assertThat(world.find(caller, TEXTS.get(i))).as("%s looks for %s", caller, TEXTS.get(i)).isEqualTo(answers.get(i));
                    if (answers.get(i).total() > 0 && world.find(HOUSE, TEXTS.get(i)).total() > answers.get(i).total()) compared.incrementAndGet();
                }
                assertThat(world.firstPages(caller, PAGED)).as("%s turns pages", caller).isEqualTo(pages);
                hidden.forEach(world::remove);
            }
        });
        assertThat(compared).as("answers with hits beside hidden ones").hasPositiveValue();
    }

    @Test
    default void pagesFollowEachOtherInEveryOrderAndNoKeyCanBeMadeUp() {
        var sorted = new AtomicInteger();
        inEveryHouse((house, world) -> {
            for (var i = 0; i < ROUNDS; i++) {
                var caller = house.caller();
                world.walk(caller, Sought.of(PAGED, 1));
                for (var name : world.find(caller, PAGED).sorts()) {
                    world.walk(caller, Sought.of(PAGED, 2).sort(new Sort(name, sorted.incrementAndGet() % 2 == 0)));
                }
            }
        });
        assertThat(sorted).as("orders that were walked through").hasPositiveValue();
    }

    private static Change.Put again(Change.Put row) {
        var values = new HashMap<>(row.values());
        values.remove("id");
        return new Change.Put(row.table(), "z" + row.key(), values);
    }

    private void inEveryHouse(BiConsumer<RandomHouse, Searched> test) {
        for (var seed : Dice.seeds(Integer.getInteger("cases", houses()))) {
            var house = new RandomHouse(seed);
            house.site().document("search.yml", Searched.document(house));
            var sites = TestSites.of(house.site(), new TableDocuments(), documents());
            var tables = new MemoryTables(sites::schema).rights(house.rules());
            var search = open(sites, tables);
            house.rows().forEach(write -> tables.write(HOUSE, write));
            test.accept(house, new Searched(sites, tables, search, () -> isCurrent(sites.current())));
        }
    }

    /** A search, and somebody who reads every row instead. */
    record Searched(TestSites sites, MemoryTables tables, Search search, BooleanSupplier current) {
        private static final Duration PATIENCE = Duration.ofSeconds(30);
        /** Between the parts of some texts. */
        private static final String SIGN = "%";
        private static final Set<ColumnType> WITH_WORDS = Set.of(ColumnType.TEXT, ColumnType.CHOICE, ColumnType.LOOKUP);
        private static final Set<ColumnType> WITH_ORDER = Set.of(ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.DATE, ColumnType.DATE_TIME);

        static String document(RandomHouse house) {
            var text = new StringBuilder("tables:\n");
            for (var table : house.schema().tables().values()) {
                text.append("  - table: ").append(table.name()).append("\n    link: /").append(table.name()).append("/{id}\n    columns: [")
                        .append(names(searched(table))).append("]\n    facets: [").append(Stream.concat(facets(table).stream().map(Column::name), trees(table).stream().map(Searched::tree)).collect(Collectors.joining(", ")))
                        .append("]\n    sort: [").append(names(sorts(table))).append("]\n");
                if (leads(house, table)) text.append("    found-by: [l0]\n");
            }
            return text.toString();
        }

        /** Without circles: to a table of an earlier name. */
        private static boolean leads(RandomHouse house, Table table) {
            return leads(table) && house.schema().find(target(table)).isPresent();
        }

        private static boolean leads(Table table) {
            return target(table).compareTo(table.name()) < 0;
        }

        private static String target(Table table) {
            return table.columns().get("l0").target().orElseThrow();
        }

        private static List<Column> searched(Table table) {
            return table.columns().values().stream().filter(column -> WITH_WORDS.contains(column.type())).toList();
        }

        private static List<Column> facets(Table table) {
            return table.columns().values().stream().filter(column -> column.type() == ColumnType.CHOICE || column.type() == ColumnType.BOOLEAN || column.type() == ColumnType.LOOKUP).toList();
        }

        /** By which hits are told apart in levels. */
        private static List<Column> trees(Table table) {
            return table.columns().values().stream().filter(column -> column.type() == ColumnType.DATE || column.type() == ColumnType.TEXT).toList();
        }

        private static String tree(Column column) {
            return "{" + column.name() + ": {tree: " + (column.type() == ColumnType.DATE ? "day" : "'" + SIGN + "'") + "}}";
        }

        private static List<Column> sorts(Table table) {
            return table.columns().values().stream().filter(column -> WITH_ORDER.contains(column.type())).toList();
        }

        private static String names(List<Column> columns) {
            return columns.stream().map(Column::name).collect(Collectors.joining(", "));
        }

        /** What is found once the search is current; on a busy machine that may take a moment. */
        Found find(Caller caller, String text) {
            return find(caller, Sought.of(text, Sought.MOST_HITS));
        }

        private Found find(Caller caller, Sought sought) {
            var end = System.nanoTime() + PATIENCE.toNanos();
            while (!current.getAsBoolean()) {
                assertThat(System.nanoTime()).as("the search is not current in time").isLessThan(end);
                LockSupport.parkNanos(1_000_000);
            }
            return search.find(request(caller), sought);
        }

        /** The first two hits one by one, the best first and in another order: what is told beside them has to say nothing of what is hidden either. */
        List<Found> firstPages(Caller caller, String text) {
            var best = Sought.of(text, 1);
            var pages = new ArrayList<Found>();
            for (var sought : Stream.concat(Stream.of(best), find(caller, best).sorts().stream().limit(1).map(name -> best.sort(new Sort(name, true)))).toList()) {
                pages.add(find(caller, sought));
                pages.getLast().next().ifPresent(key -> pages.add(find(caller, sought.page(key))));
            }
            return pages;
        }

        /** Page by page to the end and back again, beside all at once. */
        void walk(Caller caller, Sought sought) {
            var label = caller + " asks for " + sought;
            var all = find(caller, new Sought(sought.text(), sought.chosen(), sought.sort(), Sought.MOST_HITS, Optional.empty()));
            inOrder(caller, sought, all, label);
            var pages = new ArrayList<Found>(List.of(find(caller, sought)));
            while (pages.getLast().next().isPresent()) {
                pages.add(find(caller, sought.page(pages.getLast().next().get())));
                assertThat(pages.size()).as("%s: it ends", label).isLessThanOrEqualTo(all.hits().size());
            }
            assertThat(pages.stream().flatMap(page -> page.hits().stream()).toList()).as(label).isEqualTo(all.hits());
            assertThat(pages).as(label).allMatch(page -> page.total() == all.total() && page.facets().equals(all.facets()));
            assertThat(pages.getFirst().previous()).as(label).isEmpty();
            for (var number = pages.size() - 1; number > 0; number--) {
                assertThat(find(caller, sought.page(pages.get(number).previous().orElseThrow()))).as("%s, back", label).isEqualTo(pages.get(number - 1));
            }
            for (var page : pages) page.next().ifPresent(key -> isOfItsQuestionAlone(caller, sought, key, label));
        }

        private void isOfItsQuestionAlone(Caller caller, Sought sought, String key, String label) {
            var another = new Sought(sought.text() + " ape", sought.chosen(), sought.sort(), sought.top(), Optional.of(key));
            for (var forged : List.of(another, sought.page(key + key), sought.page(key.substring(1)), sought.page("2"), sought.page(""))) {
                assertThatThrownBy(() -> find(caller, forged)).as("%s: %s", label, forged)
                        .isInstanceOfSatisfying(TorgException.class, fault -> assertThat(fault.code()).isEqualTo("search.bad-page"));
            }
        }

        /** What the hits hold follows each other; those without come last. */
        private void inOrder(Caller caller, Sought sought, Found all, String label) {
            if (sought.sort().isEmpty()) return;
            var name = sought.sort().get().name();
            var table = name.substring(0, name.indexOf('.'));
            var column = name.substring(name.indexOf('.') + 1);
            var values = all.hits().stream().map(hit -> hit.kind().equals(table) ? tables.find(caller, table, hit.key(), column).flatMap(row -> row.value(column)) : Optional.<Object>empty()).toList();
            var there = values.stream().flatMap(Optional::stream).toList();
            assertThat(values.subList(there.size(), values.size())).as("%s: last", label).allMatch(Optional::isEmpty);
            assertThat(there).as(label).isSortedAccordingTo(sought.sort().get().descending() ? (a, b) -> compare(b, a) : (a, b) -> compare(a, b));
        }

        @SuppressWarnings("unchecked")
        private static int compare(Object one, Object other) {
            return ((Comparable<Object>) one).compareTo(other);
        }

        private Request request(Caller caller) {
            return Requests.get(sites.current(), "/").as(caller).request();
        }

        void change(Change change) {
            try {
                tables.write(HOUSE, Write.of(change));
            } catch (TorgException e) {
                // not every change at random is one that can be made
            }
        }

        void remove(Change.Put row) {
            change(new Change.Delete(row.table(), row.key()));
        }

        /** Add a row that changes nothing of what the caller may read. */
        boolean hides(Change.Put row, Caller caller, Map<String, List<Row>> before) {
            change(row);
            if (visible(caller).equals(before)) return true;
            remove(row);
            return false;
        }

        /** Every row that the caller may read, with all that it may read of it. */
        Map<String, List<Row>> visible(Caller caller) {
            var rows = new TreeMap<String, List<Row>>();
            for (var table : tables.schema().tables().values()) rows.put(table.name(), tables.query(caller, Query.of(table.name(), readable(caller, table))).rows());
            return rows;
        }

        private String[] readable(Caller caller, Table table) {
            return table.columns().keySet().stream().filter(name -> tables.mayUse(caller, ColumnPrivilege.READ, table.name(), name)).toArray(String[]::new);
        }

        void compare(Caller caller, String text) {
            var found = find(caller, text);
            var label = caller + " looks for " + text;
            var visible = visible(caller);
            var hits = new TreeSet<String>();
            var facets = new TreeMap<String, Map<String, Long>>();
            visible.forEach((name, rows) -> rows.stream().filter(row -> has(visible, row, text)).forEach(row -> {
                hits.add(name + " " + row.key());
                facets.computeIfAbsent("kind", _ -> new TreeMap<>()).merge(name, 1L, Long::sum);
                for (var column : facets(tables.schema().table(name))) {
                    row.text(column.name()).ifPresent(value -> facets.computeIfAbsent(name + "." + column.name(), _ -> new TreeMap<>()).merge(value, 1L, Long::sum));
                }
                for (var column : trees(tables.schema().table(name))) {
                    row.value(column.name()).ifPresent(value -> levels(value).forEach(level -> facets.computeIfAbsent(name + "." + column.name(), _ -> new TreeMap<>()).merge(level, 1L, Long::sum)));
                }
            }));
            if (found.forgiving()) {
                assertThat(hits).as("%s: nothing is forgiven where it is found as it is", label).isEmpty();
                return;
            }
            assertThat(found.hits().stream().map(hit -> hit.kind() + " " + hit.key()).toList()).as(label).containsExactlyInAnyOrderElementsOf(hits);
            assertThat(found.total()).as(label).isEqualTo(hits.size());
            assertThat(counts(found)).as(label).isEqualTo(facets);
            found.facets().forEach(facet -> chosen(caller, text, facet, label));
        }

        /** The year, the month and the day; what stands before a sign, and so on. */
        private static List<String> levels(Object value) {
            var sign = value instanceof LocalDate ? "-" : SIGN;
            var levels = new ArrayList<String>();
            for (var part : value.toString().split(sign)) {
                if (!part.isBlank()) levels.add(levels.isEmpty() ? part.strip() : levels.getLast() + sign + part.strip());
            }
            return levels;
        }

        /** A value of each level: behind the one that it lies within, with no more hits than that; and with as many when it is chosen as are told. */
        private void chosen(Caller caller, String text, Found.Facet facet, String label) {
            var known = new HashMap<String, Long>();
            var levels = new HashMap<Integer, Found.Value>();
            for (var value : facet.values()) {
                known.put(value.value(), value.count());
                value.within().ifPresent(within -> assertThat(known.get(within)).as("%s: %s lies within %s", label, value.value(), within).isGreaterThanOrEqualTo(value.count()));
                levels.put(value.within().map(String::length).orElse(0), value);
            }
            for (var value : levels.values()) {
                var chosen = find(caller, Sought.of(text, 1).chosen(Map.of(facet.name(), List.of(value.value()))));
                assertThat(chosen.total()).as("%s with %s %s", label, facet.name(), value.value()).isEqualTo(value.count());
            }
        }

        private static Map<String, Map<String, Long>> counts(Found found) {
            var counts = new TreeMap<String, Map<String, Long>>();
            found.facets().forEach(facet -> facet.values().forEach(value -> counts.computeIfAbsent(facet.name(), _ -> new TreeMap<>()).put(value.value(), value.count())));
            return counts;
        }

        private boolean has(Map<String, List<Row>> visible, Row row, String text) {
            if (text.startsWith("\"")) return has(visible, row, List.of(text.substring(1, text.length() - 1).split(" ")), true);
            return List.of(text.split(" ")).stream().allMatch(word -> has(visible, row, List.of(word), false));
        }

        /** In a cell of its own, or of the row it is found by. */
        private boolean has(Map<String, List<Row>> visible, Row row, List<String> words, boolean together) {
            var table = tables.schema().table(row.table());
            var own = searched(table).stream().flatMap(column -> row.text(column.name()).stream()).anyMatch(cell -> isIn(cell, words, together));
            if (own || !leads(table)) return own;
            return row.text("l0").stream().flatMap(key -> visible.getOrDefault(target(table), List.of()).stream().filter(other -> other.key().equals(key)))
                    .anyMatch(other -> has(visible, other, words, together));
        }

        private static boolean isIn(String cell, List<String> words, boolean together) {
            if (together) return (" " + String.join(" ", parts(cell)) + " ").contains(" " + String.join(" ", words.stream().map(Plain::of).toList()) + " ");
            var word = Plain.of(words.getFirst());
            var joined = String.join(" ", parts(word));
            return words(cell).stream().anyMatch(known -> known.startsWith(word)) || parts(word).size() > 1 && (" " + String.join(" ", parts(cell)) + " ").contains(" " + joined + " ");
        }

        private static List<String> parts(String text) {
            return List.of(Plain.of(text).split("[^\\p{L}\\p{N}]+"));
        }

        private static List<String> words(String cell) {
            var words = new ArrayList<>(parts(cell));
            for (var piece : Plain.of(cell).split(" ")) {
                words.add(piece);
                words.add(String.join("", parts(piece)));
            }
            return words;
        }
    }
}
