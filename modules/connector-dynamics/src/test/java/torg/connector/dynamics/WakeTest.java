package torg.connector.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import torg.api.health.Status;
import torg.api.problem.TorgException;

/** Events of the ERP wake the poll; anybody may knock, and nobody can make it run all the time. */
@Timeout(60)
class WakeTest {
    private final DynamicsConnector connector = new DynamicsConnector(new Settings("http://127.0.0.1:9", "", ""));
    private final AtomicInteger woken = new AtomicInteger();

    @Test
    void wakesItsListenersAndRefusesAWrongSecret() {
        connector.onWake(woken::incrementAndGet);
        new WakeResource(connector, new Settings("http://127.0.0.1:9", "", "")).wake(null);
        var guarded = new WakeResource(connector, new Settings("http://127.0.0.1:9", "", "", "s3cret"));
        assertThatThrownBy(() -> guarded.wake("guess")).isInstanceOf(TorgException.class);
        assertThat(woken).hasValue(1);
    }

    @Test
    void actsOnTheFirstOfManyEventsAtOnceThenFiveTimesASecondAndOnTheLastOneToo() throws Exception {
        var acted = new AtomicReference<>(Instant.EPOCH);
        connector.onWake(() -> {
            acted.set(Instant.now());
            woken.incrementAndGet();
        });
        var resource = new WakeResource(connector, new Settings("http://127.0.0.1:9", "", ""));
        var start = Instant.now();
        resource.wake(null);
        assertThat(woken).as("at once").hasValue(1);
        for (var i = 0; i < 2_000; i++) resource.wake(null);
        var last = Instant.now();
        resource.wake(null);
        while (acted.get().isBefore(last)) Thread.sleep(20);
        assertThat(woken.get()).isBetween(2, (int) (Duration.between(start, Instant.now()).toMillis() / 200) + 1);
    }

    @Test
    void whoeverMayKnockWithoutASecretWakesAnErpElsewhereSeldom() {
        var far = "https://contoso.operations.dynamics.com";
        assertThat(WakeResource.least(new Settings(far, "", ""))).isEqualTo(Duration.ofSeconds(10));
        assertThat(WakeResource.least(new Settings(far, "", "", "s3cret"))).isEqualTo(Duration.ofMillis(200));
        assertThat(WakeResource.least(new Settings("http://127.0.0.1:8090", "", ""))).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void tellsWhenAnybodyMayWakeIt() {
        for (var here : new String[] {"http://localhost:8090", "http://127.0.0.1:8090/", "http://[::1]:8090"}) {
            assertThat(new WakeHealth(new Settings(here, "", "")).check().level()).as(here).isEqualTo(Status.Level.OK);
        }
        assertThat(new WakeHealth(new Settings("https://contoso.operations.dynamics.com", "", "")).check()).satisfies(status -> {
            assertThat(status.level()).isEqualTo(Status.Level.WARN);
            assertThat(status.next()).contains("wake-secret");
        });
        assertThat(new WakeHealth(new Settings("https://contoso.operations.dynamics.com", "", "", "s3cret")).check().level()).isEqualTo(Status.Level.OK);
    }
}
