package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTimeTest {
    private static final String[] NONE = {};

    private record Said(int answer$_$seconds) implements WebSettings {
        @Override
        public String public$_$url() {
            return "";
        }

        @Override
        public boolean secure() {
            return false;
        }

        @Override
        public String[] allowed$_$hosts() {
            return NONE;
        }

        @Override
        public String[] trusted$_$proxies() {
            return NONE;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return WebSettings.class;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 3_600})
    void aTimeWithinItsBoundsCounts(int seconds) {
        assertThat(AnswerTime.of(new Said(seconds)).longest()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(AnswerTime.of(new Said(seconds)).wrong()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3_601})
    void anotherIsToldByNameAndTheUsualOneCounts(int seconds) {
        assertThat(AnswerTime.of(new Said(seconds)).longest()).isEqualTo(Duration.ofSeconds(40));
        assertThat(AnswerTime.of(new Said(seconds)).wrong()).contains("the setting answer-seconds is " + seconds + ", expected 1 to 3600, and does not count");
    }
}
