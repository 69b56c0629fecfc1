package torg.web.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

class PathsTest {
    @ParameterizedTest
    @CsvSource({"/, /", "/orders, /orders", "/orders/, /orders/", "/a%20b, /a b", "/%C3%A6, /æ", "/a+b, /a+b", "/t(1), /t(1)", "/t(%27a%27), /t('a')", "/%25, /%"})
    void undoesTheEncodingOnce(String raw, String path) {
        assertThat(Paths.decode(raw)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "//", "/a//b", "/.", "/..", "/a/../b", "/%2e%2E", "/%2F", "/%5c", "/a\\b", "/a;b", "/%00", "/%0A", "/%7f", "/%C2%85", "/%", "/%1", "/%gg", "/%C3", "/%C0%AF",
            "/%ED%A0%80", "/æ"})
    void refusesOddSpellings(String raw) {
        assertThatThrownBy(() -> Paths.decode(raw)).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED));
    }

    @Test
    void whatIsEncodedDecodesToItself() {
        var random = new Random(7);
        for (var round = 0; round < 5_000; round++) {
            var segment = random.ints(1 + random.nextInt(8), 0x20, 0x2FF).filter(c -> !Character.isISOControl(c) && c != '/' && c != '\\')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) continue;
            assertThat(Paths.decode(Paths.encode("/" + segment))).isEqualTo("/" + segment);
        }
    }

    @Test
    void encodesOnlyWhatAHeaderCannotCarry() {
        assertThat(Paths.encodeStrays("https://a.example/æ?b=c%20d#e\r\nSet-Cookie: x")).isEqualTo("https://a.example/%C3%A6?b=c%20d#e%0D%0ASet-Cookie:%20x");
    }
}
