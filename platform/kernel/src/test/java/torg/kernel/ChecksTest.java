package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torg.api.health.ModuleState;
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.health.HealthCheck;

class ChecksTest {
    private final Checks checks = new Checks();

    @AfterEach
    void stop() {
        checks.close();
    }

    @Test
    void answersAreSortedByName() {
        checks.add(check("store", () -> Status.ok("open")));
        checks.add(check("site", () -> Status.warn("old", "look")));

        assertThat(checks.all().keySet()).containsExactly("site", "store");
        assertThat(checks.all()).containsEntry("store", Status.ok("open"));
    }

    @Test
    void aCheckThatThrowsIsNotReadyAndSaysNothingInternal() {
        checks.add(check("store", () -> {
            throw new IllegalStateException("jdbc:h2:secret");
        }));

        assertThat(checks.all().get("store")).isEqualTo(Status.notReady("'store' could not be checked", "look into the log"));
    }

    @Test
    void aCheckThatCannotSayItsNameOrAnswersNothingSilencesNobody() {
        checks.add(new Nameless());
        checks.add(check(null, () -> Status.ok("fine")));
        checks.add(check("empty", () -> null));
        checks.add(check("half", () -> new Status(null, "fine", "")));
        checks.add(check("site", () -> Status.ok("fine")));

        assertThat(checks.recent()).containsEntry("site", Status.ok("fine")).containsEntry("Nameless", Status.ok("well"))
                .containsEntry("empty", Status.notReady("'empty' could not be checked", "look into the log"))
                .containsEntry("half", Status.notReady("'half' could not be checked", "look into the log")).hasSize(5);
    }

    /** A check whose module is just being taken away. */
    private static final class Nameless implements HealthCheck {
        @Override
        public String name() {
            throw new NoClassDefFoundError("gone");
        }

        @Override
        public Status check() {
            return Status.ok("well");
        }
    }

    @Test
    void whatACheckKnowsToSayIsSaid() {
        checks.add(check("pages", () -> {
            throw TorgException.of(ProblemKind.BUSY, "site.not-ready", "the site is not there yet").help("wait a moment");
        }));

        assertThat(checks.all().get("pages")).isEqualTo(Status.notReady("the site is not there yet", "wait a moment"));
    }

    @Test
    void aCheckThatHangsIsNotReadyAfterASecond() {
        var never = new CountDownLatch(1);
        checks.add(check("store", () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Status.ok("late");
        }));
        checks.add(check("site", () -> Status.ok("fine")));
        var start = System.nanoTime();

        assertThat(checks.all().get("store").message()).isEqualTo("'store' did not answer within a second");
        assertThat(checks.all().get("site")).isEqualTo(Status.ok("fine"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void whoAsksAtOnceSharesOneLook() throws Exception {
        var looks = new AtomicInteger();
        checks.add(check("store", () -> {
            sleep(200);
            return Status.ok("look " + looks.incrementAndGet());
        }));

        for (var answer : atOnce(50)) assertThat(answer.get()).containsEntry("store", Status.ok("look 1"));
        assertThat(looks).hasValue(1);
    }

    @Test
    void answersAreKeptForAMoment() {
        var looks = new AtomicInteger();
        checks.add(check("store", () -> Status.ok("look " + looks.incrementAndGet())));

        for (var i = 0; i < 100; i++) checks.recent();
        assertThat(looks.get()).isLessThan(10);
        var before = looks.get();
        sleep(600);
        assertThat(checks.recent()).containsEntry("store", Status.ok("look " + (before + 1)));
    }

    @Test
    void whoComesOrGoesShowsAtOnce() {
        assertThat(checks.recent()).isEmpty();
        var site = check("site", () -> Status.ok("fine"));
        checks.add(site);
        assertThat(checks.recent()).containsOnlyKeys("site");
        checks.remove(site);
        assertThat(checks.recent()).isEmpty();
    }

    @Test
    void aCheckThatHangsHoldsNobodyLongerThanASecond() throws Exception {
        var never = new CountDownLatch(1);
        checks.add(check("store", () -> {
            while (true) {
                try {
                    never.await();
                    return Status.ok("late");
                } catch (InterruptedException e) {
                    // deaf to everything, as a driver may be
                }
            }
        }));
        var start = System.nanoTime();

        for (var answer : atOnce(50)) assertThat(answer.get().get("store").message()).isEqualTo("'store' did not answer within a second");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        never.countDown();
    }

    @Test
    void theGraverOfTwoAnswersCounts() {
        checks.add(check("sync", () -> Status.warn("slow", "")));
        checks.add(check("sync", () -> Status.ok("fine")));

        assertThat(checks.all().get("sync").level()).isEqualTo(Status.Level.WARN);
    }

    @Test
    void aChangeIsOverWhenWhoWasReadyIsReadyAgain() {
        var site = new AtomicReference<>(Status.ok("there"));
        checks.add(check("site", site::get));
        checks.add(check("sync", () -> Status.notReady("loading", "wait")));
        checks.untilReadyAgain(() -> {
            site.set(Status.notReady("being made", "wait"));
            Thread.startVirtualThread(() -> {
                sleep(100);
                site.set(Status.ok("there again"));
            });
        });

        assertThat(site.get().message()).isEqualTo("there again");
    }

    @Test
    void modulesAreNotReadyUntilTheyWereTriedAndLaterOnlyWarned() {
        var down = new ModuleState("torg.x", "1", "x.jar", false, List.of("it imports package a"), List.of());
        var up = new ModuleState("torg.y", "1", "y.jar", true, List.of(), List.of());

        assertThat(new ModulesCheck(() -> true, () -> false, List::of, Optional::empty).check().level()).isEqualTo(Status.Level.NOT_READY);
        assertThat(new ModulesCheck(() -> true, () -> true, () -> List.of(up), Optional::empty).check()).isEqualTo(Status.ok("1 modules run"));
        assertThat(new ModulesCheck(() -> true, () -> true, () -> List.of(up, down), Optional::empty).check()).isEqualTo(Status.warn("x.jar does not run: it imports package a", "mend the module, or remove its jar"));
    }

    @Test
    void thatNobodyLooksAtTheModulesIsTold() {
        assertThat(new ModulesCheck(() -> false, () -> true, List::of, Optional::empty).check().level()).isEqualTo(Status.Level.WARN);
        assertThat(new ModulesCheck(() -> false, () -> false, List::of, Optional::empty).check())
                .isEqualTo(Status.notReady("nobody looks at the module folders any more", "restart the portal; the log says what ended it"));
    }

    private List<Future<Map<String, Status>>> atOnce(int askers) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return IntStream.range(0, askers).mapToObj(_ -> threads.submit(checks::recent)).toList();
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HealthCheck check(String name, Supplier<Status> answer) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Status check() {
                return answer.get();
            }
        };
    }
}
