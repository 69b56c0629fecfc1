package torg.store.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static torg.store.TestHouse.SYNC;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.table.Condition;
import torg.api.table.Write;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.store.TestHouse;
import torg.store.database.TestDatabase;

/** A fault that somebody planted in the rights over SQL is found, and told as a handful of rows. */
class AskedTest {
    @Test
    void whoReadsEveryPieceWhenOnlySomeAreMeantIsFoundAndToldInLittle() {
        var found = Stream.generate(new Worlds()::next).filter(asked -> fails(asked, AskedTest::faulty)).findFirst().orElseThrow();

        var least = found.smallest(AskedTest::faulty);

        assertThat(rows(least.world())).as("%s", least).isLessThanOrEqualTo(3).isLessThan(rows(found.world()));
        assertThat(least.world().rules()).as("%s", least).hasSizeLessThanOrEqualTo(2);
        assertThat(least.world().links).as("%s", least).isEmpty();
        assertThatThrownBy(() -> in(least, AskedTest::faulty)).isInstanceOf(AssertionError.class);
        assertThatCode(() -> in(least, world -> new TestHouse(TestDatabase.H2.open()).with(world.schema).with(world))).as("without the fault").doesNotThrowAnyException();
    }

    /** Questions about pieces, of one world after the other. */
    private static final class Worlds {
        private long seed;

        Asked next() {
            while (true) {
                var asked = Asked.next(new RandomWorld(++seed, 1));
                if (asked.query().table().equals("piece")) return asked;
            }
        }
    }

    private static TestHouse faulty(RandomWorld world) {
        return new TestHouse(TestDatabase.H2.open()).with(world.schema).with(new EveryPiece(world));
    }

    private static boolean fails(Asked asked, Function<RandomWorld, TestHouse> open) {
        try {
            in(asked, open);
            return false;
        } catch (AssertionError wrong) {
            return true;
        }
    }

    private static void in(Asked asked, Function<RandomWorld, TestHouse> open) {
        try (var house = open.apply(asked.world())) {
            house.tables.write(SYNC, Write.of(asked.world().changes()));
            asked.in(house, "planted");
        }
    }

    private static int rows(RandomWorld world) {
        return world.rows.values().stream().mapToInt(of -> of.size()).sum();
    }

    /** Whoever may read some piece reads them all. */
    private record EveryPiece(RandomWorld right) implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            var grant = right.grant(caller, table, privilege);
            return table.equals("piece") && !grant.reachesNothing() ? new Grant(new Condition.Everything(), grant.because()) : grant;
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return right.columns(caller, table, privilege);
        }

        @Override
        public Set<String> tables() {
            return right.tables();
        }
    }
}
