package torg.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.api.table.Write;

/** Rows that two gates are filled with, and what both are asked then, one step after the other. */
record Trial(List<List<Change>> rows, List<Step> steps) {
    /** Fewer rows than this, and it is worth trying which of their values it takes. */
    private static final int FEW = 12;

    Trial {
        rows = List.copyOf(rows);
        steps = List.copyOf(steps);
    }

    /**
     * What both gates are asked at once.
     *
     * @param what who asks for what, to read
     * @param questions what is done with each gate; what comes out has to be equal
     */
    record Step(String what, List<Function<Tables, Object>> questions) {
        @SafeVarargs
        Step(String what, Function<Tables, Object>... questions) {
            this(what, List.of(questions));
        }

        /** {@link AssertionError} where they differ. */
        void ask(Tables subject, Tables oracle) {
            questions.forEach(question -> assertThat(question.apply(subject)).as("%s", what).isEqualTo(question.apply(oracle)));
        }
    }

    /** Write the rows into an empty gate; in as many writes as they came. */
    void fill(Tables tables, Caller house) {
        for (var changes : rows) if (!changes.isEmpty()) tables.write(house, Write.of(changes));
    }

    /** As it was until this step, which failed. */
    Trial until(int step) {
        return new Trial(rows, steps.subList(0, step + 1));
    }

    /** Without a part of the rows, the steps before the last or, where few are left, one value of a row; the largest parts first. */
    List<Trial> smaller() {
        var last = steps.size() - 1;
        var fewerSteps = without(steps.subList(0, last)).map(before -> new Trial(rows, Stream.concat(before.stream(), Stream.of(steps.get(last))).toList()));
        var fewerRows = each((at, changes) -> without(changes).map(fewer -> with(at, fewer)));
        var fewerValues = rows.stream().mapToInt(List::size).sum() >= FEW ? Stream.<Trial>of() : each((at, changes) -> values(changes).map(fewer -> with(at, fewer)));
        return Stream.of(fewerSteps, fewerRows, fewerValues).flatMap(each -> each).toList();
    }

    private Stream<Trial> each(Smaller smaller) {
        return IntStream.range(0, rows.size()).boxed().flatMap(at -> smaller.of(at, rows.get(at)));
    }

    @FunctionalInterface
    private interface Smaller {
        Stream<Trial> of(int at, List<Change> changes);
    }

    private Trial with(int at, List<Change> changes) {
        var all = new ArrayList<>(rows);
        all.set(at, changes);
        return new Trial(all, steps);
    }

    /** Each half left out, then each quarter, down to each one alone. */
    private static <T> Stream<List<T>> without(List<T> all) {
        return IntStream.iterate(all.size(), size -> size > 0, size -> size / 2).boxed()
                .flatMap(size -> IntStream.iterate(0, from -> from < all.size(), from -> from + size)
                        .mapToObj(from -> Stream.concat(all.subList(0, from).stream(), all.subList(Math.min(all.size(), from + size), all.size()).stream()).toList()));
    }

    private static Stream<List<Change>> values(List<Change> changes) {
        return IntStream.range(0, changes.size()).boxed().flatMap(at -> changes.get(at) instanceof Change.Put(var table, var key, var values)
                ? values.keySet().stream().sorted().map(name -> {
                    var fewer = new HashMap<>(values);
                    fewer.remove(name);
                    var all = new ArrayList<>(changes);
                    all.set(at, new Change.Put(table, key, fewer));
                    return List.copyOf(all);
                })
                : Stream.of());
    }

    @Override
    public String toString() {
        return "rows " + rows.stream().flatMap(List::stream).toList() + ", then " + steps.stream().map(Step::what).toList();
    }
}
