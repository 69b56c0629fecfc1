package torg.store.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static torg.store.TestHouse.SYNC;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Relationship;
import torg.api.table.Row;
import torg.api.table.Write;
import torg.store.TestHouse;
import torg.testkit.random.Shrinking;

/** A question that somebody asks in a random world. SQL has to answer it as the {@link Oracle} does. */
record Asked(RandomWorld world, Caller caller, Query query, int skip, Relationship side) {
    /** How many smaller questions are tried for one that was answered wrong. */
    private static final int MOST_TRIES = 800;

    /** The next question of a world. */
    static Asked next(RandomWorld world) {
        var query = world.query();
        return new Asked(world, world.caller(), query, world.random.nextInt(6), world.pick(List.copyOf(new TreeMap<>(world.schema.table(query.table()).relationships()).values())));
    }

    /**
     * Compare the answers.
     *
     * @param house where the world's rows are
     * @return how many rows the answer has
     * @throws AssertionError when SQL answers anything else
     */
    int in(TestHouse house, String name) {
        var expected = new Oracle(world, caller).answer(query);
        var what = name + ": " + query + " as " + caller;
        if (expected.isEmpty()) {
            assertThat(catchThrowableOfType(TorgException.class, () -> house.tables.query(caller, query))).as(what).extracting(TorgException::code).isEqualTo("table.unknown-column");
            return 0;
        }
        assertThat(byCursor(house, expected.get().size(), what)).as(what).isEqualTo(expected.get());
        var skipped = house.tables.query(caller, query.skip(skip));
        assertThat(skipped.rows().stream().map(Row::cells).toList()).as(what + " skipping " + skip)
                .isEqualTo(expected.get().stream().skip(skip).limit(query.top()).toList());
        assertThat(skipped.total()).as(what).hasValue(expected.get().size());
        var table = world.schema.table(query.table());
        assertThat(house.tables.links(caller, table.name(), side.name(), world.rows.get(table.name()).keySet())).as("%s: links by %s", name, side.name())
                .isEqualTo(new Oracle(world, caller).links(table, side));
        return expected.get().size();
    }

    /**
     * The least of it that is answered wrong as well.
     *
     * @param open an empty house with the rights of a world
     */
    Asked smallest(Function<RandomWorld, TestHouse> open) {
        return Shrinking.smallest(this, Asked::smaller, asked -> asked.isAnsweredWrong(open), MOST_TRIES);
    }

    private boolean isAnsweredWrong(Function<RandomWorld, TestHouse> open) {
        try (var house = open.apply(world)) {
            var changes = world.changes();
            if (!changes.isEmpty()) house.tables.write(SYNC, Write.of(changes));
            in(house, "");
            return false;
        } catch (AssertionError wrong) {
            return true;
        }
    }

    private List<Asked> smaller() {
        var worlds = world.smaller().stream().map(fewer -> new Asked(fewer, caller, query, skip, side));
        var callers = fewer().map(less -> new Asked(world, less, query, skip, side));
        var questions = questions().map(less -> new Asked(world, caller, less, skip, side));
        return Stream.of(questions, callers, worlds).flatMap(each -> each).toList();
    }

    private Stream<Caller> fewer() {
        var roles = caller.roles().stream().filter(role -> !role.equals("anonymous")).map(role -> {
            var fewer = new TreeSet<>(caller.roles());
            fewer.remove(role);
            return with(caller.accounts(), fewer);
        });
        return Stream.concat(roles, without(caller.accounts()).map(accounts -> with(accounts, new TreeSet<>(caller.roles()))));
    }

    private Caller with(List<String> accounts, TreeSet<String> roles) {
        return new Caller(caller.kind(), caller.name(), caller.contact(), accounts, roles, caller.form(), caller.limits(), caller.deputy());
    }

    private Stream<Query> questions() {
        var where = query.where() instanceof Condition.Everything ? Stream.<Query>of() : Stream.of(query.where(new Condition.Everything()));
        var select = without(query.select()).map(fewer -> new Query(query.table(), fewer, query.where(), query.order(), query.top(), query.after(), query.skip(), query.count()));
        var order = without(query.order()).map(fewer -> query.order(fewer.toArray(Query.Order[]::new)));
        return Stream.of(where, select, order).flatMap(each -> each);
    }

    private static <T> Stream<List<T>> without(List<T> all) {
        return IntStream.range(0, all.size()).mapToObj(left -> {
            var fewer = new ArrayList<>(all);
            fewer.remove(left);
            return List.copyOf(fewer);
        });
    }

    private List<Map<String, Object>> byCursor(TestHouse house, int expected, String what) {
        var all = new ArrayList<Map<String, Object>>();
        var page = house.tables.query(caller, query);
        while (true) {
            assertThat(page.total()).as(what).hasValue(expected);
            page.rows().forEach(row -> all.add(row.cells()));
            if (page.next().isEmpty()) return all;
            assertThat(all.size()).as(what).isLessThan(expected);
            page = house.tables.query(caller, query.after(page.next().get()));
        }
    }

    @Override
    public String toString() {
        return query + " as " + caller + " in " + world;
    }
}
