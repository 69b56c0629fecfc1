package torg.identity.local.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void aPasswordFitsItsHashAndNoOther() {
        var hash = passwords.hash("northwind");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("northwind", hash)).isTrue();
        assertThat(passwords.matches("Northwind", hash)).isFalse();
        assertThat(passwords.hash("northwind")).isNotEqualTo(hash);
        assertThat(passwords.matchesNobody("northwind")).isFalse();
    }

    @Test
    void whoGetsNoTurnIsToldToComeAgainAndNotThatThePasswordIsWrong() throws Exception {
        var hurried = new Passwords(Duration.ZERO);
        var go = new CountDownLatch(1);
        var hashes = new ArrayList<Future<String>>();
        try (var threads = Executors.newFixedThreadPool(10)) {
            for (var i = 0; i < 10; i++) {
                hashes.add(threads.submit(() -> {
                    go.await();
                    return hurried.hash("northwind");
                }));
            }
            go.countDown();
        }

        assertThat(hashes.stream().filter(hash -> hash.state() == Future.State.SUCCESS)).isNotEmpty();
        assertThat(hashes.stream().filter(hash -> hash.state() == Future.State.FAILED).map(Future::exceptionNow)).isNotEmpty()
                .allSatisfy(failure -> assertThat(((TorgException) failure).kind()).isEqualTo(ProblemKind.BUSY));
    }

    @Test
    void everyCharacterOfALongOneCounts() {
        var longest = "four words and more ".repeat(6) + "at last!";
        assertThat(PasswordRule.brokenBy(longest, "jane@a.example", List.of())).isEmpty();
        assertThat(longest).hasSize(PasswordRule.LONGEST);

        assertThat(passwords.matches(longest, passwords.hash(longest))).isTrue();
        assertThat(passwords.matches(longest.replace('!', '?'), passwords.hash(longest))).isFalse();
    }

    @Test
    void theSameLettersComposedDifferentlyAreTheSamePassword() {
        assertThat(passwords.matches("bla\u030Ab\u00e6r", passwords.hash("bl\u00e5b\u00e6r"))).isTrue();
    }
}
