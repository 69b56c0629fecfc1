package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void aPasswordFitsItsHashAndNoOther() {
        var hash = passwords.hash("northwind").orElseThrow();

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("northwind", hash)).contains(true);
        assertThat(passwords.matches("Northwind", hash)).contains(false);
        assertThat(passwords.hash("northwind")).isNotEqualTo(hash);
        assertThat(passwords.matchesNobody("northwind")).contains(false);
    }

    @Test
    void theSameLettersComposedDifferentlyAreTheSamePassword() {
        assertThat(passwords.matches("bla\u030Ab\u00e6r", passwords.hash("bl\u00e5b\u00e6r").orElseThrow())).contains(true);
    }
}
