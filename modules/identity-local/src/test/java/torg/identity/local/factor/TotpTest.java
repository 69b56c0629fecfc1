package torg.identity.local.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes are those of RFC 6238, appendix B, whose last six of eight digits count here; Base32 is that of RFC 4648, section 10. */
class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({"59, 94287082", "1111111109, 07081804", "1111111111, 14050471", "1234567890, 89005924", "2000000000, 69279037", "20000000000, 65353130"})
    void areThoseOfTheStandard(long seconds, String code) {
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(seconds)))).isEqualTo(code.substring(2));
    }

    @Test
    void aClockMayBeHalfAMinuteWrongAndNoMore() {
        var now = Instant.ofEpochSecond(1_000_000_000);
        var step = Totp.step(now);
        for (var off = -1; off <= 1; off++) assertThat(Totp.matching(SECRET, Totp.code(SECRET, step + off), now, 0)).hasValue(step + off);
        for (var off : new int[] {-2, 2}) assertThat(Totp.matching(SECRET, Totp.code(SECRET, step + off), now, 0)).isEqualTo(OptionalLong.empty());
    }

    @Test
    void aCodeThatWasUsedAndOneFromBeforeItCountNoMore() {
        var now = Instant.ofEpochSecond(1_000_000_000);
        var step = Totp.step(now);
        assertThat(Totp.matching(SECRET, Totp.code(SECRET, step), now, step)).isEmpty();
        assertThat(Totp.matching(SECRET, Totp.code(SECRET, step - 1), now, step)).isEmpty();
        assertThat(Totp.matching(SECRET, Totp.code(SECRET, step + 1), now, step)).hasValue(step + 1);
    }

    @ParameterizedTest
    @CsvSource({"fooba, MZXW6YTB", "12345678901234567890, GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"})
    void bytesAreWrittenAsAppsReadThem(String bytes, String text) {
        assertThat(Base32.written(bytes.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
        assertThat(Base32.read(text)).isEqualTo(bytes.getBytes(StandardCharsets.US_ASCII));
    }
}
