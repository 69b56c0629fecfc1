package torg.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTest {
    /** Letters that Unicode does not take apart. */
    private static final Map<String, String> OWN = Map.of("đ", "d", "ð", "d", "ħ", "h", "ı", "i", "ŀ", "l", "ł", "l", "ŉ", "n", "ø", "o", "ŧ", "t");

    @ParameterizedTest
    @CsvSource({"Côte de Blaye,cote de blaye", "München,munchen", "Åre,are", "Ærøskøbing,aeroskobing", "Straße,strasse", "ÞÓR,thor", "Œuvre,oeuvre", "Łódź,lodz", "İzmir,izmir", "Sánchez 100%,sanchez 100%", "CHAI 100%,chai 100%"})
    void isWhatPeopleType(String text, String plain) {
        assertThat(Plain.of(text)).isEqualTo(plain);
        assertThat(Plain.of(Normalizer.normalize(text, Normalizer.Form.NFD))).as("with marks of their own").isEqualTo(plain);
        assertThat(Plain.of(Plain.of(text))).isEqualTo(plain);
    }

    @Test
    void everyLetterOfTheTableIsItsPlainOneWithoutMarks() {
        for (var i = 0; i < Plain.TO.length(); i++) {
            var letter = Plain.FROM.substring(i, i + 1);
            var bare = Normalizer.normalize(letter, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
            assertThat(Plain.TO.substring(i, i + 1)).as(letter).isEqualTo(OWN.getOrDefault(letter, bare));
        }
        assertThat(Plain.FROM.chars().distinct().count()).isEqualTo(Plain.FROM.length());
        assertThat(Plain.FROM.substring(Plain.TO.length())).matches("\\p{M}+");
    }
}
