package torg.sync.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static torg.sync.Until.until;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import torg.api.problem.Deadline;
import torg.api.problem.TorgException;
import torg.spi.sync.Governor;
import torg.spi.sync.Governor.Limits;
import torg.spi.sync.Urgency;
import torg.testkit.HandClock;

/** Alone on a clock moved by hand, where waiting lets the time pass; and with threads, where it is about who comes first. */
class RateGovernorTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private final HandClock clock = new HandClock();

    private RateGovernor governor(int perSecond) {
        return new RateGovernor("dynamics", new Limits(perSecond, 0), clock, (_, _, most) -> clock.pass(most));
    }

    private static String ask(Governor governor) throws Exception {
        return governor.pass(LONG, () -> "answer");
    }

    private static void silence(Governor governor) {
        assertThatThrownBy(() -> governor.pass(LONG, () -> {
            throw new IOException("nobody is there");
        })).isInstanceOf(IOException.class);
    }

    private static void isNotAsked(Governor governor) {
        assertThatThrownBy(() -> ask(governor)).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.code()).isEqualTo("sync.not-asked");
            assertThat(e.help()).as("it is read on the health page").isNotEmpty();
        });
    }

    @Test
    void noMoreThanWasDeclaredPassesInASecond() throws Exception {
        var governor = governor(10);
        var start = clock.instant();
        for (var request = 0; request < 101; request++) ask(governor);
        assertThat(Duration.between(start, clock.instant())).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void changesTakeHalfOfWhatTheErpDeclaredAndLeaveTheRestToPeople() {
        for (var declared : Map.of(0, 8, 1, 1, 3, 1, 20, 10, 50, 25, 10_000, 32).entrySet()) {
            var governor = new RateGovernor("dynamics", new Limits(0, declared.getKey()), clock, RateGovernor.Lull.THREADS);
            assertThat(governor.changesAtOnce()).as("of %d at once", declared.getKey()).isEqualTo(declared.getValue());
        }
    }

    @Test
    void withoutALimitNobodyWaits() throws Exception {
        var governor = governor(0);
        var start = clock.instant();
        for (var request = 0; request < 1_000; request++) ask(governor);
        assertThat(clock.instant()).isEqualTo(start);
    }

    @Test
    void anErpThatIsAskedTooMuchIsAskedHalfAsMuchAndThenSlowlyMore() throws Exception {
        var governor = governor(40);
        for (var request = 0; request < 80; request++) ask(governor);
        governor.pause(Duration.ofSeconds(3));
        governor.pause(Duration.ofSeconds(3));
        assertThat(governor.flow().rate().orElseThrow()).as("the second word of the same pause says nothing new").isCloseTo(20, within(1.0));
        var before = clock.instant();
        ask(governor);
        assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(3));
        clock.pass(Duration.ofSeconds(10));
        ask(governor);
        assertThat(governor.flow().rate().orElseThrow()).isCloseTo(22, within(1.5));
        assertThat(governor.flow().slowed()).isTrue();
        clock.pass(Duration.ofMinutes(5));
        ask(governor);
        assertThat(governor.flow().rate()).as("never more than declared").hasValue(40);
        assertThat(governor.flow().slowed()).isFalse();
    }

    @Test
    void anErpThatDeclaredNothingIsSlowedByWhatItGot() throws Exception {
        var governor = governor(0);
        for (var request = 0; request < 30; request++) ask(governor);
        governor.pause(Duration.ofSeconds(1));
        assertThat(governor.flow().rate()).hasValue(15);
        clock.pass(Duration.ofMinutes(20));
        ask(governor);
        assertThat(governor.flow().rate()).as("in the end nothing bounds it any more").isEmpty();
    }

    @Test
    void oneWordOfAnErpThatIsHardlyAskedLeavesRoomForPeople() throws Exception {
        var governor = governor(0);
        ask(governor);
        governor.pause(Duration.ofSeconds(1));
        assertThat(governor.flow().rate()).hasValue(10);
        for (var pause = 0; pause < 10; pause++) {
            clock.pass(Duration.ofSeconds(2));
            governor.pause(Duration.ofSeconds(1));
        }
        assertThat(governor.flow().rate()).as("it is always asked something").hasValue(1);
    }

    @Test
    void whoCannotWaitForTheEndOfAPauseIsToldAtOnce() {
        var governor = governor(0);
        governor.pause(Duration.ofSeconds(5));
        var before = clock.instant();
        assertThatThrownBy(() -> governor.pass(Duration.ofMillis(800), () -> "answer")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("sync.not-asked"));
        assertThat(clock.instant()).isEqualTo(before);
    }

    @Test
    void nobodyWaitsForATurnLongerThanForTheWholeAnswer() {
        var governor = governor(0);
        governor.pause(Duration.ofSeconds(5));
        var before = clock.instant();
        Deadline.within(Duration.ofSeconds(2), () -> assertThatThrownBy(() -> ask(governor)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("sync.not-asked")));
        assertThat(clock.instant()).isEqualTo(before);
    }

    @Test
    void aSilentErpIsLeftAloneAndFoundAgainByOneRequest() throws Exception {
        var governor = governor(0);
        for (var request = 0; request < 4; request++) silence(governor);
        ask(governor);
        for (var request = 0; request < 5; request++) silence(governor);
        assertThat(governor.flow().circuit()).as("four and five in a row").isEqualTo("open");
        isNotAsked(governor);
        clock.pass(Duration.ofSeconds(1));
        assertThat(governor.flow().circuit()).isEqualTo("half-open");
        silence(governor);
        isNotAsked(governor);
        clock.pass(Duration.ofSeconds(1));
        isNotAsked(governor);
        clock.pass(Duration.ofSeconds(1));
        assertThat(ask(governor)).as("the second time it is left alone for longer").isEqualTo("answer");
        assertThat(governor.flow().circuit()).isEqualTo("closed");
        ask(governor);
    }

    @Test
    void itIsNeverLeftAloneForLongerThanFiveSeconds() throws Exception {
        var governor = governor(0);
        for (var request = 0; request < 5; request++) silence(governor);
        for (var probe = 0; probe < 20; probe++) {
            clock.pass(Duration.ofSeconds(5));
            silence(governor);
        }
        clock.pass(Duration.ofSeconds(5));
        assertThat(ask(governor)).isEqualTo("answer");
    }

    @Test
    void aCustomersShortPatienceSaysNothingOfTheErp() throws Exception {
        var governor = governor(0);
        for (var request = 0; request < 20; request++) Urgency.PEOPLE.during(() -> {
            assertThatThrownBy(() -> governor.pass(LONG, () -> {
                throw new HttpTimeoutException("too slow for a page");
            })).isInstanceOf(HttpTimeoutException.class);
            return true;
        });
        assertThat(ask(governor)).isEqualTo("answer");
    }

    @Test
    void aMistakeInAnAnswerIsAnAnswer() throws Exception {
        var governor = governor(0);
        for (var request = 0; request < 20; request++) assertThatThrownBy(() -> governor.pass(LONG, () -> {
            throw new IllegalStateException("garbled");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(ask(governor)).isEqualTo("answer");
    }

    @Test
    void whatWasNotSentSaysNothingAndWhatIsOfNoUseIsAnAnswer() throws Exception {
        var governor = governor(0);
        for (var request = 0; request < 20; request++) fails(governor, new Governor.NotSent("no time is left"));
        assertThat(governor.flow().circuit()).isEqualTo("closed");
        for (var request = 0; request < 4; request++) silence(governor);
        fails(governor, new Governor.NotSent("no time is left"));
        silence(governor);
        assertThat(governor.flow().circuit()).as("it does not pass for an answer between five silences").isEqualTo("open");
        clock.pass(Duration.ofSeconds(1));
        for (var request = 0; request < 20; request++) fails(governor, new Governor.Unusable("too large", null));
        assertThat(governor.flow().circuit()).isEqualTo("closed");
    }

    private static void fails(Governor governor, IOException how) {
        assertThatThrownBy(() -> governor.pass(LONG, () -> {
            throw how;
        })).isSameAs(how);
    }

    @Test
    void whileOneFindsOutTheOthersWaitForWhatItFinds() throws Exception {
        var governor = new RateGovernor("dynamics", Limits.NONE, clock, RateGovernor.Lull.THREADS);
        for (var request = 0; request < 5; request++) silence(governor);
        clock.pass(Duration.ofSeconds(1));
        var answers = new CountDownLatch(1);
        var probe = Thread.ofVirtual().start(() -> held(governor, answers));
        until(() -> governor.flow().underWay() == 1);
        var passed = new CopyOnWriteArrayList<Urgency>();
        var other = Thread.ofVirtual().start(() -> noted(governor, Urgency.READING, passed));
        until(() -> governor.flow().waiting() == 1);
        assertThat(passed).isEmpty();
        answers.countDown();
        probe.join();
        other.join();
        assertThat(passed).hasSize(1);
    }

    @Test
    void peopleComeBeforeChangesAndTheseBeforeReading() throws Exception {
        var governor = new RateGovernor("dynamics", new Limits(0, 1), InstantSource.system(), RateGovernor.Lull.THREADS);
        var answers = new CountDownLatch(1);
        var first = Thread.ofVirtual().start(() -> held(governor, answers));
        until(() -> governor.flow().underWay() == 1);
        var passed = new CopyOnWriteArrayList<Urgency>();
        var others = new CopyOnWriteArrayList<Thread>();
        for (var urgency : List.of(Urgency.READING, Urgency.CHANGES, Urgency.READING, Urgency.PEOPLE, Urgency.CHANGES, Urgency.PEOPLE)) {
            var waiting = others.size() + 1;
            others.add(Thread.ofVirtual().start(() -> noted(governor, urgency, passed)));
            until(() -> governor.flow().waiting() == waiting);
        }
        answers.countDown();
        first.join();
        for (var other : others) other.join();
        assertThat(passed).containsExactly(Urgency.PEOPLE, Urgency.PEOPLE, Urgency.CHANGES, Urgency.CHANGES, Urgency.READING, Urgency.READING);
    }

    private static void held(Governor governor, CountDownLatch answers) {
        try {
            governor.pass(LONG, () -> {
                answers.await();
                return "answer";
            });
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void noted(Governor governor, Urgency urgency, List<Urgency> passed) {
        urgency.during(() -> {
            try {
                return governor.pass(LONG, () -> passed.add(Urgency.current()));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
