package torg.web.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.web.door.Peer;

class TurnsTest {
    private static final Caller JANE = Caller.contact("1", "Jane", List.of(), List.of());
    private static final Caller SAM = Caller.contact("2", "Sam", List.of(), List.of());
    private static final Caller FEED = Caller.client("feed", List.of(), List.of());
    private final CountDownLatch begun = new CountDownLatch(Turns.AT_A_TIME);
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void whoAsksWithoutEndKeepsOutNobodyElse() throws Exception {
        var turns = new Turns(Duration.ZERO);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<String>>();
            for (var i = 0; i < Turns.AT_A_TIME; i++) asked.add(threads.submit(() -> turns.take(Turns.who(JANE), this::slow)));
            begun.await();

            assertThatThrownBy(() -> turns.take(Turns.who(JANE), () -> "one more")).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.TOO_MANY));
            for (var other : List.of(SAM, FEED, Caller.ANONYMOUS)) assertThat(turns.take(Turns.who(other), () -> "answered")).isEqualTo("answered");

            end.countDown();
            for (var answer : asked) assertThat(answer.get()).isEqualTo("late");
        }
        assertThat(turns.take(Turns.who(JANE), () -> "again")).isEqualTo("again");
        assertThat(turns.isIdle()).isTrue();
    }

    @Test
    void callsOfWhoIsNotSignedInAreCountedByNetwork() throws Exception {
        var turns = new Turns(Duration.ZERO);
        var here = Turns.who(Caller.ANONYMOUS, new Peer("2001:db8:0:1::1", false, false));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < Turns.AT_A_TIME; i++) threads.submit(() -> turns.take(here, this::slow));
            begun.await();

            var neighbour = Turns.who(Caller.ANONYMOUS, new Peer("2001:db8:0:2::9", false, false));
            assertThatThrownBy(() -> turns.take(neighbour, () -> "one more")).isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.TOO_MANY));
            assertThat(turns.take(Turns.who(Caller.ANONYMOUS, new Peer("192.0.2.1", false, false)), () -> "answered")).isEqualTo("answered");
            assertThat(turns.take(Turns.who(JANE, new Peer("2001:db8:0:1::1", false, false)), () -> "answered")).as("who signed in has turns of their own").isEqualTo("answered");
            end.countDown();
        }
        assertThat(Turns.who(Caller.ANONYMOUS, new Peer(Peer.UNKNOWN, false, false))).isEmpty();
    }

    @Test
    void whoWaitsIsAnsweredInTurn() throws Exception {
        var turns = new Turns(Duration.ofMinutes(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < Turns.AT_A_TIME; i++) threads.submit(() -> turns.take(Turns.who(JANE), this::slow));
            begun.await();
            var next = threads.submit(() -> turns.take(Turns.who(JANE), () -> "answered"));

            end.countDown();

            assertThat(next.get()).isEqualTo("answered");
        }
        assertThat(turns.isIdle()).isTrue();
    }

    @Test
    void whatFailsGivesItsPlaceBack() {
        var turns = new Turns(Duration.ZERO);
        for (var i = 0; i < 2 * Turns.AT_A_TIME; i++) {
            assertThatThrownBy(() -> turns.take(Turns.who(JANE), () -> {
                throw new IllegalStateException("broken");
            })).isInstanceOf(IllegalStateException.class);
        }
        assertThat(turns.isIdle()).isTrue();
    }

    private String slow() {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "late";
    }
}
