package torg.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.file.FileContent;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Link;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.spi.access.TableAccess;
import torg.testkit.TestSource;
import torg.testkit.MemoryTables;
import torg.testkit.random.Trial.Step;

/**
 * Random tables, rows, rules, questions and changes: a gate to rows is compared with {@link MemoryTables}, answer for answer; where they differ, the rows and the questions are made fewer while
 * they do.
 */
public interface RandomTablesContract {
    /** A part of the house, which may do everything. */
    Caller HOUSE = Caller.service("test");
    /** What each house is asked. */
    int ROUNDS = 60;
    /** When what failed is made smaller: each try opens a gate of its own. */
    int MOST_TRIES = 300;

    /**
     * An empty gate over the tables of this site; called several times in a test, each gate is independent of the others.
     *
     * @param rules who answers for rights
     */
    Tables open(TestSource site, TableAccess rules);

    /** How many random houses are compared. */
    default int houses() {
        return 12;
    }

    /** A gate that is no longer needed; whoever closes all of theirs after each test may leave it. */
    default void close(Tables gate) {}

    @Test
    default void questionsAreAnsweredAsBySomebodyWhoLooksAtEveryRow() {
        inEveryHouse(house -> {
            var caller = house.caller();
            var question = house.question();
            return new Step(caller + " asks " + question, tables -> pages(tables, caller, question),
                    tables -> files(tables, caller, question.table()), tables -> links(tables, caller, question.table()));
        });
    }

    @Test
    default void changesAreMadeAsBySomebodyWhoLooksAtEveryRow() {
        inEveryHouse(house -> {
            var caller = house.caller();
            var change = house.change();
            return new Step(caller + " wants " + change, tables -> done(tables, caller, change), tables -> everything(tables, change.table()),
                    tables -> files(tables, HOUSE, change.table()), tables -> links(tables, HOUSE, change.table()));
        });
    }

    @Test
    default void oneQuestionForManyKeysIsAnsweredAsOneForEach() {
        inEveryHouse(house -> {
            var caller = house.caller();
            var question = house.question();
            var by = house.holder(question.table());
            var keys = house.keys(question.table(), by);
            return new Step(caller + " asks " + question + " by " + by + " of " + keys, tables -> each(tables, caller, question, by, keys));
        });
    }

    @Test
    default void figuresAreThoseOfSomebodyWhoAddsUpEveryRow() {
        inEveryHouse(house -> {
            var caller = house.caller();
            var grouping = house.grouping();
            return new Step(caller + " asks " + grouping, tables -> attempt(() -> List.copyOf(tables.groups(caller, grouping))));
        });
    }

    private void inEveryHouse(Function<RandomHouse, Step> next) {
        for (var seed : Dice.seeds(houses())) {
            var house = new RandomHouse(seed);
            var rows = house.rows().stream().map(Write::changes).toList();
            agree("seed " + seed, house, new Trial(rows, Stream.generate(() -> next.apply(house)).limit(ROUNDS).toList()));
        }
    }

    private void agree(String seed, RandomHouse house, Trial trial) {
        disagreement(house, trial).ifPresent(found -> {
            var least = Shrinking.smallest(trial.until(found.step()), Trial::smaller, one -> failsToo(house, one), MOST_TRIES);
            throw new AssertionError(seed + " step " + found.step() + ", made smaller: " + least, found.error());
        });
    }

    /** Whether it fails as well; what cannot be written any more, for something else points to what was left out, does not. */
    private boolean failsToo(RandomHouse house, Trial smaller) {
        try {
            return disagreement(house, smaller).isPresent();
        } catch (TorgException impossible) {
            return false;
        }
    }

    /** The first step at which a new gate answers otherwise than somebody who looks at every row. */
    private Optional<Disagreement> disagreement(RandomHouse house, Trial trial) {
        var oracle = new MemoryTables(house.schema()).rights(house.rules());
        trial.fill(oracle, HOUSE);
        var subject = open(house.site(), house.rules());
        try {
            trial.fill(subject, HOUSE);
            for (var step = 0; step < trial.steps().size(); step++) {
                try {
                    trial.steps().get(step).ask(subject, oracle);
                } catch (AssertionError found) {
                    return Optional.of(new Disagreement(step, found));
                }
            }
            return Optional.empty();
        } finally {
            close(subject);
        }
    }

