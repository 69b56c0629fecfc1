package torg.web.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "br, gzip", "deflate;q=0, gzip;q=0.5, br;q=1.0", "gzip; q=0.001", "gzip;q=1.", "gzip ; Q=1"})
    void isWantedByWhoGivesItAnyWeight(String accepts) {
        assertThat(Gzip.accepted(accepts)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "br", "gzip;q=0", "gzip; q=0", "br, gzip;q=0.000", "gzip;q=", "gzip;q=x", "gzip;q=-1", "gzip;q=1e5", ";;;gzip;q=x", "x-gzipped", "identity;q=1, *;q=0"})
    void isNotWantedByOthers(String accepts) {
        assertThat(Gzip.accepted(accepts)).isFalse();
        assertThat(Gzip.accepted(null)).isFalse();
    }
}
