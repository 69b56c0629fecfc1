package torg.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharactersTest {
    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001b", "\u0007", "\u007f", "\u0085", "\ud800", "\udc00"})
    void whatNobodyCanKeepOrSeeDoesNotDo(String odd) {
        assertThat(Characters.unfit("a" + odd + "b", false)).isTrue();
        assertThat(Characters.unfit("a" + odd + "b", true)).isTrue();
        assertThat(Characters.line("a" + odd + "b")).isEqualTo("a\ufffdb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\t", "\u202a", "\u202e", "\u2066", "\u2069"})
    void whatBelongsToManyLinesDoesNotDoInOne(String odd) {
        assertThat(Characters.unfit("a" + odd + "b", false)).isTrue();
        assertThat(Characters.unfit("a" + odd + "b", true)).isFalse();
        assertThat(Characters.line("a" + odd + "b")).isEqualTo("a\ufffdb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bl\u00e5b\u00e6r", "\u0645\u062f\u064a\u0631 \u200f\u05de\u05e0", "\ud83c\udf3c", "a\u00a0b"})
    void otherAlphabetsDo(String text) {
        assertThat(Characters.unfit(text, false)).isFalse();
        assertThat(Characters.line(text)).isEqualTo(text);
        assertThat(Characters.isBlank(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00a0", "\u2007", "\u202f", "\u3000", "\ufeff", "\u200b", "\u2060 \u00ad"})
    void ofTheseNothingIsSeen(String text) {
        assertThat(Characters.isBlank(text)).isTrue();
        assertThat(Characters.isBlank(text + "a" + text)).isFalse();
    }
}
