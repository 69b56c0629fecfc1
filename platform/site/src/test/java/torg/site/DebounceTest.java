package torg.site;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DebounceTest {
    @Test
    void aRunThatFailsIsToldAndIsNotTheLast() throws Exception {
        var lines = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger(Debounce.class);
        lines.start();
        logger.addAppender(lines);
        var failures = List.of(new NoClassDefFoundError("a module went"), new OutOfMemoryError("for a moment"));
        var runs = new AtomicInteger();
        var begun = new Semaphore(0);
        try (var debounce = new Debounce("test", () -> {
            begun.release();
            throw failures.get(runs.getAndIncrement());
        })) {
            for (var run = 0; run < failures.size(); run++) {
                debounce.after(Duration.ofMillis(1));
                assertThat(begun.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
            }
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).extracting(line -> line.getThrowableProxy().getMessage()).containsExactly("a module went", "for a moment");
    }
}
