package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.lists.forms.Portal;

/** Values nobody means: they are refused, and the page that says so can be painted. */
class OddValuesTest {
    private final Browser maria = Browser.at(new Portal(), Portal.MARIA, "profile");

    @Test
    void ofWhatIsFarTooLongOnlySoMuchComesBackThatOneSeesIt() {
        maria.press("save", "jobtitle", "\"".repeat(1_000_000), "language", "<".repeat(500_000));

        assertThat(maria.status).isEqualTo(422);
        assertThat(maria.error("jobtitle")).isEqualTo("Enter at most 80 characters.");
        assertThat(maria.error("language")).isEqualTo("Please choose one from the list.");
        assertThat((String) maria.field("jobtitle").get("value")).hasSizeBetween(81, 500);
        assertThat(Portal.each(maria.field("language"), "choices", "value")).allSatisfy(value -> assertThat((String) value).hasSizeLessThan(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202A", "\u202E", "\u2066", "\u2069", "\u0085", "\u0007"})
    void oneLineReadsInTheOrderItIsWritten(String odd) {
        maria.press("save", "jobtitle", "Buyer" + odd + "reyub", "language", "en");

        assertThat(maria.error("jobtitle")).startsWith("This contains characters we cannot save");
    }

    @Test
    void otherAlphabetsAreWelcome() {
        maria.press("save", "jobtitle", "\u0645\u062f\u064a\u0631 \u200f\u05de\u05e0\u05d4\u05dc", "language", "en");

        assertThat(maria.page.get("said")).isEqualTo("Your profile is saved.");
    }
}
