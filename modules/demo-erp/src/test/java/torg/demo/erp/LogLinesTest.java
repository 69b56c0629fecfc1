package torg.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** However much goes wrong, the log stays small and says what it left out. */
class LogLinesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final LogLines lines = new LogLines();

    private static LogRecord line(String message, Instant at) {
        var line = new LogRecord(Level.SEVERE, message);
        line.setInstant(at);
        return line;
    }

    @Test
    void anErrorIsOneLineWithTheTopOfItsTrace() {
        var line = line("a request failed:\nGET /data", NOON);
        line.setThrown(new IllegalStateException("no\nway"));

        var text = lines.format(line);

        assertThat(text).startsWith("2026-01-01T12:00:00Z SEVERE a request failed: GET /data reason=\"java.lang.IllegalStateException: no way\" at torg.demo.erp.LogLinesTest.");
        assertThat(text.lines()).hasSize(1);
        assertThat(text.split(" < ")).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void aLongOneIsCut() {
        assertThat(lines.format(line("x".repeat(100_000), NOON))).hasSizeLessThan(1_100);
    }

    @Test
    void aFloodIsCountedInsteadOfWritten() {
        for (int i = 0; i < 20; i++) {
            assertThat(lines.isLoggable(line("again", NOON))).isTrue();
        }
        for (int i = 0; i < 500; i++) {
            assertThat(lines.isLoggable(line("again", NOON.plusSeconds(30)))).isFalse();
        }
        var next = line("again", NOON.plusSeconds(60));
        assertThat(lines.isLoggable(next)).isTrue();
        assertThat(lines.format(next)).contains("(before this, 500 lines were left out)");
        assertThat(lines.format(next)).doesNotContain("left out");
    }
}
