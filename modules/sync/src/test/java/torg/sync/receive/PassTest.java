package torg.sync.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.sync.OrderDocuments;
import torg.sync.SmallHouse;
import torg.sync.Track;
import torg.sync.connector.Pause;
import torg.sync.map.MapsCompiler;
import torg.testkit.TableDocuments;

/** A look at everything goes on where it was interrupted. */
class PassTest extends SmallHouse {
    private static final int CUSTOMERS = 20;
    private final Track track = new Track(InstantSource.system());
    private int pages;
    /** What every so many pages run into. */
    private RuntimeException fault = new Pause(Duration.ofSeconds(7), "busy");
    private int every = 3;

    @BeforeEach
    void customers() {
        erp.entities.get("Customers").clear();
        for (var customer = 0; customer < CUSTOMERS; customer++) erp.with("Customers", Map.of("Id", "C" + customer, "Name", customer == 1 ? "x".repeat(300) : "One"));
    }

    @Test
    void endsAlthoughTheErpAsksForPauses() {
        assertThatThrownBy(this::look).isInstanceOf(Pause.class);
        assertThat(ledger.failures(10)).as("found before the pause").hasSize(1);
        assertThat(looks()).isEqualTo(4);
        assertThat(tables.find(SYNC, "account", "C" + (CUSTOMERS - 1))).isPresent();
        assertThat(erp.reads).as("each page once").hasValue(CUSTOMERS / 2);
        assertThat(tables.find(SYNC, SyncTables.STATE, "accounts")).get().satisfies(state -> {
            assertThat(state.integer("records")).isEqualTo(CUSTOMERS);
            assertThat(state.integer("failures")).isEqualTo(1);
        });
        assertThat(ledger.failures(10)).as("and kept").hasSize(1);
    }

    @Test
    void endsAlthoughTheErpIsAwayNowAndThen() {
        fault = TorgException.of(ProblemKind.UPSTREAM, "erp.away", "the ERP cannot be reached");
        assertThat(looks()).isEqualTo(5);
        assertThat(erp.reads).hasValue(CUSTOMERS / 2);
    }

    @Test
    void beginsAnewWhereItCameNoPageFurther() {
        assertThatThrownBy(this::look).isInstanceOf(Pause.class);
        fault = TorgException.of(ProblemKind.CONFIG, "erp.forgotten", "there is no such page");
        every = 1;
        assertThatThrownBy(this::look).isInstanceOf(TorgException.class);
        erp.reads.set(0);
        every = 100;
        assertThat(looks()).isEqualTo(1);
        assertThat(erp.reads).hasValue(CUSTOMERS / 2);
    }

    @Test
    void beginsAnewWhenTheMapIsAnother() {
        assertThatThrownBy(this::look).isInstanceOf(Pause.class);
        var draft = OrderDocuments.source().document("maps/accounts.yml", "{map: accounts, connector: dynamics, entity: Customers, table: account, columns: {number: Id, name: Id}}");
        draft.compile(new TableDocuments());
        maps = draft.compile(new MapsCompiler());
        assertThat(looks()).isEqualTo(5);
        assertThat(tables.find(SYNC, "account", "C0")).get().satisfies(account -> assertThat(account.text("name")).contains("C0"));
    }

    @Test
    void aFirstReadingGoesOnWhereAnotherProcessWasKilled() {
        assertThatThrownBy(this::look).isInstanceOf(Pause.class);
        erp.reads.set(0);
        every = 100;
        var next = new Track(InstantSource.system());
        assertThat(next.run(map("accounts"), receiver())).isTrue();
        assertThat(erp.reads).as("the pages that were here are not read again").hasValue(CUSTOMERS / 2 - 2);
        assertThat(tables.find(SYNC, SyncTables.STATE, "accounts")).get().satisfies(state -> {
            assertThat(state.integer("records")).isEqualTo(CUSTOMERS);
            assertThat(state.text("cursor")).as("nothing is left to go on with").isEmpty();
        });
        assertThat(ledger.failures(10)).as("found by the process that is no more").hasSize(1);
        erp.reads.set(0);
        everything();
        assertThat(erp.reads.get()).as("what was read once is read from its beginning").isGreaterThanOrEqualTo(CUSTOMERS / 2);
        assertThat(tables.find(SYNC, "account", "C" + (CUSTOMERS - 1))).isPresent();
    }

    @Test
    void aPlaceIsForgottenWithTheMapThatAskedForItAndAfterAnHour() {
        assertThatThrownBy(this::look).isInstanceOf(Pause.class);
        assertThat(ledger.reached(map("accounts"))).isPresent();
        clock.pass(Duration.ofHours(2));
        assertThat(ledger.reached(map("accounts"))).isEmpty();
        assertThat(receiver().begin(map("accounts")).cursor()).isEmpty();
    }

    @Test
    void aPlaceThatTheErpDoesNotKnowIsTriedOnce() {
        assertThatThrownBy(this::look).isInstanceOf(Pause.class);
        var next = new Track(InstantSource.system());
        erp.reads.set(0);
        pages = 0;
        every = 1;
        fault = TorgException.of(ProblemKind.CONFIG, "erp.forgotten", "there is no such page");
        assertThatThrownBy(() -> next.run(map("accounts"), faulty())).isSameAs(fault);
        every = 100;
        assertThat(next.run(map("accounts"), faulty())).isTrue();
        assertThat(erp.reads).as("from the beginning").hasValue(CUSTOMERS / 2);
    }

    /** How often one has to look until everything was read. */
    private int looks() {
        for (var look = 1; look < 20; look++) {
            try {
                assertThat(look()).isTrue();
                return look;
            } catch (TorgException | Pause e) {
                assertThat(e).isSameAs(fault);
            }
        }
        throw new AssertionError("it does not end");
    }

    private boolean look() {
        return track.run(map("accounts"), faulty());
    }

    private Receiver faulty() {
        return new Receiver(tables, SYNC, ledger, outbox, maps, new Receiver.Source(erp, () -> {
            if (++pages % every == 0) throw fault;
        }));
    }
}