    /** Where two gates answered differently, and how. */
    record Disagreement(int step, AssertionError error) {}

    /** For each key the first page, told apart from the pages behind it by following them. */
    private static List<Object> each(Tables tables, Caller caller, Query question, String by, List<String> keys) {
        return attempt(() -> {
            var linked = tables.schema().table(question.table()).relationship(by).isPresent();
            var answers = new ArrayList<Object>();
            tables.each(caller, question, by, keys, 1_000).forEach((key, rows) -> {
                answers.add(List.of(key, rows.total(), rows.rows().stream().map(row -> List.of(row.key(), row.version(), selected(row, question))).toList()));
                var one = question.where(Condition.all(question.where(), linked ? new Condition.Linked(by, Condition.eq("id", key)) : Condition.eq(by, key)));
                if (rows.next().isPresent()) answers.add(pages(tables, caller, one.after(rows.next().get()).skip(0)));
            });
            return answers;
        });
    }

    /** All answers of a question, page for page, or what was wrong with it. */
    private static List<Object> pages(Tables tables, Caller caller, Query question) {
        return attempt(() -> {
            var pages = new ArrayList<Object>();
            var page = tables.query(caller, question);
            while (true) {
                pages.add(page.total());
                page.rows().forEach(row -> pages.add(Map.of("key", row.key(), "version", row.version(), "cells", selected(row, question))));
                if (page.next().isEmpty() || pages.size() > 1_000) return pages;
                page = tables.query(caller, question.after(page.next().get()));
            }
        });
    }

    private static Map<String, Object> selected(Row row, Query question) {
        var cells = new TreeMap<>(row.cells());
        cells.keySet().retainAll(question.select());
        return cells;
    }

    private static List<Object> attempt(Supplier<List<Object>> call) {
        try {
            return call.get();
        } catch (TorgException e) {
            return List.of(e.kind(), e.code());
        }
    }

    /** Whether it was done; which right was found missing first is not for a contract to say. */
    private static boolean done(Tables tables, Caller caller, Change change) {
        try {
            tables.write(caller, Write.of(change));
            return true;
        } catch (TorgException e) {
            assertThat(e.kind()).isIn(ProblemKind.DENIED, ProblemKind.NOT_FOUND, ProblemKind.INVALID, ProblemKind.CONFLICT);
            return false;
        }
    }

    private static Set<String> everything(Tables tables, String table) {
        var rows = new TreeSet<String>();
        tables.query(HOUSE, Query.of(table, tables.schema().table(table).columns().keySet().toArray(String[]::new))).rows()
                .forEach(row -> rows.add(row.key() + " " + row.version() + " " + new TreeMap<>(row.cells())));
        return rows;
    }

    /** Every link of a table's rows, by relationship, as the caller sees it. */
    private static Map<String, List<Link>> links(Tables tables, Caller caller, String table) {
        var links = new TreeMap<String, List<Link>>();
        var keys = IntStream.range(0, RandomConditions.ROWS + 3).mapToObj(number -> RandomHouse.key(table, number)).toList();
        tables.schema().table(table).relationships().keySet().forEach(name -> links.put(name, tables.links(caller, table, name, keys)));
        return links;
    }

    /** Every file of a table's rows that the caller may read, by column and key. */
    private static Map<String, List<Integer>> files(Tables tables, Caller caller, String table) {
        var files = new TreeMap<String, List<Integer>>();
        tables.schema().table(table).columns().keySet().forEach(column -> files.put(column, IntStream.range(0, RandomConditions.ROWS + 3)
                .mapToObj(number -> tables.file(caller, table, RandomHouse.key(table, number), column).map(RandomTablesContract::read).orElse(0)).toList()));
        return files;
    }

    private static int read(FileContent file) {
        try (var in = file.bytes().open()) {
            return Arrays.hashCode(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
