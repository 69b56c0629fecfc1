package torg.connector.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Quotes.Item;
import torg.spi.sync.Connector.Outgoing;
import torg.spi.sync.Connector.Read;
import torg.spi.sync.Governor;
import torg.spi.sync.LiveQuestions.Question;
import torg.spi.sync.Urgency;

/** Every request that leaves the house passes the governor, and what the ERP says of being asked too much is told to it. */
class GovernedTest {
    private final Passing governor = new Passing();
    private Wire wire;
    private DynamicsConnector connector;

    @BeforeEach
    void start() throws IOException {
        wire = new Wire(_ -> Wire.Answer.json("{\"value\":[]}"));
        connector = new DynamicsConnector(new Settings(wire.url(), "", ""), Duration.ofSeconds(20), InstantSource.system());
        connector.governed(governor);
    }

    @AfterEach
    void stop() {
        connector.stop();
        wire.close();
    }

    @Test
    void everyRequestPassesTheGovernor() {
        connector.describe("Currencies");
        connector.read(new Read("Currencies", List.of("CurrencyCode"), Map.of(), Map.of(), Optional.empty()));
        connector.create(new Outgoing("SalesOrderHeadersV2", "W000001", "CustomersOrderReference", Map.of("CustomersOrderReference", "W000001"), Optional.empty(), Set.of()));
        assertThat(wire.asked).hasSizeGreaterThan(3);
        assertThat(governor.passed).hasSameSizeAs(wire.asked);
    }

    @Test
    void aLiveQuestionStaysUrgentOnAllItsThreads() {
        connector.describe("Currencies");
        governor.passed.clear();
        Urgency.PEOPLE.during(() -> connector.questions().orElseThrow().quotes(new Question("nwnd", "ALFKI", "USD", List.of(new Item("1", "ea", BigDecimal.ONE))), Duration.ofSeconds(10)));
        assertThat(governor.passed).isNotEmpty().containsOnly(Urgency.PEOPLE);
    }

    @Test
    void aPauseIsToldToTheGovernorWhoeverMeetsIt() {
        wire.behave(_ -> new Wire.Answer(429, "", Map.of("Retry-After", "7")));
        connector.read(new Read("Currencies", List.of("CurrencyCode"), Map.of(), Map.of(), Optional.empty()));
        assertThat(governor.pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void whatTheGovernorDoesNotLetPassIsNotSentAndIsNoUnknown() {
        connector.describe("SalesOrderHeadersV2");
        var before = wire.asked.size();
        governor.left.set(1);
        var order = new Outgoing("SalesOrderHeadersV2", "W000001", "CustomersOrderReference", Map.of("CustomersOrderReference", "W000001"), Optional.empty(), Set.of());
        assertThatThrownBy(() -> connector.create(order)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.UPSTREAM));
        assertThat(wire.asked).as("the question whether it is there").hasSize(before + 1);
        assertThat(wire.asked).extracting(Wire.Asked::method).containsOnly("GET");
    }

    @Test
    void theGovernorIsToldWhatIsOfNoUseFromWhatDidNotCome() {
        connector.describe("Currencies");
        wire.behave(_ -> Wire.Answer.endless());
        assertThatThrownBy(() -> connector.read(new Read("Currencies", List.of("CurrencyCode"), Map.of(), Map.of(), Optional.empty()))).isInstanceOf(TorgException.class);
        assertThat(governor.failures).singleElement().isInstanceOf(Governor.Unusable.class);
    }

    @Test
    void whatIsNotSentForWantOfTimeIsNoSilence() {
        connector.describe("Currencies");
        var before = wire.asked.size();
        governor.late = true;
        var question = new Question("nwnd", "ALFKI", "USD", List.of(new Item("1", "ea", BigDecimal.ONE)));
        assertThatThrownBy(() -> connector.questions().orElseThrow().quotes(question, Duration.ofMillis(300))).isInstanceOf(TorgException.class);
        assertThat(governor.failures).isNotEmpty().allSatisfy(failure -> assertThat(failure).isInstanceOf(Governor.NotSent.class));
        assertThat(wire.asked).hasSize(before);
    }

    @Test
    void saysWhatTheErpTakes() {
        assertThat(connector.limits()).isEqualTo(new Governor.Limits(20, 50));
    }

    @Test
    void limitsThatAreNoneAreRefusedByName() {
        for (var wrong : List.of(-1, Governor.Limits.MOST + 1)) {
            assertThatThrownBy(() -> Governor.Limits.set("torg.connector.dynamics", wrong, 0)).hasMessageContaining("'requests-per-second' of torg.connector.dynamics is " + wrong);
            assertThatThrownBy(() -> Governor.Limits.set("torg.connector.dynamics", 0, wrong)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.help()).isNotEmpty())
                    .hasMessageContaining("'requests-at-once' of torg.connector.dynamics is " + wrong);
        }
        assertThat(Governor.Limits.set("torg.connector.dynamics", 0, 0)).isEqualTo(Governor.Limits.NONE);
    }

    /** Lets so many pass and notes how urgent each was. */
    private static final class Passing implements Governor {
        private final List<Urgency> passed = new CopyOnWriteArrayList<>();
        private final List<IOException> failures = new CopyOnWriteArrayList<>();
        /** Whether the turn comes only when nobody waits for it any more. */
        private volatile boolean late;
        private final List<Duration> pauses = new CopyOnWriteArrayList<>();
        private final AtomicInteger left = new AtomicInteger(1_000);

        @Override
        public <T> T pass(Duration most, Request<T> request) throws IOException, InterruptedException {
            if (left.getAndDecrement() <= 0) throw TorgException.of(ProblemKind.UPSTREAM, "test.not-asked", "it is left alone");
            passed.add(Urgency.current());
            if (late) Thread.sleep(most);
            try {
                return request.send();
            } catch (IOException e) {
                failures.add(e);
                throw e;
            }
        }

        @Override
        public void pause(Duration asked) {
            pauses.add(asked);
        }
    }
}
