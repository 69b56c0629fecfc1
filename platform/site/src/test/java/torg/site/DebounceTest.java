package torg.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DebounceTest {
    @Test
    void aRunThatFailsIsNotTheLast() throws Exception {
        var begun = new Semaphore(0);
        try (var debounce = new Debounce("test", () -> {
            begun.release();
            throw new NoClassDefFoundError("a module went");
        })) {
            for (var run = 0; run < 2; run++) {
                debounce.after(Duration.ofMillis(1));
                assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
