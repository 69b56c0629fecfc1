package torg.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What formats of autonumbers make of a number and a row. */
class NumbersTest {
    @Test
    void theMachinesLanguageDoesNotChangeAKey() {
        var usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(Numbers.of("W000000").text(Map.of(), 17)).isEqualTo("W000017");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void aNumberLongerThanItsPlaceStaysWhole() {
        assertThat(Numbers.of("W00").text(Map.of(), 12_345)).isEqualTo("W12345");
    }
}
