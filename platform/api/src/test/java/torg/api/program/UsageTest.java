package torg.api.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final Usage GREET = Usage.of("torg greet", "[NAME]", "say hello").needs("--as", "WHO", "who says it").has("--times", "3", "how often")
            .takes("--in", "LANGUAGE", "").flag("--loud", "in capitals");
    private static final Usage WAVE = Usage.of("torg wave", "", "say nothing").needs("--as", "WHO", "who says it");

    private static Usage.Given read(String... words) {
        return GREET.read(List.of(words));
    }

    @Test
    void takesWordsAndOptionsInAnyOrder() {
        var given = read("--loud", "Ana", "--times=2", "--as", "Bo", "--in", "a=b");

        assertThat(given.words()).containsExactly("Ana");
        assertThat(given.has("--loud")).isTrue();
        assertThat(given.value("--times")).contains("2");
        assertThat(given.value("--as")).contains("Bo");
        assertThat(given.value("--in")).contains("a=b");
    }

    @Test
    void whatIsNotGivenHasItsDefaultOrNothing() {
        var given = read();

        assertThat(given.words()).isEmpty();
        assertThat(given.value("--times")).contains("3");
        assertThat(given.value("--in")).isEmpty();
        assertThat(given.has("--loud")).isFalse();
    }

    @Test
    void theLaterOfTwoWins() {
        assertThat(read("--times", "1", "--times", "2").value("--times")).contains("2");
    }

    @Test
    void refusesWhatItDoesNotKnowAndSaysWhatItTakes() {
        assertRefused("option '--tims=2' is unknown: torg greet [NAME] --as WHO [--times 3] [--in LANGUAGE] [--loud]", GREET, "--tims=2");
        assertRefused("option '--loud=yes' is unknown: ", GREET, "--loud=yes");
        assertRefused("option 'Ana' is unknown: torg wave --as WHO", WAVE, "Ana");
        assertRefused("option '--times' needs a value after it: ", GREET, "Ana", "--times");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> GREET.demandWhatIsNeeded(read("Ana"))).isInstanceOf(Refusal.class).hasMessageStartingWith("option '--as' is missing: torg greet ");
        GREET.demandWhatIsNeeded(read("--as", "Bo"));
    }

    @Test
    void oneOfSeveralIsChosenByItsLastWord() {
        assertThat(Usage.chosen(List.of(GREET, WAVE), List.of("wave", "Ana"))).isSameAs(WAVE);
        assertThatThrownBy(() -> Usage.chosen(List.of(GREET, WAVE), List.of("wav"))).isInstanceOf(Refusal.class)
                .hasMessageStartingWith("what is to be done? torg greet [NAME] --as WHO").hasMessageEndingWith(", or torg wave --as WHO");
        assertThatThrownBy(() -> Usage.chosen(List.of(GREET, WAVE), List.of())).isInstanceOf(Refusal.class);
    }

    @Test
    void helpHasEveryOptionOnceBelowItsCommandAndAtTheEndWhatSeveralTake() {
        assertThat(Usage.page(GREET, WAVE)).isEqualTo("""
                torg greet [NAME] [--in LANGUAGE]   say hello
                       --times 3             how often
                       --loud                in capitals
                torg wave     say nothing
                       --as WHO              who says it
                """);
    }

    private static void assertRefused(String sentence, Usage usage, String... words) {
        assertThatThrownBy(() -> usage.read(List.of(words))).isInstanceOf(Refusal.class).hasMessageStartingWith(sentence);
    }
}
