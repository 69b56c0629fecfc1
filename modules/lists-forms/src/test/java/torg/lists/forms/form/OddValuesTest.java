package torg.lists.forms.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void aTextOfManyLinesHasABoundToo() throws IOException {
        var portal = new Portal();
        var contact = Files.readString(Path.of("..", "..", "content", "customer-portal", "tables", "contact.yml"));
        portal.edit("tables/contact.yml", contact.replace("jobtitle: {type: text, length: 80", "jobtitle: {type: longtext"));
        var page = Browser.at(portal, Portal.MARIA, "profile");

        page.press("save", "jobtitle", "\u202eline\n".repeat(1_000), "language", "en");
        assertThat(page.page.get("said")).isEqualTo("Your profile is saved.");
        page.press("save", "jobtitle", "\"".repeat(1_000_000), "language", "en");
        assertThat(page.error("jobtitle")).startsWith("Enter at most 10").contains("000 characters.");
        assertThat((String) page.field("jobtitle").get("value")).hasSizeBetween(10_001, 11_000);
        portal.edit("tables/contact.yml", contact.replace("jobtitle: {type: text, length: 80", "jobtitle: {type: longtext, length: 300"));
        page.press("save", "jobtitle", "x".repeat(301), "language", "en");
        assertThat(page.error("jobtitle")).isEqualTo("Enter at most 300 characters.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202A", "\u202E", "\u2066", "\u2069", "\u0085", "\u0007"})
    void oneLineReadsInTheOrderItIsWritten(String odd) {
        maria.press("save", "jobtitle", "Buyer" + odd + "reyub", "language", "en");

        assertThat(maria.error("jobtitle")).startsWith("This contains characters we cannot save");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeff", "\u00a0", "\u200b \u2060"})
    void whatNobodySeesIsNothing(String odd) {
        maria.press("save", "jobtitle", odd, "language", odd);

        assertThat(maria.page.get("said")).isEqualTo("Your profile is saved.");
        assertThat(maria.field("jobtitle").get("value")).isEqualTo("");
    }

    @Test
    void otherAlphabetsAreWelcome() {
        maria.press("save", "jobtitle", "\u0645\u062f\u064a\u0631 \u200f\u05de\u05e0\u05d4\u05dc", "language", "en");

        assertThat(maria.page.get("said")).isEqualTo("Your profile is saved.");
    }
}
