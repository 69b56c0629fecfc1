package torg.identity.local.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {
    private static final String EMAIL = "maria.anders@alfki.example";

    @ParameterizedTest
    @ValueSource(strings = {"123456789012", "passwordpassword", "qwertyuiopas", "Password1234", "aaaaaaaaaaaaa", "abcdefghijkl", "iloveyou1234",
            "abcabcabcabcabc", "maria.anders1", "alfki19991999"})
    void whatIsGuessedFirstIsRefused(String password) {
        assertThat(PasswordRule.brokenBy(password, EMAIL, List.of())).contains(PasswordRule.GUESSED_FIRST);
    }

    @Test
    void whatIsNearIsGuessedFirstToo() {
        assertThat(PasswordRule.brokenBy("Nordvindheim1", EMAIL, List.of())).isEmpty();
        assertThat(PasswordRule.brokenBy("Nordvindheim1", EMAIL, List.of("nordvindheim"))).contains(PasswordRule.GUESSED_FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"four words and more", "a few good words", "chosen by Jane herself", "given by the order desk", "et par gode ord på norsk",
            "言葉をいくつか並べたもの"})
    void aFewWordsOfOnesOwnAreTaken(String password) {
        assertThat(PasswordRule.brokenBy(password, EMAIL, List.of())).isEmpty();
    }
}
